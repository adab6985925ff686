import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_EVENT } from '../../src/page-channel.ts';
import { waitFor } from '../browser/wait.ts';
import { type ProbeBrowser, startProbeBrowser } from '../page/probe-browser.ts';
import type { spoiling } from '../page/probes/spoiling.ts';
import { makeToken } from './hostile-token.ts';
import { tabOf } from './popup.ts';
import {
  APP,
  openApp,
  openPanel,
  openWorld,
  press,
  readRows,
  readStored,
  secondsLeft,
  waitForRows,
  waitForText,
} from './world.ts';

const API = 'https://api.futureguide.id';
const PROFILE = '/api/auth/profile';
const MADE_UP = '/api/made-up';
const REFUSED = '{"success":false,"error":"INVALID_TOKEN","message":"Invalid or expired token"}';

/** The page speaks in the name of the hook. */
function tell(page: Page, report: object): Promise<void> {
  return page.evaluate(
    (name, detail) => {
      document.dispatchEvent(new CustomEvent(name, { detail }));
    },
    PAGE_EVENT,
    JSON.stringify(report),
  );
}

function refusal(url: string, more: object = {}): object {
  const told = { kind: 'refusal', method: 'GET', url, startedAt: Date.now(), status: 401 };
  return { ...told, body: REFUSED, ...more };
}

describe('what a hostile page tells', () => {
  it('is marked where the browser saw nothing of it, and counts for nothing', async () => {
    await using world = await openWorld();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.fetchProfile());
    // The app's own at sign-in, and this one.
    await waitForRows(frame, PROFILE, (rows) => rows.length === 2);
    const count = () =>
      frame.$eval('[role=grid]', (grid) => Number(grid.getAttribute('data-requests')));
    const before = await count();

    await tell(page, refusal(API + MADE_UP));
    await tell(page, refusal(`${API}${MADE_UP}/later`, { startedAt: Date.UTC(2100, 0) }));
    await tell(page, refusal(`${API}${MADE_UP}/status`, { status: 4_000 }));
    await tell(page, refusal(`https://elsewhere.example${MADE_UP}/host`));
    await tell(page, refusal(`${API}${MADE_UP}/last`));
    await waitForRows(frame, `${MADE_UP}/last`, (rows) => rows.length === 1);

    const rows = (await readRows(frame)).filter(({ text }) => text.includes(MADE_UP));
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toMatchObject({ outcome: 'unknown', validity: 'unknown', cause: '', flags: [] });
      expect(row.text).toMatch(/told by the page only/i);
    }
    expect(await count()).toBe(before);
    expect(await frame.$$('[data-finding]')).toEqual([]);
  });

  it('does not become the session, whatever frames it makes up', async () => {
    await using world = await openWorld();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await waitFor('the countdown', async () => Number(await secondsLeft(frame)) > 0);
    const url = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket&sid=made-up';
    const token = makeToken({ sub: 'nobody', exp: 1_600_000_000 });
    const frames = [
      { event: 'open', at: Date.now(), data: '' },
      { event: 'send', at: Date.now(), data: `42["authenticate",{"token":"${token}"}]` },
      { event: 'send', at: 1e300, data: `42["authenticate",{"token":"${token}"}]` },
    ];
    for (const one of frames) await tell(page, { kind: 'socket', socket: 'mine', url, ...one });
    await tell(page, refusal(API + MADE_UP));
    await waitForRows(frame, MADE_UP, (rows) => rows.length === 1);
    expect(await secondsLeft(frame)).toBeGreaterThan(0);
    expect(await frame.$$('[data-finding]')).toEqual([]);
  });
});

describe('text from outside', () => {
  it('shows in the grid what would turn it round', async () => {
    await using world = await openWorld();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const turned = 'GET\u202e';
    await tell(page, refusal(`${API}${MADE_UP}/turned`, { method: turned }));
    const [row] = await waitForRows(frame, '/turned', (rows) => rows.length === 1);
    expect(row?.text).toContain('⟨U+202E⟩');
    expect(await frame.evaluate(() => document.body.innerText.includes('\u202e'))).toBe(false);
  });
});

describe('Force refresh', () => {
  it('is not steered by a refresh that only the page told of, nor disabled', async () => {
    await using world = await openWorld({ refreshTransport: 'cookie' });
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const stolen = 'https://evil.futureguide.id/x/refresh-token';
    await tell(page, refusal(stolen, { method: 'POST' }));
    await waitForRows(frame, '/x/refresh-token', (rows) => rows.length === 1);
    const button = await frame.waitForSelector('::-p-aria([name="Force refresh"][role="button"])');
    expect(await button?.evaluate((one) => (one as HTMLButtonElement).disabled)).toBe(true);

    await page.evaluate(() => window.app.refresh());
    await tell(page, refusal(stolen, { method: 'POST' }));
    await tell(page, refusal(`${API}/api/auth/refresh-token`, { method: 'NONSENSE' }));
    const before = (await readStored(page)).entries.futureguide_access_token;
    await press(frame, 'Force refresh');
    await waitFor('a new token in storage', async () => {
      const { entries } = await readStored(page);
      return entries.futureguide_access_token !== before;
    });
    expect(service.log.filter(({ host }) => host.startsWith('evil.'))).toEqual([]);
    await waitForText(frame, /Force refresh: the new token/);
  });
});

