import { originIn } from '../core/service/http.ts';
import type { RouteKind, ServiceProfile } from '../core/service/service-profile.ts';
import { browser } from '../platform/browser.ts';
import { hasSameStorage, tabsOfOrigin } from '../platform/tabs-of-origin.ts';

/** What begins, renews or ends a session, and with it that of every tab with the same storage. */
const OF_SESSION: ReadonlySet<RouteKind> = new Set(['login', 'register', 'refresh', 'logout']);

/** Of a page that the extension may not see nothing is known. */
export async function originOfTab(tabId: number): Promise<string | null> {
  try {
    return originIn((await browser.tabs.get(tabId)).url);
  } catch {
    return null;
  }
}

/**
 * Tabs of a worker's origin, as private as it is. Where the browser does not say that (null) and
 * private and ordinary windows both have it open, neither is shown the other's.
 */
export async function tabsOfWorker(origin: string, isPrivate: boolean | null): Promise<number[]> {
  const all = await tabsOfOrigin(origin);
  const tabs = isPrivate === null ? all : all.filter(({ incognito }) => incognito === isPrivate);
  const isMixed = tabs.some(({ incognito }) => incognito !== tabs[0]?.incognito);
  return isMixed ? [] : tabs.flatMap(({ id }) => id ?? []);
}

/** Other tabs whose page has the same storage: of its origin, and as private as it. */
async function tabsBeside(tabId: number): Promise<number[]> {
  const tab = await browser.tabs.get(tabId).catch(() => null);
  const origin = originIn(tab?.url);
  if (!tab || origin === null) return [];
  const isBeside = (one: typeof tab) => one.id !== tabId && hasSameStorage(one, tab);
  return (await tabsOfOrigin(origin)).filter(isBeside).flatMap(({ id }) => id ?? []);
}

/** The other tabs that a request of a tab concerns. */
export async function tabsConcerned(
  profile: ServiceProfile,
  { tabId, method, url }: { tabId: number; method: string; url: string },
): Promise<number[]> {
  return OF_SESSION.has(profile.route(method, url).kind) ? tabsBeside(tabId) : [];
}
