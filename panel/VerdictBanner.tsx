import type { Evidence } from '../src/core/cause.ts';
import { redactText } from '../src/core/redact.ts';
import type { Certainty, Flag, Outcome } from '../src/core/stable-words.ts';
import { Icon } from './Icon.tsx';
import { CERTAINTY_SENTENCES } from './refusal-sentences.ts';
import { FLAG_SENTENCES } from './sentences.ts';
import { verdictIcon } from './verdict-cell.tsx';

interface Props {
  verdict: { outcome: Outcome; flags: readonly Flag[] };
  sentence: string;
  certainty?: Certainty | undefined;
  evidence?: readonly Evidence[] | undefined;
}

/** The verdict first, then how sure it is and what speaks for it. */
export function VerdictBanner({ verdict, sentence, certainty, evidence = [] }: Props) {
  const { outcome, flags } = verdict;
  return (
    <section
      class="banner"
      data-outcome={outcome}
      data-flagged={flags.length > 0}
      aria-label="Verdict"
    >
      <p class="sentence">
        <Icon name={verdictIcon(verdict)} />
        <span>{sentence}</span>
      </p>
      {certainty && <p class="certainty">{CERTAINTY_SENTENCES[certainty]}</p>}
      {evidence.length > 0 && (
        <ul aria-label="Evidence">
          {evidence.map(({ id, text }) => (
            <li key={id}>{redactText(text)}</li>
          ))}
        </ul>
      )}
      {flags.length > 0 && (
        <p class="flags">
          {flags.map((flag) => (
            <span key={flag} class="tag flag" title={FLAG_SENTENCES[flag]}>
              {flag}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
