import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** Leads to the page on which the host of this tab can be added. */
export function AddHost({ model }: { model: PanelModel }) {
  return (
    <button type="button" class="button" onClick={() => model.session.addHost()}>
      {say('shell_add_host')}
    </button>
  );
}
