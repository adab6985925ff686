import type { Flag, Outcome } from '../src/core/stable-words.ts';
import { cell } from './grid-parts.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { FLAG_SENTENCES } from './sentences.ts';

interface Judged {
  outcome: Outcome;
  flags: readonly Flag[];
}

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

/** A verdict in a picture, a few words and its flags; the whole sentence is its tooltip. */
export function verdictCell(verdict: Judged, words: string, sentence: string) {
  const flags = verdict.flags.map((flag) => (
    <span key={flag} class="tag flag" title={FLAG_SENTENCES[flag]}>
      {flag}
    </span>
  ));
  const children = (
    <>
      <Icon name={verdictIcon(verdict)} />
      <span class="words">{words}</span>
      {flags}
    </>
  );
  return cell('verdict', children, { title: sentence });
}
