import { browser } from './browser.ts';

const PAGE = 'src/window/window.html';
/** Px; wide enough for the grid beside a detail. */
const SIZE = { width: 1_120, height: 760 };

/**
 * Opens our window for a tab, or brings the one to the front that is open; with a report to save.
 * @param tabId null: for files alone
 */
export async function openWindow(tabId: number | null, isForReport = false): Promise<void> {
  const query = tabId === null ? '' : `?tab=${tabId}`;
  const url = browser.runtime.getURL(`${PAGE}${query}${isForReport ? '#report' : ''}`);
  const own = await browser.tabs.query({ url: browser.runtime.getURL('*') }).catch(() => []);
  const open = own.find((tab) => tab.url === url);
  if (open?.windowId !== undefined) {
    await browser.windows.update(open.windowId, { focused: true });
    return;
  }
  await browser.windows.create({ url, type: 'popup', ...SIZE });
}
