import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { clickPopup, openPopup, tabOf, waitForPopup } from './popup.ts';
import { allowInPrivate } from './site-access.ts';
import { APP, EXTENSION_DIR, openApp, openWorld, type World } from './world.ts';

const SIGNED_IN = /Signed in as .+; the session is good for another/;

it('the popup has a page that was open before the extension loaded again', async () => {
  await using world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
  await openApp(world.page, 'current', 'signin');
  const tabId = await tabOf(world, APP);
  await world.chrome.browser.installExtension(EXTENSION_DIR);
  const popup = await openPopup(world, tabId);
  await waitForPopup(popup, /was open before the extension/);
  await clickPopup(popup, 'Reload the page');
  const next = await openPopup(world, tabId);
  await waitForPopup(next, SIGNED_IN);
});

/** Opens the app in a private window, with somebody signed in there. */
async function openPrivateApp(world: World): Promise<{ page: Page; tabId: number }> {
  const url = `${APP}/private?build=current&auto=signin`;
  const { chrome } = world;
  const ours = await openPopup(world, null);
  const tabId = await ours.evaluate(async (address) => {
    const opened = await globalThis.chrome.windows.create({ url: address, incognito: true });
    return opened?.tabs?.[0]?.id ?? -1;
  }, url);
  const page = await waitFor('the private page', async () =>
    (await chrome.browser.pages()).find((one) => one.url().includes('/private')),
  );
  await page.evaluate(() => window.app.ready);
  return { page, tabId };
}

it('the popup of a private window knows its own session alone, and so does that of an ordinary one', async () => {
  await using world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
  await openApp(world.page, 'current');
  const ordinary = await tabOf(world, APP);
  await allowInPrivate(world);
  await openApp(world.page, 'current', 'signin');
  const { page, tabId } = await openPrivateApp(world);
  await page.evaluate(() => window.app.signOut());
  const popup = await openPopup(world, tabId);
  await waitForPopup(popup, /Signed out/);
  const other = await openPopup(world, ordinary);
  expect(await waitForPopup(other, SIGNED_IN)).not.toMatch(/Signed out/);
});
