import type { Browser, Page } from 'puppeteer-core';
import { type DevTools, openDevTools } from '../browser/chromium.ts';

/** For `openWorld`: a window with room for the app above and the panel below. */
export const WINDOW = {
  windowSize: { width: 1400, height: 1000 },
  // Without it a bar across the page warns of the flags that lead futureguide.id to loopback.
  extraArgs: ['--test-type'],
} as const;
const DEVTOOLS_HEIGHT = 560;

/** Only the app's tab, in front, with DevTools below it and our panel in front there. */
export async function openWindow(page: Page): Promise<DevTools> {
  for (const other of await page.browser().pages()) if (other !== page) await other.close();
  await page.bringToFront();
  const tools = await openDevTools(page, { dock: 'bottom', dockSize: DEVTOOLS_HEIGHT });
  await tools.panel();
  return tools;
}

/** Resolves when a person has closed the browser, or the last of its windows. */
export function browserClosed(browser: Browser): Promise<void> {
  return new Promise((resolve) => {
    browser.once('disconnected', () => resolve());
    browser.on('targetdestroyed', () => {
      const isOpen = browser.targets().some((target) => target.type() === 'page');
      if (!isOpen) resolve();
    });
  });
}
