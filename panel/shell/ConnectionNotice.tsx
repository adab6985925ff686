import type { WordKey } from '../../src/core/language/language.ts';
import type { Connection } from '../../src/core/session/session.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { AddHost } from './AddHost.tsx';
import { GrantAccess } from './GrantAccess.tsx';

const NOTICES: Partial<Record<Connection, WordKey>> = {
  disconnected: 'shell_disconnected_notice',
  'extension-updated': 'shell_updated_notice',
};

/** What DevTools itself still tells without site access is not all: the button must stay. */
function AccessNotice({ model }: { model: PanelModel }) {
  const { site, entries } = model.snapshot.value;
  if (site !== 'access-withheld' || entries.items.length === 0) return null;
  return (
    <div class="infobar">
      <Icon name="warning" />
      <span>{say('shell_withheld_notice')}</span>
      <GrantAccess model={model} />
    </div>
  );
}

/** DevTools tells of requests to the service from any page; what else there is to see needs more. */
function HostNotice({ model }: { model: PanelModel }) {
  const { site, entries } = model.snapshot.value;
  if (site !== 'other' || entries.items.length === 0) return null;
  return (
    <div class="infobar">
      <Icon name="info" />
      <span>{say('shell_host_not_added')}</span>
      <AddHost model={model} />
    </div>
  );
}

/** Says what is wrong between the panel and the page, and what to do. */
export function ConnectionNotice({ model }: { model: PanelModel }) {
  const { connection, site } = model.snapshot.value;
  const notice = site === 'closed' ? 'shell_tab_closed' : NOTICES[connection];
  return (
    <div role="status">
      {notice && (
        <p class="infobar">
          <Icon name="warning" />
          {say(notice)}
        </p>
      )}
      <AccessNotice model={model} />
      <HostNotice model={model} />
    </div>
  );
}
