import type { ComponentChildren } from 'preact';
import { fingerprint } from '../../src/core/token/fingerprint.ts';
import type { DecodedToken } from '../../src/core/token/jwt.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { LifetimeBar } from '../parts/LifetimeBar.tsx';
import { lifetimeOf } from '../parts/lifetime.ts';
import { say } from '../words/language.ts';

interface Props {
  token: string;
  decoded: DecodedToken;
  model: PanelModel;
  /** what is said of it */
  children: ComponentChildren;
}

function Life({ decoded, model }: Pick<Props, 'decoded' | 'model'>) {
  const { expiringSeconds } = model.session.recording.profile;
  const nowMs = model.serverNow.value;
  const lifetime = lifetimeOf(decoded, nowMs, expiringSeconds);
  if (!lifetime) return null;
  return <LifetimeBar lifetime={lifetime} nowMs={nowMs} expiringSeconds={expiringSeconds} />;
}

/** Which token it is, whether it is the one in use, and how much of its life is over. */
export function TokenName({ token, decoded, model, children }: Props) {
  const isCurrent = token === model.snapshot.value.current?.token;
  return (
    <header class="token-name">
      <code class="fingerprint" title={say('credential_fingerprint')}>
        {fingerprint(token)}
      </code>
      {isCurrent && <span class="tag here">{say('detail_token_current')}</span>}
      {children}
      <Life decoded={decoded} model={model} />
    </header>
  );
}
