import type { CDPSession, Frame, Page, WebWorker } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';

async function count(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? Number.NaN;
}

/** Event listeners of the process that draws a page, ours among them. */
export async function pageListeners(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  try {
    return await count(session);
  } finally {
    await session.detach();
  }
}

/** Event listeners of the process that draws the panel: our DevTools page is in it too. */
export function panelListeners(frame: Frame): Promise<number> {
  return count((frame as Frame & { client: CDPSession }).client);
}

/** So often in a row the same count: what the panel fetches later has come. */
const READS_AT_REST = 20;

/** The same once it changes no more. */
export async function panelListenersAtRest(frame: Frame): Promise<number> {
  let last = Number.NaN;
  let same = 0;
  await waitFor('the listeners of the panel to change no more', async () => {
    const now = await panelListeners(frame);
    same = now === last ? same + 1 : 0;
    last = now;
    return same >= READS_AT_REST;
  });
  return last;
}

/** Waits until no more listen than so many. */
export async function expectNoMore(
  what: string,
  before: number,
  now: () => Promise<number>,
): Promise<void> {
  await waitFor(`no more ${what} than before`, async () => {
    const there = await now();
    if (!(there <= before)) throw new Error(`${there}, and ${before} before`);
    return true;
  });
}

/** Counts the background's ports from now on. */
export async function countPorts(worker: WebWorker): Promise<void> {
  await worker.evaluate(() => {
    const ports = new Set<object>();
    Object.assign(globalThis, { ports });
    globalThis.chrome.runtime.onConnect.addListener((port) => {
      ports.add(port);
      port.onDisconnect.addListener(() => ports.delete(port));
    });
  });
}

export function openPorts(worker: WebWorker): Promise<number> {
  return worker.evaluate(() => (globalThis as unknown as { ports: Set<object> }).ports.size);
}
