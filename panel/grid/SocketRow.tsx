import { fingerprint } from '../../src/core/fingerprint.ts';
import type { SocketEntry } from '../../src/core/log.ts';
import { shortDuration } from '../parts/durations.ts';
import { Icon } from '../parts/Icon.tsx';
import { shownUrl } from '../parts/shown-url.ts';
import { certaintyWord } from '../words/refusal-sentences.ts';
import { socketSentence, socketWords } from '../words/socket-sentences.ts';
import { cell, gridRow, type RowState, timeCell } from './grid-parts.tsx';
import { verdictCell } from './verdict-cell.tsx';

interface Props {
  entry: SocketEntry;
  rowKey: string;
  state: RowState;
}

function answerWords({ use: { answer } }: SocketEntry): string {
  if (!answer) return '(pending)';
  return answer.accepted ? '(yes)' : '(no)';
}

/** A socket that sent its token. */
export function SocketRow({ entry, rowKey, state }: Props) {
  const { use, verdict } = entry;
  const { secondsLeft } = verdict;
  return gridRow({
    rowKey,
    state,
    className: 'row socket',
    canOpen: true,
    attributes: {
      'data-socket': use.id,
      'data-validity': verdict.validity,
      'data-outcome': verdict.outcome,
      'data-cause': verdict.refusal?.cause ?? '',
      'data-certainty': verdict.refusal?.certainty ?? '',
      'data-flags': verdict.flags.join(' '),
    },
    children: [
      timeCell(use.at),
      cell('method', <Icon name="socket" label="Socket" />),
      cell('path', <span class="tail">socket.io authenticate</span>, {
        title: shownUrl(use.url).full,
      }),
      cell('status', answerWords(entry)),
      cell('token mono', use.token === null ? '–' : fingerprint(use.token)),
      cell('left', secondsLeft === null ? '–' : shortDuration(secondsLeft)),
      verdictCell(verdict, {
        words: socketWords(entry),
        sentence: socketSentence(entry),
        certainty: certaintyWord(verdict),
      }),
    ],
  });
}
