import type { Recorded } from '../../src/core/recording/recorded.ts';
import { UNAUTHORIZED } from '../../src/core/service/http.ts';
import type { StorageReading } from '../../src/core/service/token-storage.ts';
import { lastRefusal } from '../../src/core/session/refused.ts';
import type { FaultsState, RefreshState } from '../../src/core/session/session.ts';
import type { Analysis } from '../../src/core/verdict/analysis.ts';
import type { RefreshEvent } from '../../src/core/verdict/chains.ts';
import {
  planRefresh,
  type RefreshReadiness,
  seenRefreshEndpoint,
} from '../../src/core/verdict/refresh-plan.ts';
import type { Snapshot } from '../model/panel-model.ts';
import { lifetimeOf } from '../parts/lifetime.ts';

/** The service allows one refresh a minute. */
const ASKS_WITHIN_MS = 60_000;

/** How a refresh would be done now, or why it cannot be. */
export function refreshReadiness(
  recording: Recorded,
  storage: StorageReading | null,
): RefreshReadiness {
  if (!storage) return { kind: 'unavailable', reason: 'no-page' };
  const seen = storage.refresh ? null : seenRefreshEndpoint(recording);
  return planRefresh(recording.profile, storage, seen);
}

export type RefreshEnd = NonNullable<RefreshState['last']>;

function wasTried({ outcome }: RefreshEnd): boolean {
  return outcome.kind !== 'unavailable' && outcome.kind !== 'app-is-refreshing';
}

/**
 * s since a refresh of ours so recent that another should be asked for twice; null when there was none.
 * @param refreshes what was recorded: a popup and a window of this tab refresh, too
 */
export function secondsSinceRecent(
  { last }: RefreshState,
  refreshes: readonly Pick<RefreshEvent, 'by' | 'startedAt'>[],
  nowMs: number,
): number | null {
  const recorded = refreshes.findLast(({ by }) => by === 'debugger')?.startedAt ?? 0;
  const ago = nowMs - Math.max(recorded, last && wasTried(last) ? last.at : 0);
  return ago < ASKS_WITHIN_MS ? Math.max(0, Math.floor(ago / 1000)) : null;
}

/** How the last refresh on demand failed, as long as none brought a token after it. */
export function failedRefresh({
  refresh: { last },
  analysis,
}: Pick<Snapshot, 'refresh' | 'analysis'>): RefreshEnd | null {
  if (!last || last.outcome.kind === 'refreshed' || !wasTried(last)) return null;
  if (isOfBefore(last.at, analysis)) return null;
  const { refreshes } = analysis.chains;
  return refreshes.some(({ startedAt, to }) => startedAt > last.at && to !== null) ? null : last;
}

/** Until when (ms) another refresh would be too soon after one that was; null where none was. */
export function waitUntil({ last }: Pick<RefreshState, 'last'>): number | null {
  if (last?.outcome.kind !== 'rate-limited') return null;
  const { retryAfterSeconds } = last.outcome;
  return last.at + (retryAfterSeconds === null ? ASKS_WITHIN_MS : retryAfterSeconds * 1000);
}

/** Whether a simulation fails every refresh that leaves the browser, ours too. */
export function isBlocked({ kind }: RefreshReadiness, { on }: Pick<FaultsState, 'on'>): boolean {
  return on.some(
    ({ fault: { name } }) =>
      name === 'block-refresh' || (name === 'strip-refresh-cookie' && kind === 'cookie'),
  );
}

/** Whether the service has refused the very refresh token that would be sent. */
export function isRefusedAlready(
  readiness: RefreshReadiness,
  { chains, requests, recording }: Pick<Analysis, 'chains' | 'requests' | 'recording'>,
): boolean {
  if (readiness.kind !== 'body') return false;
  return chains.refreshes.some(({ request, startedAt }) => {
    if (request.status !== UNAUTHORIZED) return false;
    const then = recording.storageHistory().findLast(({ at }) => at <= startedAt);
    if (then?.reading.refresh?.token !== readiness.refreshToken) return false;
    return requests.some(({ facts, sending }) => facts === request && sending.fault === null);
  });
}

/** Whether the token at hand is the last: the service has refused what would renew it. */
export function cannotRenew(
  recording: Recorded,
  { storage, analysis }: Pick<Snapshot, 'storage' | 'analysis'>,
): boolean {
  return isRefusedAlready(refreshReadiness(recording, storage), analysis);
}

/** Whether nothing but a refresh is what helps: the token runs out, and the last refresh passed. */
export function isRefreshAdvised(
  { current, storage, analysis }: Pick<Snapshot, 'current' | 'storage' | 'analysis'>,
  serverNowMs: number,
  expiringSeconds: number,
): boolean {
  if (!current || storage?.build === 'signed-out') return false;
  const state = lifetimeOf(current.decoded, serverNowMs, expiringSeconds)?.state;
  if (!state?.startsWith('expir')) return false;
  const refusal = lastRefusal(analysis, current.token)?.verdict.refusal;
  if (refusal && !refusal.cause.startsWith('expired')) return false;
  const last = analysis.requests.findLast(({ facts: { route } }) => route.kind === 'refresh');
  return !last || last.verdict.outcome === 'accepted';
}

/** Whether what ended then (ms) is about what the user has cleared away, or about an earlier session. */
export function isOfBefore(at: number, { recording, chains }: Analysis): boolean {
  const { clearedAt } = recording;
  return (clearedAt !== null && at < clearedAt) || chains.signIns.some((signIn) => signIn.at > at);
}
