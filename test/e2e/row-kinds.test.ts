import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { shareWorld } from './share-world.ts';
import {
  openApp,
  openDetail,
  openPanel,
  openTab,
  press,
  readRows,
  releaseHeld,
  untilHeld,
  waitForRows,
} from './world.ts';

const freshTab = shareWorld();
const API = 'https://api.futureguide.id';
const STATUS = '/api/assessment/status/';
const HELD = { holdStatusSeconds: 600, assessmentSeconds: 3_600 };

/** Rows whose path holds this, once there are so many and all have ended. */
function endedRows(frame: Frame, path: string, count: number) {
  return waitForRows(
    frame,
    path,
    (rows) => rows.length === count && rows.every(({ outcome }) => outcome !== 'pending'),
  );
}

describe('a request is one row', () => {
  it('while it is open, and when it is answered', async () => {
    await using world = await freshTab(HELD);
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin,submit');
    const { frame } = await openPanel(page);
    await untilHeld(service, () =>
      page.evaluate(() => void window.app.pollOnce().catch(() => undefined)),
    );
    const [open] = await waitForRows(
      frame,
      STATUS,
      ([row]) => row?.outcome === 'pending' && row.validity === 'valid',
    );
    expect(open).toMatchObject({ cause: '', flags: [] });
    expect(open?.text).toMatch(/\(pending\)/);
    await releaseHeld(service);
    const [ended] = await endedRows(frame, STATUS, 1);
    expect(ended).toMatchObject({ request: open?.request, outcome: 'accepted' });
  });

  it('for every hop of a redirect', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'v2-before');
    const { frame } = await openPanel(page);
    const status = await page.evaluate(async (api) => {
      const second = `${api}/api/redirect?to=${encodeURIComponent(`${api}/api/no-content`)}`;
      const first = `${api}/api/redirect?status=307&to=${encodeURIComponent(second)}`;
      return (await fetch(first)).status;
    }, API);
    expect(status).toBe(204);
    const hops = await endedRows(frame, '/api/redirect', 2);
    expect(hops.map(({ status }) => status)).toEqual(['307', '302']);
    const last = await endedRows(frame, '/api/no-content', 1);
    for (const row of [...hops, ...last]) expect(row.outcome).toBe('accepted');
    await openDetail(frame, hops[1] as (typeof hops)[0]);
    expect(await openTab(frame, 'Response')).toContain(`${API}/api/no-content`);
  });

  it('cached, without a body, not read, cancelled or blocked', async () => {
    await using world = await freshTab(HELD);
    const { page, service } = world;
    await openApp(page, 'current', 'signin,submit');
    const { frame } = await openPanel(page);
    const protocol = await page.createCDPSession();
    await protocol.send('Network.enable');
    await protocol.send('Network.setBlockedURLs', { urls: ['*/api/blocked'] });
    await page.evaluate(async (api) => {
      const { token } = window.app.state();
      const init = { headers: { Authorization: `Bearer ${token}` } };
      for (let k = 0; k < 2; k += 1) await (await fetch(`${api}/api/auth/schools`, init)).text();
      await fetch(`${api}/api/no-content`, { method: 'POST' });
      await fetch(`${api}/api/blocked`).catch(() => undefined);
    }, API);
    await page.evaluate((url) => {
      const { token, jobId } = window.app.state();
      const held = new AbortController();
      const headers = { Authorization: `Bearer ${token}` };
      fetch(url + jobId, { headers, signal: held.signal }).catch(() => undefined);
      addEventListener('click', () => held.abort());
    }, `${API}${STATUS}`);
    await waitForRows(frame, STATUS, ([row]) => row?.outcome === 'pending');
    await page.evaluate(() => document.body.click());
    service.set({ noStore: true });
    await page.evaluate(async (api) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      await fetch(`${api}/api/auth/token-balance`, { headers });
    }, API);

    const schools = await endedRows(frame, '/api/auth/schools', 2);
    expect(schools.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
    const fromCache = [];
    for (const row of schools) {
      await openDetail(frame, row);
      fromCache.push(/From cache/.test(await openTab(frame, 'Response')));
    }
    expect(fromCache).toEqual([false, true]);
    expect(
      service.log.filter(({ method, path }) => method === 'GET' && path === '/api/auth/schools'),
    ).toHaveLength(1);

    const [empty] = await endedRows(frame, '/api/no-content', 1);
    expect(empty?.outcome).toBe('accepted');
    const [cut] = await endedRows(frame, STATUS, 1);
    expect(cut?.outcome).toBe('failed');
    expect(cut?.text).toMatch(/\(cancelled\)/);
    const [blocked] = await endedRows(frame, '/api/blocked', 1);
    expect(blocked?.outcome).toBe('failed');
    expect(blocked?.text).toMatch(/\(blocked\)/);
    const [unread] = await endedRows(frame, '/api/auth/token-balance', 1);
    expect(unread).toMatchObject({ outcome: 'accepted', validity: 'valid' });
  });
});

