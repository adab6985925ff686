import type { WebLeg } from '../core/recording/observation.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import type { RefreshOutcome } from '../core/verdict/refresh.ts';
import type { SeenRefresh } from '../messages.ts';
import { askRelay } from './ask-relay.ts';

/** A refresh of the app that is not answered for this long is not waited for. */
const REFRESH_IN_FLIGHT_MS = 60_000;

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
 * side can lose a rotated refresh token.
 */
export async function refreshInTab(
  open: Iterable<WebLeg>,
  tab: RefreshedTab,
  seen: SeenRefresh,
  nowMs: number,
): Promise<RefreshOutcome> {
  if (appIsRefreshing(open, tab, nowMs)) return { kind: 'app-is-refreshing' };
  const outcome = await askRelay(tab.tabId, { type: 'refresh', seen });
  return outcome ?? { kind: 'unavailable', reason: 'no-page' };
}
