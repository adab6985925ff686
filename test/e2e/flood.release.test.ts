import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/core/recording/recording-limits.ts';
import { MAX_FRAME_BYTES } from '../../src/page-channel.ts';
import { PRODUCERS } from '../core/har/har-producers.ts';
import { dropFiles } from './drop-files.ts';
import { FLOOD, pourOut } from './flood.ts';
import { sayOnSocket } from './page-traffic.ts';
import {
  openApp,
  openDetail,
  openPanel,
  openTab,
  openWorld,
  readGrid,
  waitForRows,
  waitForText,
} from './world.ts';

const API = 'https://api.futureguide.id';
const PATH = '/api/assessment/status/';
const REAL = 50;
const HUGE_CHARACTERS = 100_000_000;
const HEADERS = 10_000;
/** 11 characters each: a value of 1 MB. */
const LONG_REPEATED = 100_000;
const PATIENCE_MS = 180_000;

/** The page asks for so many, one after the other. */
function ask(page: Page, name: string, count = 1): Promise<void> {
  return page.evaluate(
    async (url, times) => {
      const headers = { Authorization: `Bearer ${window.app.state().token}` };
      for (let n = 0; n < times; n += 1) await (await fetch(`${url}-${n}`, { headers })).text();
    },
    API + PATH + name,
    count,
  );
}

async function expectReal(frame: Frame, name: string, count = 1): Promise<void> {
  await waitForRows(
    frame,
    PATH + name,
    (rows) => rows.length === count && rows.every(({ outcome }) => outcome === 'accepted'),
    PATIENCE_MS,
  );
}

describe('while a page pours out all that it can make up', () => {
  it('real rows and sockets keep coming, and the panel says how much was left out', async () => {
    await using world = await openWorld({ csp: false });
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const token = await page.evaluate(() => window.app.state().token);
    await sayOnSocket(page, 'before', { token });
    await Promise.all([pourOut(page, FLOOD), ask(page, 'during', REAL)]);
    await expectReal(frame, 'during', REAL);
    await ask(page, 'after', REAL);
    await expectReal(frame, 'after', REAL);
    await waitForText(frame, /\d[\d,]* reports by the page were left out/);

    const drawn = await readGrid(frame);
    const real = drawn.filter(({ data }) => data.socket && data.outcome === 'accepted');
    expect(real).toHaveLength(1);
    // Refusals and sockets that it made up, by their own limit each.
    expect(drawn.length).toBeLessThan(2 * DEFAULT_LIMITS.told + 3 * REAL);
    const stored = await (await world.chrome.worker()).evaluate(async () => {
      const { session } = globalThis.chrome.storage;
      return (await session.getBytesInUse()) / session.QUOTA_BYTES;
    });
    expect(stored).toBeLessThan(1);
  }, 480_000);

  it('a report of 10 MB is not even read, and the next one is heard', async () => {
    await using world = await openWorld();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await pourOut(page, { reports: 1, sockets: 0, frames: 0, padding: 10_000_000 });
    await pourOut(page, { reports: 1, sockets: 0, frames: 0, padding: MAX_FRAME_BYTES / 2 });
    const rows = await waitForRows(frame, '/made-up/', (found) => found.length > 0);
    expect(rows).toHaveLength(1);
  });
});

describe('an answer out of all proportion', () => {
  it.each([
    ['of 100 MB', { more: 'x'.repeat(HUGE_CHARACTERS) }, false],
    ['without an end', {}, true],
  ])('%s is a row like any other, and so is what comes after it', async (_, more, endless) => {
    await using world = await openWorld();
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const headers = { 'Content-Type': 'application/json' };
    for (const status of [200, 401]) {
      const pathPrefix = `${PATH}huge-${status}`;
      const body = { error: 'INVALID_TOKEN', ...more };
      service.set({ respondWith: { pathPrefix, status, headers, body, endless, times: 1 } });
      await page.evaluate(async (url) => {
        const auth = { Authorization: `Bearer ${window.app.state().token}` };
        // As an app that looks at the status alone.
        await fetch(url, { headers: auth });
      }, `${API}${PATH}huge-${status}`);
      await ask(page, `after-${status}`);
      await expectReal(frame, `after-${status}`);
    }
    await waitForRows(
      frame,
      `${PATH}huge-401`,
      (rows) => rows.length === 1 && rows.every(({ outcome }) => outcome === 'rejected'),
    );
    const [row] = await waitForRows(frame, `${PATH}huge-200`, (rows) => rows.length === 1);
    if (!row) throw new Error('no row');
    await openDetail(frame, row);
    expect((await openTab(frame, 'Response')).length).toBeLessThan(100_000);
  });
});

describe('a request out of all proportion', () => {
  it('is drawn in part, and says how much more there is', async () => {
    await using world = await openWorld();
    await openApp(world.page, 'current', 'signin');
    const { frame } = await openPanel(world.page);
    const many = Array.from({ length: HEADERS }, (_, n) => ({ name: `x-many-${n}`, value: 'v' }));
    const long = { name: 'x-long', value: 'long value '.repeat(LONG_REPEATED) };
    const { log } = JSON.parse(PRODUCERS[0]?.write([{ at: 0 }]) ?? '');
    // A file without any credential leaves its headers out.
    const credential = { name: 'Authorization', value: 'Bearer abc' };
    log.entries[0].request.headers = [credential, long, ...many];
    await dropFiles(frame, { 'huge.har': JSON.stringify({ log }) });
    await waitForText(frame, /File: huge\.har/);
    const [row] = await waitForRows(frame, PATH, (rows) => rows.length === 1);
    if (!row) throw new Error('no row');
    await openDetail(frame, row);
    const said = await openTab(frame, 'Request');
    expect(said).toMatch(/… 9,?\d{3} more/);
    expect(said.length).toBeLessThan(100_000);
  });
});
