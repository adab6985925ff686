import './links.css';
import { useState } from 'preact/hooks';
import type { Evidence } from '../../src/core/verdict/causes/rule.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { rowName } from '../words/row-name.ts';
import { screenWords } from '../words/screen-words.ts';
import { evidenceLinks } from './evidence-links.ts';
import { RowLinks } from './RowLink.tsx';

interface Props {
  model: PanelModel;
  evidence: readonly Evidence[];
  /** the row that is looked at; nothing leads from it to itself */
  here?: string;
  /** all rows concerned, in their order */
  concerned?: readonly string[];
}

/** Of pieces that say the same of one thing each, so many are shown until the others are asked for. */
const MAX_ALIKE = 3;

/** What speaks for something; each item leads to the row that shows it, and to those of the same name. */
export function EvidenceList({ model, evidence, here, concerned = [] }: Props) {
  const [isWhole, setWhole] = useState(false);
  const { analysis } = model.snapshot.value;
  const entryOf = model.entryOf.value;
  const rowOf = (id: string) => {
    const entry = entryOf(id);
    if (!entry) return undefined;
    const token = entry.kind === 'marker' ? null : (entry.sending.record?.id ?? null);
    return { name: rowName(entry, 0)?.full ?? '', token };
  };
  const { ofEach, others } = evidenceLinks(evidence, { here, concerned, rowOf });
  const seen = new Map<string, number>();
  const isFolded = evidence.map(({ id }) => {
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before >= MAX_ALIKE && !isWhole;
  });
  const folded = isFolded.filter(Boolean).length;
  // Those that the evidence itself only counts are among the others.
  const counted = evidence.find(({ id }) => id === 'more')?.values.more;
  const items = evidence.map((one, index) => {
    if (folded > 1 && index === isFolded.indexOf(true))
      return (
        <li key={index}>
          <button type="button" class="row-link" onClick={() => setWhole(true)}>
            {say('row_links_more', { count: folded + Number(counted ?? 0) })}
          </button>
        </li>
      );
    if (folded > 1 && (isFolded[index] || one.id === 'more')) return null;
    const ids = ofEach[index] ?? [];
    const words = screenWords(one.said, { analysis, entryOf });
    return (
      <li key={index} data-evidence={one.id}>
        {words} {ids.length > 0 && <RowLinks model={model} ids={ids} after={words} />}
      </li>
    );
  });
  return (
    <ul class="evidence" aria-label={say('evidence_list')}>
      {items}
      {others.length > 0 && folded < 2 && (
        <li>
          <RowLinks model={model} ids={others} />
        </li>
      )}
    </ul>
  );
}
