import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RequestScope } from '../../../src/core/faults/fault.ts';
import { waitFor } from '../../browser/wait.ts';
import {
  type OpenPanel,
  openApp,
  openPanel,
  openWorld,
  type World,
  waitForRows,
} from '../world.ts';
import { type OpenLab, openLab } from './lab.ts';

const API = 'https://api.futureguide.id';
const PROFILE = '/api/auth/profile';
const BALANCE = '/api/auth/token-balance';
const REFRESH = '/api/auth/v2/refresh';
const EVERYTHING: RequestScope = { path: null, method: null, times: null };

let world: World;
let page: Page;
let panel: OpenPanel;
let lab: OpenLab;

beforeAll(async () => {
  world = await openWorld({ refreshDeadlock: false });
  page = world.page;
  await openApp(page, 'current', 'signin');
  panel = await openPanel(page);
  lab = await openLab(panel.frame);
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
  await openApp(page, 'current', 'signin');
  return () => lab.undo(null, 'restore');
});

/** What the service received of a call of this page with its own token. */
async function call(path: string, from = page) {
  const { length } = world.service.log;
  await from.evaluate(async (url) => {
    const headers = { Authorization: `Bearer ${window.app.state().token}` };
    await fetch(url, { headers }).catch(() => undefined);
  }, API + path);
  return waitFor(`the call of ${path}`, () =>
    world.service.log
      .slice(length)
      .find((entry) => entry.method === 'GET' && entry.path === path && entry.status),
  );
}

async function refreshFromPage(): Promise<{ status: number; body: unknown }> {
  return page.evaluate(() =>
    window.app.refresh().catch((error: Error) => {
      return { status: Number(/\d+$/.exec(error.message)?.[0] ?? -1), body: null };
    }),
  );
}

describe('a fault of requests', () => {
  it('drops Authorization on the chosen path alone, and the rows tell which it touched', async () => {
    await lab.switchOn({ name: 'drop-authorization', scope: { ...EVERYTHING, path: PROFILE } });
    expect((await call(PROFILE)).authorization).toBeNull();
    expect((await call(BALANCE)).authorization).not.toBeNull();
    await waitForRows(panel.frame, PROFILE, (rows) => rows.at(-1)?.cause === 'fault');
    world.service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
    await call(BALANCE);
    const [last] = (
      await waitForRows(panel.frame, BALANCE, (rows) => rows.at(-1)?.outcome === 'rejected')
    ).slice(-1);
    expect(last?.cause).not.toBe('fault');
  });

  it('changes the scheme, and the token', async () => {
    const token = await page.evaluate(() => window.app.state().token ?? '');
    const authorization = `Token ${token}`;
    await lab.switchOn({ name: 'wrong-scheme', authorization, scope: EVERYTHING });
    expect((await call(PROFILE)).authorization).toBe(authorization);
    await lab.undo(null);
    const other = 'Bearer eyJhbGciOiJub25lIn0.e30.';
    await lab.switchOn({
      name: 'replace-token',
      as: 'expire-now',
      authorization: other,
      scope: EVERYTHING,
    });
    expect((await call(PROFILE)).authorization).toBe(other);
    await waitForRows(panel.frame, PROFILE, (rows) =>
      rows.slice(-2).every(({ cause }) => cause === 'fault'),
    );
    await lab.undo(null);
    expect((await call(PROFILE)).authorization).toBe(`Bearer ${token}`);
  });

  it('is off once as many were seen as were asked for', async () => {
    const scope = { path: PROFILE, method: 'GET' as const, times: 2 };
    await lab.switchOn({ name: 'drop-authorization', scope });
    expect((await call(PROFILE)).authorization).toBeNull();
    await waitFor('one to be counted', async () => (await lab.on())[0]?.seen === 1);
    expect((await call(PROFILE)).authorization).toBeNull();
    await waitFor('it to be off', async () => (await lab.on()).length === 0);
    expect((await call(PROFILE)).authorization).not.toBeNull();
  });

  it('touches no other tab', async () => {
    const other = await world.chrome.browser.newPage();
    await openApp(other, 'current', 'signin');
    await lab.switchOn({ name: 'drop-authorization', scope: EVERYTHING });
    expect((await call(PROFILE, other)).authorization).not.toBeNull();
    const { tabs, serviceWorker } = await lab.touched();
    expect(tabs.map(({ url }) => new URL(url).pathname)).toEqual(['/']);
    expect(serviceWorker).toBeNull();
    await other.close();
    await page.bringToFront();
  });
});

describe('a fault of the refresh', () => {
  const refreshes = () =>
    world.service.log.filter(({ path, method }) => path === REFRESH && method === 'POST');

  it('blocks it', async () => {
    const before = refreshes().length;
    await lab.switchOn({ name: 'block-refresh' });
    expect((await refreshFromPage()).status).toBe(0);
    expect(refreshes().length).toBe(before);
    await lab.undo(null);
    expect((await refreshFromPage()).status).toBe(200);
  });

  it.each([401, 429, 500] as const)(
    'answers it with %i in the page, and sends nothing',
    async (status) => {
      const before = refreshes().length;
      await lab.switchOn({ name: 'fail-refresh', status });
      expect((await refreshFromPage()).status).toBe(status);
      expect(refreshes().length).toBe(before);
      const cause = status === 401 ? 'fault' : '';
      await waitForRows(panel.frame, REFRESH, (found) => {
        const last = found.at(-1);
        return last?.status === String(status) && last.cause === cause;
      });
      await openApp(page, 'current', 'signin');
      expect((await refreshFromPage()).status).toBe(status);
      await lab.undo(null);
      await openApp(page, 'current', 'signin');
      expect((await refreshFromPage()).status).toBe(200);
    },
  );

  it('delays it', async () => {
    await lab.switchOn({ name: 'delay-refresh', seconds: 1.5 });
    const startedAt = Date.now();
    expect((await refreshFromPage()).status).toBe(200);
    const [last] = refreshes().slice(-1);
    expect((last?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(1_500);
  });
});

describe('a fault of sockets', () => {
  it('closes them, and the app comes back with the token it kept', async () => {
    await openApp(page, 'v2-before', 'signin,submit');
    await waitFor('the socket', () =>
      page.evaluate(() => {
        const { socket, socketTransport } = window.app.state();
        return socket === 'authenticated' && socketTransport === 'websocket';
      }),
    );
    const said = () => world.service.log.filter(({ kind }) => kind === 'socket').length;
    const before = said();
    expect((await lab.switchOn({ name: 'close-socket' })).kind).toBe('done');
    await waitFor('the app to come back', () => said() > before);
    expect(await lab.on()).toEqual([]);
  });
});

describe('what a fault of requests cannot reach', () => {
  it('is told before: the service worker that makes the page’s requests, and other tabs beside it', async () => {
    await using alone = await openWorld({ serviceWorker: true });
    await openApp(alone.page, 'current', 'signin');
    await waitFor('the worker to be in control', () =>
      alone.page.evaluate(() => window.app.state().controlled),
    );
    const { frame } = await openPanel(alone.page);
    const other = await alone.chrome.browser.newPage();
    await openApp(other, 'current');
    const { serviceWorker, tabs } = await (await openLab(frame)).touched();
    expect(new URL(serviceWorker ?? '').origin).toBe('https://futureguide.id');
    expect(tabs.map(({ url }) => new URL(url).origin)).toEqual(['https://futureguide.id']);
  });
});
