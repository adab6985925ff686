import type { ComponentChildren } from 'preact';
import type { PanelModel } from '../model/panel-model.ts';
import { later } from '../parts/later.tsx';
import { say } from '../words/language.ts';

const FaultsPane = later(() => import('./FaultsPane.tsx').then((part) => part.FaultsPane));

/** The pane of faults, once somebody looks at it; of a file it says why there is none. */
export function FaultsTab({ model }: { model: PanelModel }): ComponentChildren {
  const { value: drawer } = model.drawer;
  if (model.session.source.kind === 'file') return <p class="faults-none">{say('fault_file')}</p>;
  return drawer?.isOpen && drawer.tab === 'faults' ? <FaultsPane model={model} /> : null;
}
