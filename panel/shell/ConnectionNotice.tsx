import type { Connection } from '../../src/core/session.ts';
import type { PanelModel } from '../panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { GrantAccess } from './GrantAccess.tsx';

const NOTICES: Partial<Record<Connection, string>> = {
  disconnected:
    'The page cannot be heard at the moment; reconnecting. If this stays, reload the page.',
  'extension-updated':
    'The extension was updated under this panel. Close DevTools and open it again to go on; what is shown stays until then.',
};

/** What DevTools itself still tells without site access is not all: the button must stay. */
function AccessNotice({ model }: { model: PanelModel }) {
  const { site, entries } = model.snapshot.value;
  if (site !== 'access-withheld' || entries.length === 0) return null;
  return (
    <div class="infobar">
      <Icon name="warning" />
      <span>Site access is withheld: storage, sockets and some requests cannot be seen.</span>
      <GrantAccess model={model} />
    </div>
  );
}

/** Says what is wrong between the panel and the page, and what to do. */
export function ConnectionNotice({ model }: { model: PanelModel }) {
  const notice = NOTICES[model.snapshot.value.connection];
  return (
    <div role="status">
      {notice && (
        <p class="infobar">
          <Icon name="warning" />
          {notice}
        </p>
      )}
      <AccessNotice model={model} />
    </div>
  );
}
