import { useState } from 'preact/hooks';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** The click with which the browser may be asked for access to the service's hosts. */
export function GrantAccess({ model }: { model: PanelModel }) {
  const [failure, setFailure] = useState<string | null>(null);
  const grant = () => {
    setFailure(null);
    model.session.requestAccess().catch((error: unknown) => {
      setFailure(error instanceof Error ? error.message : String(error));
    });
  };
  return (
    <>
      <button type="button" class="button primary" onClick={grant}>
        {say('shell_grant_access')}
      </button>
      {failure && <p role="alert">{say('shell_access_not_granted', { failure })}</p>}
    </>
  );
}
