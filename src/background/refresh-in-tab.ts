import type { WebLeg } from '../core/recording/observation.ts';
import type { RefreshOutcome } from '../core/verdict/refresh-outcome.ts';
import type { SeenRefresh } from '../messages.ts';
import { askServiceInTab } from './ask-relay.ts';
import { type AskedTab, isLeftAlone } from './asked-tab.ts';

/** A refresh of the app that is not answered for this long is not waited for. */
const REFRESH_IN_FLIGHT_MS = 60_000;
/** What a page gets for a refresh: longer than the service gets from it (`REFRESH_TIMEOUT_MS`). */
export const REFRESHED_WITHIN_MS = 20_000;

/**
 * Whether the app, in whatever tab of this origin, has a refresh under way: two at once burn each
 * other's token. Pages of other origins have sessions of their own.
 */
export function appIsRefreshing(
  open: Iterable<WebLeg>,
  { origin, profile }: Pick<AskedTab, 'origin' | 'profile'>,
  nowMs: number,
): boolean {
  for (const leg of open) {
    const isRecent = leg.startedAt !== null && nowMs - leg.startedAt < REFRESH_IN_FLIGHT_MS;
    const isOwn = leg.askingOrigin === null || origin === null || leg.askingOrigin === origin;
    if (isRecent && isOwn && profile.route(leg.method, leg.url).kind === 'refresh') return true;
  }
  return false;
}

/**
 * Has the tab's relay do the whole refresh, request and writes, so that nothing that closes on our
 * side can lose a rotated refresh token. What ends later than it is waited for is told to `tellLate`.
 */
export async function refreshInTab(
  open: Iterable<WebLeg>,
  tab: AskedTab,
  seen: SeenRefresh,
  nowMs: number,
  tellLate: (outcome: RefreshOutcome) => void,
): Promise<RefreshOutcome> {
  // The page decides which of the two it is: by what its storage holds.
  const targets = [tab.profile.refreshUrl, ...(seen ? [seen.url] : [])];
  if (isLeftAlone(tab, targets)) return { kind: 'unavailable', reason: 'watch-only' };
  if (appIsRefreshing(open, tab, nowMs)) return { kind: 'app-is-refreshing' };
  const request = { type: 'refresh', seen, until: nowMs + REFRESHED_WITHIN_MS } as const;
  return askServiceInTab(tab.tabId, request, REFRESHED_WITHIN_MS, tellLate);
}
