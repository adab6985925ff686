import type { RequestEntry, SocketEntry } from '../../src/core/log.ts';
import { verdictIcon } from '../grid/verdict-cell.tsx';
import type { PanelModel } from '../panel-model.ts';
import { EvidenceList } from '../parts/EvidenceList.tsx';
import { Icon } from '../parts/Icon.tsx';
import { certaintySentence } from '../words/refusal-sentences.ts';
import { FLAG_SENTENCES, verdictSentence } from '../words/sentences.ts';
import { socketSentence } from '../words/socket-sentences.ts';

interface Props {
  entry: RequestEntry | SocketEntry;
  model: PanelModel;
}

/** The verdict first, then how sure it is and what speaks for it. */
export function VerdictBanner({ entry, model }: Props) {
  const { verdict, id } = entry;
  const { outcome, flags, refusal } = verdict;
  const sentence = entry.kind === 'request' ? verdictSentence(entry) : socketSentence(entry);
  return (
    <section
      class="banner"
      data-outcome={outcome}
      data-cause={refusal?.cause ?? ''}
      data-certainty={refusal?.certainty ?? ''}
      data-flagged={flags.length > 0}
      aria-label="Verdict"
    >
      <p class="sentence">
        <Icon name={verdictIcon(verdict)} />
        <span>{sentence}</span>
      </p>
      {refusal && <p class="certainty">{certaintySentence(refusal)}</p>}
      {refusal && refusal.evidence.length > 0 && (
        <EvidenceList model={model} evidence={refusal.evidence} here={id} />
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
