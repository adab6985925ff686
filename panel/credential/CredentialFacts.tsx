import { useComputed } from '@preact/signals';
import type { FaultName } from '../../src/core/language/fault-words.ts';
import { claimTime } from '../../src/core/token/claims.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { CurrentCredential } from '../../src/core/verdict/current.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { localTime, relativeTime, utcTime } from '../words/times.ts';
import { differs } from './clock-differences.ts';
import { isLastKnown } from './page-obstacle.ts';
import { refreshObstacle, refusedRefresh } from './RefreshControl.tsx';
import { failedRefresh, refreshReadiness } from './refresh-readiness.ts';
import { ServerClock } from './ServerClock.tsx';
import { isSignedOut } from './Who.tsx';

interface Props {
  current: CurrentCredential;
  model: PanelModel;
}

/** What storage holds now is not seen of a page that is not heard. */
function storedWords({ session, snapshot, now }: PanelModel): string {
  const seen = isLastKnown(snapshot.value) && session.recording.storage();
  return seen
    ? say('credential_was_stored', { at: localTime(seen.at, now.value) })
    : say('credential_only_stored');
}

function Source({ current, model }: Props) {
  const { seenAt } = current;
  // Of what a file holds, nothing is now.
  const isLive = model.session.source.kind === 'live';
  const ago = (isLive ? relativeTime : localTime)(seenAt, model.now.value);
  switch (current.seenIn) {
    case 'request':
      return <span>{say('credential_sent', { ago })}</span>;
    case 'socket':
      return <span>{say('credential_sent_by_socket', { ago })}</span>;
    case 'storage':
      return <span>{storedWords(model)}</span>;
  }
}

interface DateProps {
  name: string;
  ms: number | null;
  nowMs: number;
  /** what is not as everywhere else */
  note: string | null;
}

function DateFact({ name, ms, nowMs, note }: DateProps) {
  if (ms === null) return null;
  return (
    <span title={utcTime(ms)}>
      {name} <time dateTime={utcTime(ms)}>{localTime(ms, nowMs)}</time>
      {note && ` (${note})`}
    </span>
  );
}

interface ExpiryProps {
  expiresAt: number | null;
  note: string | null;
  model: PanelModel;
}

function ExpiryFact({ expiresAt, note, model }: ExpiryProps) {
  const hasExpired = useComputed(() => expiresAt !== null && model.serverNow.value >= expiresAt);
  const name = hasExpired.value ? 'fact_expired' : 'fact_expires';
  return <DateFact name={say(name)} ms={expiresAt} nowMs={model.serverNow.peek()} note={note} />;
}

/** Whether a refresh can be asked for and what would come of it, or why not. */
function Refreshability({ model }: { model: PanelModel }) {
  if (model.session.source.kind === 'file') return null;
  const { refresh, storage, analysis } = model.snapshot.value;
  const readiness = refreshReadiness(model.session.recording, storage);
  const isCookie = readiness.kind === 'cookie';
  // Whether the cookie is still the one that was refused cannot be seen.
  const isRefused =
    isCookie && failedRefresh({ refresh, analysis })?.outcome.kind === 'refused'
      ? refusedRefresh(model)
      : null;
  const obstacle = refreshObstacle(model) ?? isRefused;
  // That a sign-out leaves nothing to refresh is no fault.
  if (obstacle !== null && isSignedOut(model.snapshot.value)) return <span>{obstacle}</span>;
  if (obstacle !== null) return <strong class="obstacle">{obstacle}</strong>;
  return isCookie ? (
    <span title={readiness.url}>{say('credential_refreshable_by_cookie')}</span>
  ) : (
    <span>{say('credential_refreshable')}</span>
  );
}

/** Simulations that give the token another date of expiry. */
const FORGES_EXPIRY: readonly FaultName[] = ['expire-now', 'leave-seconds'];

function hasForgedExpiry({ recording }: Analysis, token: string): boolean {
  return recording
    .faults()
    .some((fault) => fault.token === token && FORGES_EXPIRY.some((name) => name === fault.name));
}

function TokenFacts({ current, model }: Props) {
  const { decoded } = current;
  const claims = decoded.kind === 'jws' ? decoded.claims : null;
  const issuedAt = claims && claimTime(claims, 'iat');
  const expiresAt = claims && claimTime(claims, 'exp');
  const reading = model.serverClock.value;
  const clock = reading && differs(reading) ? say('fact_server_clock') : null;
  const isForged = hasForgedExpiry(model.snapshot.value.analysis, current.token);
  return (
    <div class="facts">
      <Source current={current} model={model} />
      <DateFact name={say('fact_issued')} ms={issuedAt} nowMs={model.now.peek()} note={clock} />
      <ExpiryFact
        key={expiresAt}
        expiresAt={expiresAt}
        note={isForged ? say('cause_fault') : clock}
        model={model}
      />
      <Refreshability model={model} />
      <ServerClock model={model} />
      {claims && (
        <span class="unchecked" title={say('credential_unchecked_why')}>
          <Icon name="info" />
          {say('credential_unchecked')}
        </span>
      )}
    </div>
  );
}

/** Dates, source and limits of the current credential, or what is known without one, in one line. */
export function CredentialFacts({
  current,
  model,
}: {
  current: CurrentCredential | null;
  model: PanelModel;
}) {
  if (current) return <TokenFacts current={current} model={model} />;
  return (
    <div class="facts">
      {refreshObstacle(model) === null && <Refreshability model={model} />}
      <ServerClock model={model} />
    </div>
  );
}
