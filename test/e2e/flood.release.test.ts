import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/core/recording/recording-limits.ts';
import { PRODUCERS } from '../core/har/har-producers.ts';
import { FLOOD, pourOut } from './flood.ts';
import {
  openApp,
  openDetail,
  openPanel,
  openTab,
  openWorld,
  waitForRows,
  waitForText,
} from './world.ts';

const PATH = '/api/assessment/status/';
const REAL = 50;
const HEADERS = 10_000;
/** 11 characters each: a value of 1 MB. */
const LONG_REPEATED = 100_000;

async function drop(frame: Frame, text: string): Promise<void> {
  await frame.evaluate((har) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([har], 'huge.har'));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  }, text);
}

describe('while a page pours out all that it can make up', () => {
  it('real rows keep coming, and what it tells is let go by the limits', async () => {
    await using world = await openWorld();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    const ask = (count: number, name: string) =>
      page.evaluate(
        async (url, times) => {
          const headers = { Authorization: `Bearer ${window.app.state().token}` };
          for (let n = 0; n < times; n += 1) await (await fetch(`${url}-${n}`, { headers })).text();
        },
        `https://api.futureguide.id${PATH}${name}`,
        count,
      );
    const areAll = (rows: { outcome: string }[]) =>
      rows.length === REAL && rows.every(({ outcome }) => outcome === 'accepted');
    await Promise.all([pourOut(page, FLOOD), ask(REAL, 'during')]);
    await waitForRows(frame, `${PATH}during`, areAll, 120_000);
    await ask(REAL, 'after');
    await waitForRows(frame, `${PATH}after`, areAll, 120_000);
    const drawn = await frame.$eval('[role=grid]', (grid) => Number(grid.ariaRowCount));
    expect(drawn).toBeLessThan(3 * DEFAULT_LIMITS.events);
    const stored = await (await world.chrome.worker()).evaluate(async () => {
      const { session } = globalThis.chrome.storage;
      return (await session.getBytesInUse()) / session.QUOTA_BYTES;
    });
    expect(stored).toBeLessThan(1);
  }, 480_000);
});

describe('a request out of all proportion', () => {
  it('is drawn in part, and says how much more there is', async () => {
    await using world = await openWorld();
    await openApp(world.page, 'current', 'signin');
    const { frame } = await openPanel(world.page);
    const many = Array.from({ length: HEADERS }, (_, n) => ({ name: `x-many-${n}`, value: 'v' }));
    const long = { name: 'x-long', value: 'long value '.repeat(LONG_REPEATED) };
    const { log } = JSON.parse(PRODUCERS[0]?.write([{ at: 0 }]) ?? '');
    log.entries[0].request.headers = [long, ...many];
    await drop(frame, JSON.stringify({ log }));
    await waitForText(frame, /File: huge\.har/);
    const [row] = await waitForRows(frame, PATH, (rows) => rows.length === 1);
    if (!row) throw new Error('no row');
    await openDetail(frame, row);
    const said = await openTab(frame, 'Request');
    expect(said).toMatch(/… 9,?\d{3} more/);
    expect(said.length).toBeLessThan(100_000);
  });
});
