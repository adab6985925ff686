import type { RequestEntry } from '../../src/core/log.ts';
import { credentialWords } from '../credential/credential-words.ts';
import { shortDuration } from '../parts/durations.ts';
import { type ShownUrl, shownUrl } from '../parts/shown-url.ts';
import { certaintyWord } from '../words/refusal-sentences.ts';
import { statusWords, verdictSentence, verdictWords } from '../words/sentences.ts';
import { cell, gridRow, type RowState, timeCell } from './grid-parts.tsx';
import { verdictCell } from './verdict-cell.tsx';

interface Props {
  entry: RequestEntry;
  rowKey: string;
  state: RowState;
}

function statusTitle({ fromCache, error }: RequestEntry['request']): string {
  return fromCache ? 'From the browser’s cache' : (error ?? '');
}

/** A path that, where it does not fit, loses its beginning rather than its end. */
function pathParts({ host, path }: ShownUrl, isByDebugger: boolean) {
  const [, head = '', tail = path] = /^(.+?)(\/[^/]*\/[^/]*)$/.exec(path) ?? [];
  return (
    <>
      {isByDebugger && <span class="tag by">by debugger</span>}
      {host !== '' && <span class="host">{host}</span>}
      {head !== '' && <span class="head">{head}</span>}
      <span class="tail">{tail}</span>
    </>
  );
}

/** One request; its attributes, `data-row` apart, are relied on from outside. */
export function RequestRow({ entry, rowKey, state }: Props) {
  const { request, verdict } = entry;
  const token = credentialWords(request);
  const url = shownUrl(request.url);
  const { secondsLeft } = verdict;
  return gridRow({
    rowKey,
    state,
    className: 'row',
    canOpen: true,
    attributes: {
      'data-request': request.id,
      'data-validity': verdict.validity,
      'data-outcome': verdict.outcome,
      'data-cause': verdict.refusal?.cause ?? '',
      'data-certainty': verdict.refusal?.certainty ?? '',
      'data-flags': verdict.flags.join(' '),
    },
    children: [
      timeCell(request.startedAt),
      cell('method', request.method),
      cell('path', pathParts(url, request.by === 'debugger'), { title: url.full }),
      cell('status', statusWords(request), { title: statusTitle(request) }),
      cell(token.isFingerprint ? 'token mono' : 'token', token.text, { title: token.title }),
      cell('left', secondsLeft === null ? '–' : shortDuration(secondsLeft)),
      verdictCell(verdict, {
        words: verdictWords(entry),
        sentence: verdictSentence(entry),
        certainty: certaintyWord(verdict),
      }),
    ],
  });
}
