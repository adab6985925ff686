import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Frame, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { openOwnWindow } from './own-window.ts';
import { clickPopup, openPopup, tabOf, waitForPopup } from './popup.ts';
import { REFRESH } from './refresh-calls.ts';
import { allowInPrivate } from './site-access.ts';
import {
  APP,
  openApp,
  openPanel,
  openWorld,
  press,
  readRows,
  readStored,
  type World,
  waitForRows,
} from './world.ts';

const GOOD = /Signed in as .+; the session is good for another/;
const STATUS = '/api/assessment/status/';
const SUBMIT = '/api/assessment/submit';

let world: World;
let tabId: number;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
  await allowInPrivate(world);
  await openApp(world.page, 'current', 'signin,submit');
  tabId = await tabOf(world, APP);
});
afterAll(() => world[Symbol.asyncDispose]());

/** The page with this address, once it is open. */
async function pageAt(wanted: (url: string) => boolean): Promise<Page> {
  return waitFor('the page', async () =>
    (await world.chrome.browser.pages()).find((one) => wanted(one.url())),
  );
}

/** Our window about a tab, once it is open. */
async function windowOf(tab: number): Promise<Frame> {
  const page = await pageAt((url) => url.endsWith(`/window.html?tab=${tab}`));
  await page.waitForSelector('[role=grid]');
  return page.mainFrame();
}

const has = async (frame: Frame, path: string) =>
  (await readRows(frame)).some(({ text }) => text.includes(path));

/** A request of the page that only this page makes. */
async function ask(page: Page, name: string): Promise<void> {
  await page.evaluate(async (url) => {
    await fetch(url, { headers: { Authorization: `Bearer ${window.app.state().token}` } });
  }, `https://api.futureguide.id${STATUS}${name}`);
}

/** Opens the app in a private window, and gives its page and the browser's id of its tab. */
async function openPrivately(address: string): Promise<{ page: Page; tab: number }> {
  const worker = await world.chrome.worker();
  const tab = await worker.evaluate(async (url) => {
    const opened = await globalThis.chrome.windows.create({ url, incognito: true });
    return opened?.tabs?.[0]?.id;
  }, address);
  if (tab === undefined) throw new Error('no private window');
  const page = await pageAt((url) => url === address);
  await waitFor('the app', () => page.evaluate(() => Boolean(window.app)));
  await page.evaluate(() => window.app.ready);
  return { page, tab };
}

describe('a private window', () => {
  it('has rows of its own, and no marker crosses between it and another', async () => {
    const { page, tab } = await openPrivately(`${APP}/?build=current&auto=signin`);
    const [ours, theirs] = [await openOwnWindow(world, tabId), await openOwnWindow(world, tab)];
    await waitForRows(ours, SUBMIT, ({ length }) => length === 1);
    await waitForRows(theirs, '/login', ({ length }) => length === 1);
    expect(await has(theirs, SUBMIT)).toBe(false);

    await page.evaluate(() => window.app.refresh());
    await waitForRows(theirs, REFRESH, ({ length }) => length === 1);
    await ask(world.page, 'in-the-open');
    // What came before it would be there by now.
    await waitForRows(ours, `${STATUS}in-the-open`, ({ length }) => length === 1);
    expect(await has(ours, REFRESH)).toBe(false);

    await world.page.evaluate(() => window.app.refresh());
    await waitForRows(ours, REFRESH, ({ length }) => length === 1);
    await ask(page, 'in-private');
    await waitForRows(theirs, `${STATUS}in-private`, ({ length }) => length === 1);
    expect((await readRows(theirs)).filter(({ text }) => text.includes(REFRESH))).toHaveLength(1);
    expect(await has(theirs, 'in-the-open')).toBe(false);
    expect(await has(ours, 'in-private')).toBe(false);
    for (const frame of [ours, theirs])
      expect(await frame.evaluate(() => document.body.innerText)).not.toMatch(/another tab/);

    const popup = await openPopup(world, tab);
    await waitForPopup(popup, GOOD);
    await page.evaluate(() => window.app.signOut());
    await waitForPopup(popup, /Signed out/);
    await popup.close();
    const other = await openPopup(world, tabId);
    await waitForPopup(other, GOOD);
    await other.close();
    for (const frame of [ours, theirs]) await frame.page().close();
    await page.close();
  });
});

