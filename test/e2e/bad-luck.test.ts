import type { Frame, Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { PAGE_EVENT } from '../../src/page-channel.ts';
import { waitFor } from '../browser/wait.ts';
import { openLab } from './faults/lab.ts';
import { ask, PATH } from './poll-by-hand.ts';
import { openApp, openPanel, openWorld, waitForRows } from './world.ts';

/** What Chromium lets an extension keep in memory. */
const QUOTA_BYTES = 10_485_760;

/** The page makes so many refusals up, each as large as may be told. */
async function makeUp(page: Page, reports: number): Promise<void> {
  await page.evaluate(
    (event, count) => {
      for (let k = 0; k < count; k += 1) {
        const report = {
          kind: 'refusal',
          method: 'GET',
          url: `https://api.futureguide.id/made-up/${k}`,
          startedAt: Date.now(),
          status: 401,
          body: 'x'.repeat(60_000),
        };
        document.dispatchEvent(new CustomEvent(event, { detail: JSON.stringify(report) }));
      }
    },
    PAGE_EVENT,
    reports,
  );
}

/** Leaves no room in the memory that the browser gives the extension, which may write meanwhile. */
async function fillMemory(frame: Frame): Promise<void> {
  await frame.evaluate(async (quota) => {
    const { session } = chrome.storage;
    for (let bytes = quota; bytes > 100; bytes = Math.floor(bytes / 2)) {
      const filling = { [`filling-${crypto.randomUUID()}`]: 'x'.repeat(bytes) };
      await session.set(filling).catch((error: Error) => {
        if (!error.message.includes('quota')) throw error;
      });
    }
  }, QUOTA_BYTES);
}

const are =
  (count: number) =>
  (rows: { outcome: string }[]): boolean =>
    rows.length === count && rows.every(({ outcome }) => outcome !== 'pending');

it('where pages tell more than the browser stores, what is new is kept and faults go on and off', async () => {
  await using world = await openWorld();
  const { page, chrome } = world;
  const noisy = await chrome.browser.newPage();
  await openApp(noisy, 'current', 'signin');
  await page.bringToFront();
  await openApp(page, 'current', 'signin');
  const { frame, tools } = await openPanel(page);
  const lab = await openLab(frame);
  await makeUp(noisy, 300);
  await ask(noisy, 'noisy');
  await waitFor('all of it to be stored', () =>
    frame.evaluate(async () => {
      const rows = Object.values(await globalThis.chrome.storage.session.get(null));
      const texts = rows.map((row) => JSON.stringify(row));
      return texts.some((text) => /noisy-0/.test(text) && /endedAt\\?":1/.test(text));
    }),
  );
  await fillMemory(frame);
  expect(await lab.switchOn({ name: 'fail-refresh', status: 500 })).toMatchObject({ kind: 'on' });
  await expect(page.evaluate(() => window.app.refresh())).rejects.toThrow('500');
  await fillMemory(frame);
  expect(await lab.undo(null)).toEqual({ kind: 'undone' });
  expect(await lab.on()).toEqual([]);
  await fillMemory(frame);
  await ask(page, 'new', 10);
  await waitForRows(frame, `${PATH}new`, are(10));

  await tools.close();
  await chrome.stopWorker();
  await page.bringToFront();
  const again = await openPanel(page);
  await waitForRows(again.frame, `${PATH}new`, are(10));
});
