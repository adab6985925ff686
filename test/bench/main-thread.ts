import type { Frame } from 'puppeteer-core';
import type { World } from '../e2e/world.ts';

/** The longest task of a frame's main thread. */
export interface LongestTask {
  /** ms from its begin to its end; on a busy computer others run in between */
  tookMs: number;
  /** ms of the processor that it had itself */
  ownMs: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** µs */
  dur?: number;
  /** µs of the thread */
  tdur?: number;
}

const MARK = 'futureguide-tokens bench';
const US_IN_MS = 1_000;
/** Shorter tasks are not looked at, µs. */
const SHORT_US = 1_000;

/** The longest tasks of the thread that draws a frame while something is done, by each measure. */
export async function longestTask(
  { chrome }: World,
  frame: Frame,
  during: () => Promise<void>,
): Promise<LongestTask> {
  const session = await chrome.browser.target().createCDPSession();
  const marks: TraceEvent[] = [];
  const tasks: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as TraceEvent[]) {
      if (event.name === MARK) marks.push(event);
      const isTask = event.ph === 'X' && event.name.endsWith('RunTask');
      if (isTask && (event.dur ?? 0) >= SHORT_US) tasks.push(event);
    }
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'] },
  });
  await frame.evaluate((name) => void performance.mark(name), MARK);
  await during();
  const ended = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await ended;
  await session.detach();
  const own = tasks.filter(({ pid, tid }) =>
    marks.some((mark) => mark.pid === pid && mark.tid === tid),
  );
  const longest = (field: 'dur' | 'tdur') =>
    own.reduce((most, task) => Math.max(most, task[field] ?? 0), 0) / US_IN_MS;
  return { tookMs: longest('dur'), ownMs: longest('tdur') };
}
