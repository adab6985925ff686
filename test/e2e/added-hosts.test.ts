import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { chrome as har } from '../core/har/har-producers.ts';
import {
  addHost,
  LOCAL,
  OTHER_PORT,
  openGrantedWorld,
  openOptions,
  STAGING,
} from './added-host.ts';
import { dropFiles } from './drop-files.ts';
import { openPopup, tabOf, waitForPopup } from './popup.ts';
import { APP, openPanel, press, readRows, type World, waitForRows, waitForText } from './world.ts';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

let world: World;
let options: Page;

beforeAll(async () => {
  world = await openGrantedWorld();
  options = await openOptions(world);
});
afterAll(() => world[Symbol.asyncDispose]());

async function openAppAt(origin: string, auto: string): Promise<Page> {
  const page = await world.chrome.browser.newPage();
  await page.goto(`${origin}/?build=current&auto=${auto}`);
  await page.evaluate(() => window.app.ready);
  return page;
}

const refreshes = () =>
  world.service.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/refresh'))
    .length;

describe('a notification', () => {
  const shown = async () =>
    (await world.chrome.worker()).evaluate(
      () =>
        new Promise<string[]>((resolve) =>
          globalThis.chrome.notifications.getAll((all) => resolve(Object.keys(all))),
        ),
    );

  it('tells of a session that the service refused, once that is switched on, and leads to it', async () => {
    await waitForText(options.mainFrame(), /Notify me.*Switch off/s);
    const page = await openAppAt(APP, 'signin');
    const id = `session-${await tabOf(world, APP)}`;
    expect(await shown()).not.toContain(id);
    const body = { success: false, error: 'INVALID_TOKEN', message: 'Invalid or expired token' };
    world.service.set({ respondWith: { pathPrefix: '/api/auth/profile', status: 401, body } });
    await page.evaluate(() => window.app.fetchProfile());
    await waitFor('the notification', async () => (await shown()).includes(id));
    world.service.set({ respondWith: null });
    // No driver reaches what the system draws, so the click is made as the browser would tell of it.
    await (await world.chrome.worker()).evaluate((clicked) => {
      const { onClicked } = globalThis.chrome.notifications as unknown as {
        onClicked: { dispatch(id: string): void };
      };
      onClicked.dispatch(clicked);
    }, id);
    const address = `/window.html?tab=${id.replace('session-', '')}`;
    const opened = await waitFor('the window of its tab', async () =>
      (await world.chrome.browser.pages()).find((one) => one.url().endsWith(address)),
    );
    await waitFor('it to be gone', async () => !(await shown()).includes(id));
    await opened.close();
    await page.close();
  });
});

describe('a host that the user has not added', () => {
  it('has rows of the service all the same, which say what is missing, and can be added from there', async () => {
    const page = await openAppAt(LOCAL, 'signin');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.fetchProfile());
    await waitForRows(frame, '/api/auth/profile', (rows) => rows.length > 0);
    await waitForText(frame, /may not read this page, so all you see comes from DevTools/);
    await waitForText(frame, /“Force refresh” is not possible: this host is not added/);
    await press(frame, 'Add this host…');
    const opened = await waitFor('the options page', async () =>
      (await world.chrome.browser.pages()).find((one) => one.url().includes('?add=')),
    );
    await waitFor('its address in the form', async () => {
      const typed = await opened.$eval('input[type=text]', (input) => input.value);
      return typed === LOCAL;
    });
    await opened.close();
    await page.close();
  });
});

describe('a host that was added for everything', () => {
  it('is listed with what it allows, and its session is told and refreshed as FutureGuide’s', async () => {
    await addHost(options, { address: LOCAL, access: 'Full access' });
    const card = await options.$eval(`[data-host="${LOCAL}"]`, (one) => one.textContent);
    expect(card).toMatch(/Full access.*May also refresh.*https:\/\/localhost\/\*/);
    const page = await openAppAt(LOCAL, 'signin,submit');
    const { frame } = await openPanel(page);
    await waitForText(frame, /Can be refreshed/);
    await waitForRows(frame, '/api/assessment/submit', ([row]) => row?.outcome === 'accepted');
    const before = refreshes();
    await press(frame, 'Force refresh');
    await waitForText(frame, /Force refresh: the new token is good/);
    expect(refreshes()).toBe(before + 1);
    const popup = await openPopup(world, await tabOf(world, LOCAL));
    await waitForPopup(popup, /Signed in as .+ can be renewed/);
    await popup.close();
    await page.close();
  });

  it('is of its own port alone', async () => {
    const page = await openAppAt(OTHER_PORT, 'signin');
    const popup = await openPopup(world, await tabOf(world, OTHER_PORT));
    await waitForPopup(popup, /Nothing of FutureGuide is open in this tab/);
    await popup.close();
    await page.close();
  });
});

