import './links.css';
import type { Evidence } from '../../src/core/verdict/causes/rule.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say, tell } from '../words/language.ts';
import { rowName } from '../words/row-name.ts';
import { Words } from '../words/Words.tsx';
import { RowLinks } from './RowLink.tsx';

interface Props {
  model: PanelModel;
  evidence: readonly Evidence[];
  /** the row that is looked at; nothing leads from it to itself */
  here?: string;
  /** rows concerned besides those that a piece of evidence names */
  further?: readonly string[];
}

/** Among so many further rows those of the same name are looked for; a finding may concern thousands. */
const LOOKED_AT = 50;

/** A request that shows several things is linked once. */
function isFirstOf(evidence: readonly Evidence[], index: number): boolean {
  return evidence.findIndex(({ request }) => request === evidence[index]?.request) === index;
}

/** What speaks for something; each item leads to the row that shows it, and to those of the same name. */
export function EvidenceList({ model, evidence, here, further = [] }: Props) {
  const nameOf = (id: string) => rowName(model.entryOf.value(id), 0)?.full;
  const left = new Set(further.slice(0, LOOKED_AT));
  const linksOf = ({ request }: Evidence, index: number): string[] => {
    if (!request || request === here || !isFirstOf(evidence, index)) return [];
    const name = nameOf(request);
    const alike = [...left].filter((id) => nameOf(id) === name);
    for (const id of alike) left.delete(id);
    return [request, ...alike];
  };
  const items = evidence.map((one, index) => {
    const ids = linksOf(one, index);
    return (
      <li key={index} data-evidence={one.id}>
        <Words said={one.said} model={model} />{' '}
        {ids.length > 0 && <RowLinks model={model} ids={ids} after={tell(one.said)} />}
      </li>
    );
  });
  const others = [...left, ...further.slice(LOOKED_AT)];
  return (
    <ul class="evidence" aria-label={say('evidence_list')}>
      {items}
      {others.length > 0 && (
        <li>
          <RowLinks model={model} ids={others} />
        </li>
      )}
    </ul>
  );
}
