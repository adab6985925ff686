import type { WebLeg } from '../core/recording/observation.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import type { RefreshOutcome } from '../core/verdict/refresh-outcome.ts';
import type { SeenRefresh } from '../messages.ts';
import { askServiceInTab } from './ask-relay.ts';

/** A refresh of the app that is not answered for this long is not waited for. */
const REFRESH_IN_FLIGHT_MS = 60_000;
/** What a page gets for a refresh: longer than the service gets from it (`REFRESH_TIMEOUT_MS`). */
export const REFRESHED_WITHIN_MS = 20_000;

interface RefreshedTab {
  tabId: number;
  origin: string | null;
  /** by which its page is judged */
  profile: ServiceProfile;
}

/**
 * Whether the app, in whatever tab of this origin, has a refresh under way: two at once burn each
 * other's token. Pages of other origins have sessions of their own.
 */
export function appIsRefreshing(
  open: Iterable<WebLeg>,
  { origin, profile }: Pick<RefreshedTab, 'origin' | 'profile'>,
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
  tab: RefreshedTab,
  seen: SeenRefresh,
  nowMs: number,
  tellLate: (outcome: RefreshOutcome) => void,
): Promise<RefreshOutcome> {
  if (appIsRefreshing(open, tab, nowMs)) return { kind: 'app-is-refreshing' };
  const request = { type: 'refresh', seen, until: nowMs + REFRESHED_WITHIN_MS } as const;
  return askServiceInTab(tab.tabId, request, REFRESHED_WITHIN_MS, tellLate);
}