describe('a host that was added to look on, with a profile of its own', () => {
  const PROFILE = {
    profile: 1,
    hosts: ['*.staging.futureguide.example'],
    apiBase: 'https://api.staging.futureguide.example',
    refusalCodes: ['SESSION_OVER'],
  };

  it('is judged by that profile and nothing is sent there', async () => {
    await addHost(options, { address: STAGING, access: 'Watch only', profile: PROFILE });
    const page = await openAppAt(STAGING, 'signin,submit');
    const { frame } = await openPanel(page);
    const rows = await waitForRows(frame, '/api/assessment/submit', ([row]) => {
      return row?.validity === 'valid' && row.outcome === 'accepted';
    });
    expect(rows).toHaveLength(1);
    const button = await frame.waitForSelector('::-p-aria([name="Force refresh"][role="button"])');
    await waitFor('the refresh to be out of reach', () =>
      button?.evaluate((one) => one.matches(':disabled, [aria-disabled="true"]')),
    );
    const before = refreshes();
    const popup = await openPopup(world, await tabOf(world, STAGING));
    // Neither “and can be renewed” nor “cannot be renewed”: here it is only not done.
    await waitForPopup(
      popup,
      /Signed in as .+; the session is good for another [\d a-z]+ (?:min|h|s)\.(?! It)/,
    );
    const told = await popup.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ url: 'https://staging.futureguide.example/*' });
      return chrome.runtime.sendMessage({ type: 'renew', tabId: tab?.id });
    });
    expect(told).toEqual({ kind: 'unavailable', reason: 'watch-only' });
    expect(refreshes()).toBe(before);
    await popup.close();

    // So is a file with requests to it.
    const url = `${PROFILE.apiBase}/api/auth/profile`;
    const body = '{"success":false,"error":"SESSION_OVER"}';
    const answers = [{ url, status: 403, authorization: 'Bearer opaque-token', body }];
    await dropFiles(frame, { 'staging.har': har.write(answers) });
    await waitForRows(frame, '/api/auth/profile', ([row]) => {
      return row?.outcome === 'rejected' && row.flags.includes('auth-error');
    });
    await press(frame, 'Back to live');

    // Taken away, it is another's page at once.
    await options.bringToFront();
    await options.locator(`::-p-aria([name="Remove ${STAGING}"][role="button"])`).click();
    await waitForText(frame, /may not read this page/);
    const seen = (await readRows(frame)).length;
    await page.evaluate(() => localStorage.setItem('futureguide_access_token', 'gone'));
    expect((await readRows(frame)).length).toBe(seen);
    await page.close();
  });
});

describe('the options page', () => {
  it('says what is wrong with a profile before anything is added', async () => {
    const form = 'form[aria-label="Add a host"]';
    await options.bringToFront();
    await options.locator(`${form} input[type=text]`).fill('https://app.test');
    await options.$$eval(`${form} b`, (names) =>
      names
        .find((one) => one.textContent === 'A profile of your own')
        ?.closest('label')
        ?.click(),
    );
    const says = async (words: RegExp) => {
      await waitFor(`${words}`, async () =>
        words.test(await options.$eval(`${form} .check`, (one) => one.textContent ?? '')),
      );
    };
    await says(/This is a profile/);
    await options.locator(`${form} textarea`).fill('{"profile": 1, "hosts": ["app.test", "x y"]}');
    await says(/hosts\[1\] is missing, unknown or has a value/);
    await options.locator(`${form} textarea`).fill('{"profile": 1,\n "hosts": [');
    await says(/From line 2, column \d+ on it is not JSON/);
    const add = await options.$eval(`${form} button[type=submit]`, (one) => one.disabled);
    expect(add).toBe(true);
  });

  it('says why a host without TLS cannot be added, and that one of an earlier version is seen no more', async () => {
    const form = 'form[aria-label="Add a host"]';
    const why = /Without https only this computer can be added/;
    await options.locator(`${form} input[type=text]`).fill('http://192.168.1.5:3000');
    await waitFor('the reason', async () =>
      why.test(await options.$eval(`${form} .address`, (one) => one.textContent ?? '')),
    );
    await options.evaluate(async () => {
      const { hosts = [] } = await chrome.storage.local.get<{ hosts?: object[] }>('hosts');
      const earlier = { origin: 'http://staging.example', access: 'watch', profile: null };
      await chrome.storage.local.set({ hosts: [...hosts, earlier] });
    });
    const card = await options.waitForSelector('[data-host="http://staging.example"]');
    const said = await card?.evaluate((one) => one.textContent ?? '');
    expect(said).toMatch(/An earlier version could ask the browser for http:\/\/staging\.example;/);
    expect(said).toMatch(why);
    expect(said).not.toMatch(/Grant access|Edit/);
    await options
      .locator('::-p-aria([name="Remove http://staging.example"][role="button"])')
      .click();
    await waitFor('it to be gone', () =>
      options.$$eval('[data-host="http://staging.example"]', ({ length }) => length === 0),
    );
  });

  it('can be read by everybody', async () => {
    await options.evaluate(AXE);
    const found = await options.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
    });
    expect(found).toEqual([]);
  });
});
