import { ProbeButton } from '../credential/ProbeButton.tsx';
import { ProbeResult } from '../credential/ProbeResult.tsx';
import type { PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';

/** The question whether the token of the opened row is good now, and its answer. */
export function RowProbe({ token, model }: { token: string; model: PanelModel }) {
  const wasRefused = model.openedEntry.value?.verdict.outcome === 'rejected';
  return (
    <div class="row-probe">
      <ProbeButton model={model} token={token} label={say('credential_ask')} />
      <ProbeResult model={model} token={token} wasRefused={wasRefused} />
    </div>
  );
}
