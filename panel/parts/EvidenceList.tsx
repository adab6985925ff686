import './links.css';
import type { Evidence } from '../../src/core/verdict/causes/rule.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { Words } from '../words/Words.tsx';
import { RowLink } from './RowLink.tsx';

interface Props {
  model: PanelModel;
  evidence: readonly Evidence[];
  /** the row that is looked at; nothing leads from it to itself */
  here?: string;
}

/** A request that shows several things is linked once. */
function isFirstOf(evidence: readonly Evidence[], index: number): boolean {
  return evidence.findIndex(({ request }) => request === evidence[index]?.request) === index;
}

/** What speaks for something; each item that a request shows leads to its row. */
export function EvidenceList({ model, evidence, here }: Props) {
  return (
    <ul class="evidence" aria-label={say('evidence_list')}>
      {evidence.map((one, index) => (
        <li key={index} data-evidence={one.id}>
          <Words said={one.said} model={model} />
          {one.request && one.request !== here && isFirstOf(evidence, index) && (
            <>
              {' '}
              <RowLink model={model} id={one.request} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
