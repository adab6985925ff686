import { browser } from './browser.ts';
import { hostOf } from './inspected-host.ts';

/**
 * Tells the host of the page that a tab shows, now and at every change, until the signal aborts: ''
 * where no extension may look, null once the tab is closed.
 */
export function watchTabHost(
  tabId: number,
  tell: (host: string | null) => void,
  signal: AbortSignal,
): void {
  const onUpdated = (id: number, { url }: { url?: string }) => {
    if (id === tabId && url !== undefined) tell(hostOf(url));
    // The address of a page that may not be looked at is not told.
    else if (id === tabId) void look();
  };
  const onRemoved = (id: number) => {
    if (id === tabId) tell(null);
  };
  const look = async () => {
    const tab = await browser.tabs.get(tabId).catch(() => null);
    if (!signal.aborted) tell(tab && hostOf(tab.url ?? ''));
  };
  browser.tabs.onUpdated.addListener(onUpdated);
  browser.tabs.onRemoved.addListener(onRemoved);
  signal.addEventListener('abort', () => {
    browser.tabs.onUpdated.removeListener(onUpdated);
    browser.tabs.onRemoved.removeListener(onRemoved);
  });
  void look();
}