describe('what is recorded', () => {
  it('is every host of the service, no other, and no preflight', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin');
    const { frame } = await openPanel(page);
    await press(frame, 'All');
    const elsewhere = `https://localhost:${service.httpsPort}`;
    await page.evaluate(
      async (api, other) => {
        const headers = { Authorization: `Bearer ${window.app.state().token}` };
        await fetch('https://docs.futureguide.id/subdomain', { mode: 'no-cors' });
        await fetch(`${other}/api/auth/v2/health`, { mode: 'no-cors' });
        await fetch(`${api}/api/auth/token-balance`, { method: 'OPTIONS', headers });
        await fetch(`${api}/api/auth/profile`, { headers });
      },
      API,
      elsewhere,
    );
    await endedRows(frame, '/api/auth/profile', 1);
    await endedRows(frame, 'docs.futureguide.id', 1);
    const rows = await readRows(frame);
    const arrived = (test: (entry: (typeof service.log)[number]) => boolean) =>
      service.log.filter(test).length;
    expect(arrived(({ host }) => host.startsWith('localhost'))).toBe(1);
    expect(rows.filter(({ text }) => text.includes('/health'))).toEqual([]);
    // The profile's preflight, and the OPTIONS with its own.
    expect(arrived(({ method }) => method === 'OPTIONS')).toBeGreaterThanOrEqual(3);
    const options = rows.filter(({ text }) => text.includes(' OPTIONS '));
    expect(options.map(({ text }) => text.includes('/api/auth/token-balance'))).toEqual([true]);
  });

  it('is what a frame of another origin asks for, too, marked and part of no session', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'v2-before', 'signin');
    const { frame } = await openPanel(page);
    await press(frame, 'All');
    await page.evaluate(async () => {
      const inner = document.createElement('iframe');
      inner.src = 'https://docs.futureguide.id/inner';
      const loaded = new Promise((resolve) => inner.addEventListener('load', resolve));
      document.body.append(inner);
      await loaded;
    });
    await endedRows(frame, 'docs.futureguide.id', 1);
    const inner = page.frames().find((each) => each.url().includes('/inner'));
    const token = await page.evaluate(() => window.app.state().token);
    await inner?.evaluate(
      async (api, bearer) => {
        const headers = { Authorization: `Bearer ${bearer}x` };
        await fetch(`${api}/api/auth/token-balance`, { headers });
      },
      API,
      token,
    );
    const [row, ...others] = await waitForRows(frame, '/api/auth/token-balance', ([told]) =>
      /from another site’s frame/i.test(told?.text ?? ''),
    );
    expect(row).toMatchObject({ cause: '', flags: [] });
    expect(others).toEqual([]);
  });

  it('is each call once where the page’s service worker makes it', async () => {
    await using world = await freshTab({ serviceWorker: true, assessmentSeconds: 3_600 });
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin,submit');
    expect(await page.evaluate(() => window.app.state().controlled)).toBe(true);
    const { frame } = await openPanel(page);
    const token = await page.evaluate(() => window.app.state().token ?? '');
    for (let k = 0; k < 3; k += 1) await page.evaluate(() => window.app.pollOnce());
    service.blacklist(token);
    await page.evaluate(() => window.app.pollOnce());

    const rows = await waitForRows(
      frame,
      STATUS,
      (found) => found.length === 4 && found.at(-1)?.flags.join() === 'invalid-token',
    );
    expect(rows.map(({ validity, outcome }) => [validity, outcome])).toEqual([
      ['valid', 'accepted'],
      ['valid', 'accepted'],
      ['valid', 'accepted'],
      ['valid', 'rejected'],
    ]);
    const [first, , , last] = rows;
    if (first) await openDetail(frame, first);
    expect(await openTab(frame, 'Response')).toContain('Job status retrieved');
    if (last) expect(await openDetail(frame, last)).toContain('"error": "INVALID_TOKEN"');
    const isPoll = ({ method, path }: (typeof service.log)[number]) =>
      method === 'GET' && path.startsWith(STATUS);
    expect(service.log.filter(isPoll)).toHaveLength(4);
  });
});
