import type { Page } from 'puppeteer-core';
import { openPopup, tabOf, waitForPopup } from '../e2e/popup.ts';
import { APP, openApp, openWorld, type World } from '../e2e/world.ts';
import { type Eye, SIZES } from './camera.ts';

async function openPage({ chrome }: World, path: string): Promise<Page> {
  const page = await chrome.browser.newPage();
  await page.setViewport(SIZES.wide);
  await page.goto(`chrome-extension://${chrome.extensionId}/src/${path}`);
  await page.waitForSelector('main, [role=grid]');
  return page;
}

/** What there is of the extension outside DevTools. */
export async function takePages(eye: Eye): Promise<void> {
  const still = { pollSeconds: 600, assessmentSeconds: 600 };
  await using world = await openWorld(still, { deviceScaleFactor: 1 });
  await openApp(world.page, 'v2-before', 'signin,submit');
  const tabId = await tabOf(world, APP);
  const popup = await openPopup(world, tabId);
  await waitForPopup(popup, /is good for|masih berlaku/);
  await eye.takePage('popup', popup);
  await popup.close();
  for (const name of ['options', 'welcome']) {
    const page = await openPage(world, `${name}/${name}.html`);
    await eye.takePage(name, page);
    await page.close();
  }
  const window = await openPage(world, `window/window.html?tab=${tabId}`);
  await eye.takePage('window', window);
}
