import type { Recorded } from '../../src/core/recording/recorded.ts';
import type { StorageReading } from '../../src/core/service/token-storage.ts';
import { lastRefusal } from '../../src/core/session/refused.ts';
import type { RefreshState } from '../../src/core/session/session.ts';
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

function wasTried({ outcome }: NonNullable<RefreshState['last']>): boolean {
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

/** Until when (ms) the service asked to wait, from now (ms) on; null where it asked for no wait. */
export function waitUntil({ last }: RefreshState, nowMs: number): number | null {
  if (last?.outcome.kind !== 'rate-limited') return null;
  const until = last.at + (last.outcome.retryAfterSeconds ?? 0) * 1000;
  return nowMs < until ? until : null;
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
