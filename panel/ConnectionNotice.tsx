import type { Connection } from '../src/core/session.ts';
import { Icon } from './Icon.tsx';
import type { PanelModel } from './panel-model.ts';

const NOTICES: Partial<Record<Connection, string>> = {
  disconnected:
    'The page cannot be heard at the moment; reconnecting. If this stays, reload the page.',
  'extension-updated':
    'The extension was updated under this panel. Close DevTools and open it again to go on; what is shown stays until then.',
};

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
    </div>
  );
}