describe('“Open details”', () => {
  it('opens a window for each of two tabs, which has its own rows alone, and none twice', async () => {
    const other = await world.chrome.browser.newPage();
    await other.goto(`${APP}/?build=current&tab=other`);
    await other.evaluate(() => window.app.ready);
    const otherTab = await tabOf(world, `${APP}/?build=current&tab=other`);
    for (const tab of [tabId, otherTab, tabId]) {
      const popup = await openPopup(world, tab);
      await clickPopup(popup, 'Open details');
      await windowOf(tab);
    }
    const [ours, theirs] = [await windowOf(tabId), await windowOf(otherTab)];
    await ask(other, 'of-the-other');
    await waitForRows(theirs, `${STATUS}of-the-other`, ({ length }) => length === 1);
    await waitForRows(ours, SUBMIT, ({ length }) => length === 1);
    expect(await has(ours, 'of-the-other')).toBe(false);
    expect(await has(theirs, SUBMIT)).toBe(false);
    const open = (await world.chrome.browser.pages()).filter((one) =>
      /window\.html/.test(one.url()),
    );
    expect(open).toHaveLength(2);
    for (const one of open) await one.close();
    await other.close();
  });
});

describe('the page about the extension', () => {
  const opened = () => pageAt((url) => url.endsWith('/src/welcome/welcome.html'));

  it('is a click away in the popup', async () => {
    const popup = await openPopup(world, null);
    await popup.click('header a');
    const about = await opened();
    await waitForPopup(about, /It says whether a FutureGuide session is good/);
    await about.close();
    await popup.close();
  });

  it('is a click away behind the panel’s “?”', async () => {
    const { tools, frame } = await openPanel(world.page);
    await press(frame, 'Keyboard shortcuts');
    const link = await frame.waitForSelector('dialog a');
    await link?.evaluate((element) => (element as unknown as HTMLElement).click());
    const about = await opened();
    await waitForPopup(about, /It says whether a FutureGuide session is good/);
    await about.close();
    await tools.close();
  });
});

describe('after a session with popup, window, report and a simulation', () => {
  it('the saved page asks for nothing and holds no secret, and settings alone are kept', async () => {
    const { page, chrome } = world;
    const folder = await mkdtemp(join(tmpdir(), 'report-page-'));
    const { entries } = await readStored(page);
    const email = await page.evaluate(() => window.app.state().signedInAs);
    const popup = await openPopup(world, tabId);
    await waitForPopup(popup, GOOD);
    await popup.close();

    const frame = await openOwnWindow(world, tabId, '#report');
    await frame.waitForSelector('iframe.preview');
    const session = await frame.page().createCDPSession();
    await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await press(frame, 'Save futureguide-report.html');
    const path = join(folder, 'futureguide-report.html');
    const text = await waitFor('the saved page', () => readFile(path, 'utf8'));
    const shown = await chrome.browser.newPage();
    const asked: string[] = [];
    shown.on('request', (request) => asked.push(request.url()));
    const address = pathToFileURL(path).href;
    await shown.goto(address, { waitUntil: 'networkidle0' });
    const said = await shown.evaluate(() => document.body.innerText);
    expect(said).toContain('An assessment was submitted.');
    expect(asked.filter((url) => url !== address && !url.startsWith('data:'))).toEqual([]);
    const secrets = [
      entries.futureguide_access_token?.split('.')[2],
      entries.futureguide_refresh_token,
      email,
    ];
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(10);
      expect(text).not.toContain(secret);
    }
    await shown.close();

    await frame.evaluate(() => document.querySelector('dialog')?.close());
    await frame.evaluate(() => document.querySelector<HTMLElement>('[data-tab="faults"]')?.click());
    await press(frame, 'Switch on: Token forced to expire');
    await (await frame.waitForSelector('dialog .primary'))?.evaluate((yes) =>
      (yes as HTMLButtonElement).click(),
    );
    const stored = async () => (await readStored(page)).entries.futureguide_access_token;
    await waitFor('the token to be another', async () => {
      return (await stored()) !== entries.futureguide_access_token;
    });
    await frame.page().close();
    await waitFor('it to be put back', async () => {
      return (await stored()) === entries.futureguide_access_token;
    });
    const worker = await chrome.worker();
    const kept = await worker.evaluate(() => globalThis.chrome.storage.local.get(null));
    expect(['settings', 'settingsWriter', 'hosts']).toEqual(
      expect.arrayContaining(Object.keys(kept)),
    );
    for (const secret of secrets) expect(JSON.stringify(kept)).not.toContain(secret);
    await rm(folder, { recursive: true });
  });
});
