import { claimTime } from '../../src/core/claims.ts';
import type { CurrentCredential } from '../../src/core/current.ts';
import { tokenNotes } from '../detail/token-notes.ts';
import type { PanelModel } from '../panel-model.ts';
import { durationInWords } from '../parts/durations.ts';
import { Icon } from '../parts/Icon.tsx';
import { localTime, relativeTime, utcTime } from '../parts/times.ts';
import { refreshReadiness } from './refresh-readiness.ts';
import { ServerClock } from './ServerClock.tsx';

interface Props {
  current: CurrentCredential;
  model: PanelModel;
}

function Source({ current, model }: Props) {
  const { storage } = model.snapshot.value;
  const ago = relativeTime(current.seenAt, model.now.value);
  if (storage?.build === 'signed-out')
    return <strong class="signed-out">Signed out: this was the last token sent, {ago}</strong>;
  switch (current.seenIn) {
    case 'request':
      return <span>Sent {ago}</span>;
    case 'socket':
      return <span>Sent by socket {ago}</span>;
    case 'storage':
      return <span>In storage, not sent in this recording</span>;
  }
}

function DateFact({ name, ms, nowMs }: { name: string; ms: number | null; nowMs: number }) {
  if (ms === null) return null;
  return (
    <span title={utcTime(ms)}>
      {name} <time dateTime={utcTime(ms)}>{localTime(ms, nowMs)}</time>
    </span>
  );
}

function ExpiryFact({ expiresAt, model }: { expiresAt: number | null; model: PanelModel }) {
  const nowMs = model.serverNow.value;
  const isExpired = expiresAt !== null && nowMs >= expiresAt;
  return <DateFact name={isExpired ? 'Expired' : 'Expires'} ms={expiresAt} nowMs={nowMs} />;
}

function Refreshability({ model }: { model: PanelModel }) {
  const readiness = refreshReadiness(model.session.recording, model.snapshot.value.storage);
  switch (readiness.kind) {
    case 'body':
      return <span>Can be refreshed</span>;
    case 'cookie':
      return <span title={readiness.url}>Can be refreshed by cookie</span>;
    case 'unavailable':
      return <span>Cannot be refreshed</span>;
  }
}

/** Dates, source and limits of the current credential, in one line. */
export function CredentialFacts({ current, model }: Props) {
  const { decoded, seenAt } = current;
  const claims = decoded.kind === 'jws' ? decoded.claims : null;
  const issuedAt = claims && claimTime(claims, 'iat');
  const expiresAt = claims && claimTime(claims, 'exp');
  const nowMs = model.now.peek();
  return (
    <>
      <div class="facts">
        <Source current={current} model={model} />
        <DateFact name="Issued" ms={issuedAt} nowMs={nowMs} />
        <ExpiryFact expiresAt={expiresAt} model={model} />
        {issuedAt !== null && expiresAt !== null && expiresAt > issuedAt && (
          <span>Lasts {durationInWords((expiresAt - issuedAt) / 1000)}</span>
        )}
        <Refreshability model={model} />
        <ServerClock model={model} />
        {claims && (
          <span class="unchecked" title="The panel decodes tokens; only the service can check them">
            <Icon name="info" />
            Signature not checked
          </span>
        )}
      </div>
      {claims &&
        tokenNotes(claims, seenAt + (model.serverClock.value?.offsetMs ?? 0)).map((note) => (
          <p key={note} class="note warn">
            <Icon name="warning" />
            <span>{note}</span>
          </p>
        ))}
    </>
  );
}
