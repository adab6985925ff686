import type { Flag, Outcome } from '../../src/core/language/stable-words.ts';
import type { CauseVerdict } from '../../src/core/verdict/causes/rule.ts';
import { Icon } from '../parts/Icon.tsx';
import type { IconName } from '../parts/icons.ts';
import { say } from '../words/language.ts';
import { flagSentence } from '../words/sentences.ts';
import { cell } from './grid-parts.tsx';

interface ShownVerdict {
  outcome: Outcome;
  flags: readonly Flag[];
  refusal: CauseVerdict | null;
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
export function verdictIcon({ outcome, flags }: Pick<ShownVerdict, 'outcome' | 'flags'>): IconName {
  return outcome === 'accepted' && flags.length > 0 ? 'warning' : OUTCOME_ICONS[outcome];
}

interface CellWords {
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

/** A verdict in a picture, a few words, how sure it is, the service's own word for it, and other flags. */
export function verdictCell(verdict: ShownVerdict, { words, sentence, note }: CellWords) {
  const tag = (flag: Flag) => (
    <span key={flag} class="tag flag" title={flagSentence(flag)}>
      <Icon name="flag" />
      <span class="word">{flag}</span>
    </span>
  );
  // The service’s own word stands last among them.
  const lead = verdict.flags.at(-1);
  const { cause = 'unknown', certainty = 'certain' } = verdict.refusal ?? {};
  // That a reason is unknown is not itself in doubt.
  const isUnsure = cause !== 'unknown' && certainty !== 'certain';
  const marks = [
    note && (
      <span key="note" class="remark">
        {note}
      </span>
    ),
    lead && tag(lead),
  ];
  const rest = verdict.flags.slice(0, -1);
  const children = (
    <>
      <span class="said">
        <Icon name={verdictIcon(verdict)} />
        <span class="words">{withLead(words)}</span>
      </span>
      {cause === 'fault' && (
        <span class="tag by">
          <Icon name="fault" />
          <span class="word">{say('cause_fault')}</span>
        </span>
      )}
      {(note || lead) && (
        <span class={isUnsure ? 'marks unsure' : 'marks'}>
          {isUnsure ? marks.toReversed() : marks}
        </span>
      )}
      {rest.length > 0 && <span class="rest">{rest.map(tag)}</span>}
    </>
  );
  return cell('verdict', children, { title: sentence });
}
