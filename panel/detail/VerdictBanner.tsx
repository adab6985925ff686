import type { ComponentChildren } from 'preact';
import { wordKey } from '../../src/core/language/language.ts';
import type { Evidence } from '../../src/core/verdict/causes/rule.ts';
import { asideOf } from '../../src/core/verdict/entry.ts';
import { reactionTo } from '../../src/core/verdict/reaction.ts';
import { verdictIcon } from '../grid/verdict-cell.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { EvidenceList } from '../parts/EvidenceList.tsx';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { certaintySentence } from '../words/refusal-sentences.ts';
import { verdictSentence } from '../words/sentences.ts';
import { socketSentence } from '../words/socket-sentences.ts';
import type { Opened } from './opened.ts';

interface Props {
  entry: Opened;
  model: PanelModel;
  /** what can be done */
  children: ComponentChildren;
}

/** What the app did about a refusal that a simulation had provoked. */
function reaction({ kind, id, verdict }: Opened, model: PanelModel): Evidence[] {
  if (verdict.refusal?.cause !== 'fault') return [];
  const { analysis } = model.snapshot.value;
  const rows = kind === 'request' ? analysis.requests : analysis.sockets;
  const row = rows.find(({ sending }) => sending.id === id);
  return row ? reactionTo(row.sending, analysis) : [];
}

/** The verdict first, then what can be done, how sure it is and what speaks for it. */
export function VerdictBanner({ entry, model, children }: Props) {
  const { verdict, id } = entry;
  const { outcome, flags, refusal } = verdict;
  const aside = asideOf(entry);
  const judged = entry.kind === 'request' ? verdictSentence(entry) : socketSentence(entry);
  const evidence = [...(refusal?.evidence ?? []), ...reaction(entry, model)];
  const sentence = aside ? say(wordKey('sentence', aside)) : judged;
  return (
    <section
      class="banner"
      data-outcome={outcome}
      data-cause={refusal?.cause ?? ''}
      data-certainty={refusal?.certainty ?? ''}
      data-flagged={flags.length > 0}
      aria-label={say('detail_tab_verdict')}
    >
      <p class="sentence">
        <Icon name={verdictIcon(verdict)} />
        <span>{sentence}</span>
      </p>
      {children}
      {refusal && <p class="certainty">{certaintySentence(refusal)}</p>}
      {evidence.length > 0 && <EvidenceList model={model} evidence={evidence} here={id} />}
    </section>
  );
}
