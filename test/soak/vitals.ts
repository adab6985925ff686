import type { CDPSession, Frame, WebWorker } from 'puppeteer-core';
import { openPorts, panelListeners } from '../e2e/what-listens.ts';

/** What must not grow with the days: bytes in use after a forced collection, and what listens. */
export interface Vitals {
  /** of the panel and our DevTools page, which have one heap */
  panelBytes: number;
  workerBytes: number;
  /** event listeners of the process that draws the panel */
  listeners: number;
  ports: number;
}

/** What only a finalizer held goes with the collection after that. */
const COLLECTIONS = 3;

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  for (let count = 0; count < COLLECTIONS; count += 1)
    await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.send('HeapProfiler.disable');
  return usedSize;
}

function sessionOf(frame: Frame): CDPSession {
  return (frame as Frame & { client: CDPSession }).client;
}

export async function vitals(panel: Frame, worker: WebWorker): Promise<Vitals> {
  return {
    panelBytes: await heapBytes(sessionOf(panel)),
    workerBytes: await heapBytes(worker.client),
    listeners: await panelListeners(panel),
    ports: await openPorts(worker),
  };
}
