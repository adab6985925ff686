import type { CDPSession, Frame, WebWorker } from 'puppeteer-core';

/** What must not grow with the days: bytes in use after a forced collection, and what listens. */
export interface Vitals {
  panelBytes: number;
  devtoolsPageBytes: number;
  workerBytes: number;
  /** event listeners of the process that draws the panel */
  listeners: number;
  ports: number;
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.send('HeapProfiler.disable');
  return usedSize;
}

function sessionOf(frame: Frame): CDPSession {
  return (frame as Frame & { client: CDPSession }).client;
}

/** Counts the background's ports from now on; call it before a panel is opened. */
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

export async function vitals(
  panel: Frame,
  devtoolsPage: Frame,
  worker: WebWorker,
): Promise<Vitals> {
  const session = sessionOf(panel);
  await session.send('Performance.enable');
  const panelBytes = await heapBytes(session);
  const { metrics } = await session.send('Performance.getMetrics');
  return {
    panelBytes,
    devtoolsPageBytes: await heapBytes(sessionOf(devtoolsPage)),
    workerBytes: await heapBytes(worker.client),
    listeners: metrics.find(({ name }) => name === 'JSEventListeners')?.value ?? Number.NaN,
    ports: await openPorts(worker),
  };
}
