import { identity } from '../../src/core/claims.ts';
import type { CurrentCredential } from '../../src/core/current.ts';
import { fingerprint } from '../../src/core/fingerprint.ts';
import { redactJson } from '../../src/core/redact.ts';
import type { PanelModel } from '../panel-model.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { LifetimeBar } from '../parts/LifetimeBar.tsx';
import { lifetimeOf } from '../parts/lifetime.ts';
import { Announcer } from './Announcer.tsx';
import { Countdown } from './Countdown.tsx';
import { CredentialFacts } from './CredentialFacts.tsx';
import { ProbeButton, ProbeResult } from './ProbeControl.tsx';
import { RefreshButton, RefreshQuestion, useRefreshIntent } from './RefreshControl.tsx';
import { RefreshResult } from './RefreshResult.tsx';
import { ServerClock } from './ServerClock.tsx';
import { StorageNotes } from './StorageNotes.tsx';
import { isAtEdge } from './server-clock-words.ts';

const GENERATION_WORDS = { v1: 'Auth V1', v2: 'Auth V2' };
const MALFORMED_WORDS = {
  parts: 'it does not have the three parts of a JWT',
  header: 'its header cannot be read',
  payload: 'its payload cannot be read',
};

function Who({ current, model }: { current: CurrentCredential; model: PanelModel }) {
  const { decoded, token } = current;
  const mark = (
    <code class="fingerprint" title="Fingerprint: tells tokens apart, gives nothing away">
      {fingerprint(token)}
    </code>
  );
  if (decoded.kind !== 'jws') {
    const words =
      decoded.kind === 'malformed'
        ? `Damaged token: ${MALFORMED_WORDS[decoded.reason]}`
        : decoded.encrypted
          ? 'Encrypted token: nothing can be read from it'
          : 'Opaque token: not a JWT, nothing can be read from it';
    return (
      <>
        <strong class="who">{words}</strong>
        {mark}
      </>
    );
  }
  const generation = model.session.recording.profile.generation(decoded.claims);
  return (
    <>
      <strong class="who">{identity(decoded.claims) ?? 'Nobody named in the token'}</strong>
      {generation && <span class="tag">{GENERATION_WORDS[generation]}</span>}
      {mark}
    </>
  );
}

function TickingLife({ current, model }: { current: CurrentCredential; model: PanelModel }) {
  const { expiringSeconds } = model.session.recording.profile;
  const nowMs = model.serverNow.value;
  const lifetime = lifetimeOf(current.decoded, nowMs, expiringSeconds);
  if (!lifetime) return null;
  return (
    <div class="life">
      <Countdown
        lifetime={lifetime}
        isAtEdge={isAtEdge(model.serverClock.value, lifetime.expiresAt, nowMs)}
      />
      <LifetimeBar lifetime={lifetime} nowMs={nowMs} expiringSeconds={expiringSeconds} />
      <Announcer mark={fingerprint(current.token)} lifetime={lifetime} />
    </div>
  );
}

/** The credential that the app uses now: whose, how long still, where from, and what can be done. */
export function CredentialHeader({ model }: { model: PanelModel }) {
  const { current, site } = model.snapshot.value;
  const intent = useRefreshIntent();
  if (!current && site !== 'service' && site !== 'unknown') return null;
  const claims = current?.decoded.kind === 'jws' ? current.decoded.claims : null;
  return (
    <section class="credential" aria-label="Current credential">
      <div class="top">
        {current && <TickingLife current={current} model={model} />}
        <div class="identity">
          {current ? (
            <Who current={current} model={model} />
          ) : (
            <span class="who none">No token yet: none was sent, and none lies in storage</span>
          )}
        </div>
        <div class="actions">
          {claims && (
            <CopyButton
              label="Copy claims"
              text={() => JSON.stringify(redactJson(claims), null, 2)}
            />
          )}
          {current && <ProbeButton model={model} token={current.token} label="Ask the service" />}
          <RefreshButton model={model} intent={intent} />
        </div>
      </div>
      {current ? (
        <CredentialFacts current={current} model={model} />
      ) : (
        <div class="facts">
          <ServerClock model={model} />
        </div>
      )}
      <StorageNotes model={model} />
      {current && <ProbeResult model={model} token={current.token} wasRefused={false} />}
      <RefreshResult model={model} />
      <RefreshQuestion model={model} intent={intent} />
    </section>
  );
}
