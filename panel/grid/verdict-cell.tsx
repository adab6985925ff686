import type { Flag, Outcome } from '../../src/core/language/stable-words.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { flagSentence } from '../words/sentences.ts';
import { cell } from './grid-parts.tsx';

interface Judged {
  outcome: Outcome;
  flags: readonly Flag[];
}

const LEAD_END = ': ';

const OUTCOME_ICONS: Record<Outcome, IconName> = {
  accepted: 'check',
  rejected: 'cross',
  failed: 'warning',
  pending: 'clock',
  unknown: 'question',
};

/** The picture for a verdict: what is wrong comes before what is right. */
export function verdictIcon({ outcome, flags }: Judged): IconName {
  return outcome === 'accepted' && flags.length > 0 ? 'warning' : OUTCOME_ICONS[outcome];
}

interface Told {
  words: string;
  /** the whole of it, as a tooltip */
  sentence: string;
  /** a word more on it, as how sure the stated cause is */
  note: string | null;
}

/** Where there is no room, the picture alone says that it was refused. */
function withLead(words: string) {
  const [lead, rest] = words.split(LEAD_END);
  if (rest === undefined) return words;
  return (
    <>
      <span class="lead">
        {lead}
        {LEAD_END}
      </span>
      {rest}
    </>
  );
}

/** A verdict in a picture, a few words, how sure it is, and its flags. */
export function verdictCell(verdict: Judged, { words, sentence, note }: Told) {
  const flags = verdict.flags.map((flag) => (
    <span key={flag} class="tag flag" title={flagSentence(flag)}>
      {flag}
    </span>
  ));
  const children = (
    <>
      <span class="said">
        <Icon name={verdictIcon(verdict)} />
        <span class="words">{withLead(words)}</span>
      </span>
      {note && <span class="remark">{note}</span>}
      {flags}
    </>
  );
  return cell('verdict', children, { title: sentence });
}
