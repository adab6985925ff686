import type { PanelModel } from '../model/panel-model.ts';
import { ProbeResult } from './ProbeResult.tsx';
import { RefreshResult } from './RefreshResult.tsx';
import { StorageNotes } from './StorageNotes.tsx';
import type { StoredToken } from './stored-tokens.ts';

interface Props {
  model: PanelModel;
  /** what lies in storage beside the token in use, as far as it is to be said */
  others: readonly StoredToken[];
}

/** What there is to say of the current token besides its facts: other copies, and how acts ended. */
export function CredentialNotes({ model, others }: Props) {
  const { current } = model.snapshot.value;
  return (
    <>
      {others.length > 0 && <StorageNotes model={model} others={others} />}
      {current && <ProbeResult model={model} token={current.token} wasRefused={false} />}
      <RefreshResult model={model} />
    </>
  );
}
