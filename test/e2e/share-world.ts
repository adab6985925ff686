import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll } from 'vitest';
import type { Switches } from '../service/switches.ts';
import { openWorld, type World } from './world.ts';

/** Where pages of the site may have stored something. */
const ORIGINS = ['futureguide.id', 'api.futureguide.id', 'docs.futureguide.id'];

async function forgetSite(page: Page): Promise<void> {
  const protocol = await page.createCDPSession();
  for (const host of ORIGINS)
    await protocol.send('Storage.clearDataForOrigin', {
      origin: `https://${host}`,
      storageTypes: 'all',
    });
  await protocol.send('Network.clearBrowserCookies');
  await protocol.send('Network.clearBrowserCache');
  await protocol.detach();
}

/**
 * One browser for all tests of a file, since to start it takes longer than most of them. What it
 * gives back is for each test the service as it starts, the settings as they are at first, and a new
 * tab that finds nothing stored.
 */
export function shareWorld(): (switches?: Partial<Switches>) => Promise<World> {
  let shared: World | undefined;
  beforeAll(async () => {
    shared = await openWorld();
  });
  afterAll(() => shared?.[Symbol.asyncDispose]());
  return async (switches = {}) => {
    if (!shared) throw new Error('The shared browser has not started');
    const { service, chrome, page: idle } = shared;
    service.reset();
    service.set(switches);
    const worker = await chrome.worker();
    await worker.evaluate(() => globalThis.chrome.storage.local.clear());
    const page = await chrome.browser.newPage();
    await forgetSite(page);
    const close = async () => {
      for (const tab of await chrome.browser.pages()) if (tab !== idle) await tab.close();
    };
    return { service, chrome, page, [Symbol.asyncDispose]: close };
  };
}
