import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { clickPopup, openPopup, tabOf, waitForPopup } from './popup.ts';
import { setSiteAccess } from './site-access.ts';
import { APP, openApp, openWorld, readStored, type World } from './world.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const GOOD = /Signed in as .+; the session is good for another \d+ .+ and can be renewed\./;

let world: World;
let tabId: number;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
  await openApp(world.page, 'current', 'signin,submit');
  tabId = await tabOf(world, APP);
});
afterAll(() => world[Symbol.asyncDispose]());

async function complaints(popup: Page): Promise<string[]> {
  await popup.evaluate(AXE);
  const found = await popup.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
  });
  return found;
}

async function badge(): Promise<string> {
  const worker = await world.chrome.worker();
  return worker.evaluate((tab) => globalThis.chrome.action.getBadgeText({ tabId: tab }), tabId);
}

/** Waits until the toolbar button has this mark for the tab. */
async function waitForBadge(wanted: RegExp): Promise<void> {
  await waitFor(`the mark ${wanted}`, async () => {
    const text = await badge();
    if (!wanted.test(text)) throw new Error(`it is “${text}”`);
    return true;
  });
}

describe('the popup', () => {
  it('says that nothing of FutureGuide is open, and opens it', async () => {
    const popup = await openPopup(world, null);
    await waitForPopup(popup, /Nothing of FutureGuide is open in this tab/);
    expect(await complaints(popup)).toEqual([]);
    await popup.close();
  });

  it('leads to the page about itself, with each way in, which everybody can read', async () => {
    const popup = await openPopup(world, null);
    const address = await popup.$eval('header a', ({ href }) => href);
    await popup.goto(address);
    await waitForPopup(popup, /The tab “Tokens” in DevTools/);
    expect(await popup.$$eval('.ways h2', ({ length }) => length)).toBe(3);
    expect(await complaints(popup)).toEqual([]);
    await popup.close();
  });

  it.each(['light', 'dark'])('tells who is signed in and for how long, in %s', async (scheme) => {
    const popup = await openPopup(world, tabId);
    await popup.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await waitForPopup(popup, GOOD);
    const timer = await popup.$eval('[role=timer]', ({ textContent }) => textContent);
    expect(timer).toMatch(/^\d+ min( \d+ s)?$/);
    await waitForPopup(popup, /\d+ requests seen in this tab, no refusal\./);
    await waitForPopup(popup, /left, until \d\d:\d\d/);
    expect(await popup.$eval('body', ({ innerText }) => innerText)).not.toMatch(/·[0-9a-f]{8}/);
    await popup.click('summary');
    await waitForPopup(popup, /\bexp\s+\d+ \w+ \d{4}, \d\d:\d\d:\d\d/);
    expect(await complaints(popup)).toEqual([]);
    await popup.close();
  });

  it('speaks Indonesian, to the user too', async () => {
    const popup = await openPopup(world, tabId);
    await popup.evaluate(() => chrome.storage.local.set({ settings: { locale: 'id' } }));
    await popup.reload();
    await waitForPopup(
      popup,
      /Sudah login sebagai .+; sesi masih berlaku .+ dan bisa diperpanjang\./,
    );
    await waitForPopup(popup, /Login Anda tidak bermasalah/);
    await clickPopup(popup, 'English');
    await waitForPopup(popup, /Your sign-in is in order/);
    await popup.evaluate(() => chrome.storage.local.clear());
    await popup.close();
  });

  it('knows it from the backlog alone, after the worker was stopped', async () => {
    await world.chrome.stopWorker();
    const popup = await openPopup(world, tabId);
    await waitForPopup(popup, GOOD);
    await popup.close();
  });

  it('renews the session, and asks before it does so twice', async () => {
    const popup = await openPopup(world, tabId);
    await waitForPopup(popup, GOOD);
    const before = (await readStored(world.page)).entries.futureguide_access_token;
    await clickPopup(popup, 'Renew session');
    await waitForPopup(
      popup,
      /The session is renewed; it is good until (?:\d+ \w+ \d+, )?\d\d:\d\d:\d\d/,
    );
    const after = (await readStored(world.page)).entries.futureguide_access_token;
    expect(after).not.toBe(before);
    await waitFor('the renewal to be seen', async () => {
      await clickPopup(popup, 'Renew session');
      return popup.$('[role=alertdialog]');
    });
    await clickPopup(popup, 'Cancel');
    expect((await readStored(world.page)).entries.futureguide_access_token).toBe(after);
    await popup.close();
  });

  it('tells of a refusal, which marks the button until somebody has looked', async () => {
    const { page, service } = world;
    service.set({ verifierDown: 'unverified' });
    await page.evaluate(() => window.app.fetchProfile());
    await waitForBadge(/^![1-9]$/);
    await world.chrome.stopWorker();
    expect(await badge()).toMatch(/^![1-9]$/);
    const popup = await openPopup(world, tabId);
    const text = await waitForPopup(
      popup,
      /Most likely the service itself could not check sessions/,
    );
    expect(text).toMatch(/The problem is most likely on our side, not with your account/);
    await waitForBadge(/^$/);
    service.set({ verifierDown: false });
    await page.evaluate(() => window.app.fetchProfile());
    await waitForPopup(popup, GOOD);
    await waitForPopup(popup, /Since then it accepts them again/);
    await popup.close();
  });

  it('copies a summary for a ticket that names nobody in full', async () => {
    const email = (await world.page.evaluate(() => window.app.state().signedInAs)) ?? '?';
    const popup = await openPopup(world, tabId);
    await waitForPopup(popup, GOOD);
    await popup.evaluate(() => {
      navigator.clipboard.writeText = async (text) => void Object.assign(window, { copied: text });
    });
    await clickPopup(popup, 'Copy summary');
    const copied = await waitFor('the summary', () =>
      popup.evaluate(() => (window as unknown as { copied?: string }).copied),
    );
    expect(copied).toMatch(/Signed in as .…@.+; the session is good for another/);
    expect(copied).not.toContain(email);
    await waitForPopup(popup, /Copied/);
    await popup.close();
  });

  it('says that the browser withholds the site, until it no longer does', async () => {
    await setSiteAccess(world, 'ON_CLICK');
    const popup = await openPopup(world, tabId);
    await waitForPopup(popup, /not yet allowed this extension to see[\s\S]*Grant access/);
    await setSiteAccess(world, 'ON_ALL_SITES');
    await waitForPopup(popup, /Signed in as/);
    await popup.close();
  });

  it('says when the user has signed out', async () => {
    await world.page.evaluate(() => window.app.signOut());
    const popup = await openPopup(world, tabId);
    await waitForPopup(popup, /Signed out/);
    await popup.close();
  });
});
