import type { Frame } from 'puppeteer-core';
import type { World } from './world.ts';

/** Opens our window about a tab, in a tab of its own; `hash` as `#report`. */
export async function openOwnWindow({ chrome }: World, tabId: number, hash = ''): Promise<Frame> {
  const page = await chrome.browser.newPage();
  await page.goto(
    `chrome-extension://${chrome.extensionId}/src/window/window.html?tab=${tabId}${hash}`,
  );
  await page.waitForSelector('[role=grid]');
  return page.mainFrame();
}