/** What the background sends to who says there that it is DevTools of a tab: in a page, as the relay. */
async function heardAsDevTools(page: Page, tabId: number): Promise<number> {
  const session = await page.createCDPSession();
  const own = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin.startsWith('chrome-extension://')) resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  const { result } = await session.send('Runtime.evaluate', {
    contextId: await own,
    awaitPromise: true,
    returnByValue: true,
    expression: `(async () => {
      const port = chrome.runtime.connect({ name: 'devtools' });
      let heard = 0;
      port.onMessage.addListener(() => (heard += 1));
      port.postMessage({ type: 'hello', tabId: ${tabId}, after: 0 });
      // Asked later, answered later.
      for (let k = 0; k < 5; k += 1) await chrome.runtime.sendMessage({ type: 'which-host' });
      return heard;
    })()`,
  });
  await session.detach();
  return result.value;
}

describe('a page whose renderer is not to be trusted', () => {
  it('is told of no tab, though it says that it is DevTools', async () => {
    await using world = await openWorld();
    await openApp(world.page, 'current', 'signin');
    expect(await heardAsDevTools(world.page, await tabOf(world, APP))).toBe(0);
  });
});

describe('a frame of another site', () => {
  it('has rows that say so, and is no part of the session', async () => {
    await using world = await openWorld();
    const { page } = world;
    await page.setBypassCSP(true);
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await waitFor('the countdown', async () => Number(await secondsLeft(frame)) > 0);
    const token = makeToken({ sub: 'somebody', exp: 1_600_000_000 });
    await page.evaluate(() => {
      const ad = document.createElement('iframe');
      ad.src = 'https://ads.example/';
      document.body.append(ad);
    });
    const ad = await waitFor('the frame', () =>
      page.frames().find((one) => one.url() === 'https://ads.example/'),
    );
    await ad.evaluate(
      (url, bearer) =>
        fetch(url, { headers: { Authorization: `Bearer ${bearer}` } }).then(
          () => undefined,
          () => undefined,
        ),
      `${API}/api/auth/token-balance`,
      token,
    );
    const [row] = await waitForRows(frame, '/api/auth/token-balance', ([told]) =>
      /from another site’s frame/i.test(told?.text ?? ''),
    );
    expect(row).toMatchObject({ cause: '', flags: [] });
    expect(await secondsLeft(frame)).toBeGreaterThan(0);
    expect(await frame.$$('[data-finding]')).toEqual([]);
  });
});

type Spoiling = typeof spoiling;

/** What the hook tells of one session, sorted. */
const TOLD = [
  ...['GET 401 {"success":false', 'POST 401 {"success":false', 'POST 401 {"success":false'],
  ...['POST 401 {"success":false', 'POST 401 {"success":false', 'PUT 401 {"success":false'],
  ...['close 1005', 'open ', 'receive 40{"sid"', 'receive 42["auth', 'send 42["auth'],
];

describe('a page that spoils the platform', () => {
  let browser: ProbeBrowser;
  let native: Page;
  let hooked: Page;
  beforeAll(async () => {
    browser = await startProbeBrowser();
    native = await browser.open();
    hooked = await browser.open(browser.hook);
  });
  afterAll(() => browser?.[Symbol.asyncDispose]());

  const run = (page: Page, what: keyof Spoiling, reports: number) =>
    page.evaluate(
      (name, count) => (window as unknown as { spoiling: Spoiling }).spoiling[name](count),
      what,
      reports,
    );

  it.each<[keyof Spoiling, string[]]>([
    ['everything', TOLD],
    ['everyObject', TOLD],
    ['promises', TOLD],
    // A parsed answer cannot be made text again without asking the page.
    ['json', TOLD.toSpliced(1, 1)],
  ])('later sees nothing of the hook, which goes on telling (%s)', async (what, reports) => {
    const { told: _, ...expected } = await run(native, what, 0);
    const { told, ...seen } = await run(hooked, what, reports.length);
    expect(seen).toEqual(expected);
    expect(told).toEqual(reports);
  });

  it.each([
    ['Reflect', 'apply'],
    ['Reflect', 'construct'],
    ['Function.prototype', 'call'],
    ['WeakMap.prototype', 'get'],
    ['Promise.prototype', 'then'],
    ['EventTarget.prototype', 'addEventListener'],
    ['JSON', 'stringify'],
  ])('before the hook came goes on as without it (%s.%s)', async (holder, name) => {
    const spoil = `
      window.errors = [];
      addEventListener('error', ({ message }) => errors.push(message));
      addEventListener('unhandledrejection', ({ reason }) => errors.push(String(reason)));
      window.theirs = ${holder}.${name};
      ${holder}.${name} = () => { throw new Error('spoiled') };`;
    const restore = `${holder}.${name} = theirs;`;
    const page = await browser.open(spoil, browser.hook, restore);
    const { told: _, ...expected } = await run(native, 'nothing', 0);
    const { told: __, ...seen } = await run(page, 'nothing', 0);
    expect(seen).toEqual(expected);
    expect(await page.evaluate(() => (window as unknown as { errors: string[] }).errors)).toEqual(
      [],
    );
    await page.close();
  });
});
