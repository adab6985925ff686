import { numericDate } from '../../src/core/token/claims.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { utcTime } from '../words/times.ts';
import type { StoredToken } from './other-stored-tokens.ts';
import { ProbeResult } from './ProbeResult.tsx';
import { RefreshResult } from './RefreshResult.tsx';
import { StorageNotes } from './StorageNotes.tsx';

interface Props {
  model: PanelModel;
  /** what lies in storage beside the token in use, as far as it is to be said */
  others: readonly StoredToken[];
}

/** An `exp` that looks like milliseconds lies, as verifiers read it, thousands of years ahead. */
export function Endless({ decoded }: { decoded: CurrentCredential['decoded'] }) {
  const meantMs = decoded.kind === 'jws' && numericDate(decoded.claims, 'exp')?.meantMs;
  if (typeof meantMs !== 'number') return null;
  return (
    <div class="life">
      <span class="countdown" data-state="valid">
        <Icon name="warning" />
        <span class="word">{say('credential_never_expires', { at: utcTime(meantMs) })}</span>
      </span>
    </div>
  );
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
