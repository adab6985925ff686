import { browser } from '../platform/browser.ts';
import { openWindow } from '../platform/open-window.ts';

/** As the manifest names it. */
const OPEN_WINDOW = 'open-window';

/** Who loads it from sources, as every test does, has read of it already. */
async function welcome(): Promise<void> {
  const { installType } = await browser.management.getSelf();
  if (installType !== 'development')
    await browser.tabs.create({ url: browser.runtime.getURL('src/welcome/welcome.html') });
}

async function openWindowOfActive(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id !== undefined) await openWindow(tab.id);
}

/** What opens by itself, and by a key. */
export function watchEntrances(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void welcome();
  });
  // Firefox for Android has no keys.
  browser.commands?.onCommand.addListener((command) => {
    if (command === OPEN_WINDOW) void openWindowOfActive();
  });
}
