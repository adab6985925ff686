import { expect } from 'vitest';
import type { Chromium } from '../browser/chromium.ts';
import { waitFor } from '../browser/wait.ts';
import {
  APP,
  type DrawnRow,
  openApp,
  openPanel,
  readGrid,
  type World,
  waitForRows,
} from './world.ts';

const STATUS = '/api/assessment/status/';

/** Each of as many polls is refused, and the app leaves for /auth at once: every row is there. */
export async function expectJumpsKept({ page, service }: World, times: number): Promise<void> {
  await openApp(page, 'v2-before', 'signin,submit');
  const { frame } = await openPanel(page);
  service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
  for (let k = 0; k < times; k += 1) {
    await page.goto(`${APP}/`);
    await page.evaluate(() => window.app.ready);
    const left = page.waitForNavigation({ waitUntil: 'load' });
    await page.evaluate(() => void window.app.pollOnce().catch(() => undefined));
    await left;
  }
  expect(page.url()).toBe(`${APP}/auth`);
  const polls = await waitForRows(
    frame,
    STATUS,
    (rows) => rows.length === times && rows.every(({ flags }) => flags.includes('invalid-token')),
  );
  expect(polls).toHaveLength(times);
  expect(new Set(polls.map(({ request }) => request)).size).toBe(times);
  const isSignOut = ({ data, texts }: DrawnRow) =>
    !data.request && /signed out by the app after/i.test(texts.join(' '));
  const markers = await waitFor('as many sign-outs', async () => {
    const grid = await readGrid(frame);
    const found = grid.filter(isSignOut);
    if (found.length < times) throw new Error(`the grid: ${JSON.stringify(grid)}`);
    return found;
  });
  expect(markers).toHaveLength(times);
}

/** As many requests at once, over fifty paths: none of their rows is lost. */
export async function expectBurstKept({ page }: World, count: number): Promise<void> {
  await openApp(page, 'current', 'signin');
  const { frame } = await openPanel(page);
  const answered = await page.evaluate(async (wanted) => {
    const headers = { Authorization: `Bearer ${window.app.state().token}` };
    const calls = Array.from({ length: wanted }, (_, k) =>
      fetch(`https://api.futureguide.id/api/assessment/status/burst-${k % 50}`, { headers }),
    );
    const ends = await Promise.allSettled(calls);
    return ends.filter(({ status }) => status === 'fulfilled').length;
  }, count);
  // The last of them end, and are drawn, after all have begun.
  await waitForRows(
    frame,
    '/status/burst-',
    (rows) =>
      rows.length === count &&
      rows.every(({ outcome }) => outcome !== 'pending') &&
      rows.filter(({ outcome }) => outcome !== 'failed').length === answered,
    60_000,
  );
}

/** How many status calls the backlog has saved with their end. */
async function savedPolls(browser: Chromium): Promise<number> {
  const worker = await browser.worker();
  return worker.evaluate(async (path) => {
    const items = Object.entries(await chrome.storage.session.get(null));
    const rows = items
      .filter(([key]) => key.startsWith('row '))
      .map(([, text]) => JSON.parse(String(text))) as {
      observation: { kind: string; url: string; endedAt: number | null };
    }[];
    const isOver = ({ observation: { kind, url, endedAt } }: (typeof rows)[number]) =>
      kind === 'web' && url.includes(path) && endedAt !== null;
    return rows.filter(isOver).length;
  }, STATUS);
}

/** As many polls, the idle background worker stopped after each: none is missing when DevTools opens. */
export async function expectStopsSurvived({ page, chrome }: World, times: number): Promise<void> {
  await openApp(page, 'current', 'signin,submit');
  for (let k = 1; k <= times; k += 1) {
    await page.evaluate(() => window.app.pollOnce());
    await waitFor(`${k} polls in the backlog`, async () => (await savedPolls(chrome)) === k);
    await chrome.stopWorker();
  }
  const { frame } = await openPanel(page);
  await waitForRows(
    frame,
    STATUS,
    (found) => found.length === times && found.every(({ outcome }) => outcome === 'accepted'),
  );
}
