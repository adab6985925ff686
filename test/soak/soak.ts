import type { Frame } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';
import { countPorts, openPorts } from '../e2e/what-listens.ts';
import { openPanel, openWorld, readGrid } from '../e2e/world.ts';
import type { LoggedRequest } from '../service/request-log.ts';
import { callsOfLog, callsOfRows, differences } from './compare.ts';
import { liveThrough } from './day.ts';
import { type Vitals, vitals } from './vitals.ts';

/** tsx has inner functions named by a helper that is not there in the browser. */
const NAMES = 'globalThis.__name = (fn) => fn';
/** Rows may come so much later than the answers of a day, ms. */
const ROWS_LATE_MS = 20_000;
/**
 * What the engine compiles for what runs often lies in the same heap, and grows for days without
 * anything being kept: here it compiles no more than once for each function.
 */
const COMPILE_ONCE = '--js-flags=--no-opt --no-maglev';
/** Of the differences of a day, so many are told. */
const TOLD = 20;

export interface Soaked {
  /** calls that the service answered and the panel was compared for */
  calls: number;
  /** one sentence each */
  differences: string[];
  /** before the first day, then after each, always with a cleared panel */
  vitals: Vitals[];
  /** once DevTools are closed */
  portsLeft: number;
  portsBefore: number;
}

/** What differs between panel and log, once it stopped changing to the better or time is up. */
async function compared(frame: Frame, log: readonly LoggedRequest[]): Promise<string[]> {
  let last: string[] = [];
  await waitFor(
    'the panel to show what the service answered',
    async () => {
      last = differences(callsOfRows(await readGrid(frame)), callsOfLog(log));
      return last.length === 0;
    },
    { timeoutMs: ROWS_LATE_MS },
  ).catch((error: unknown) => {
    if (last.length === 0) throw error;
  });
  return last;
}

/** Lives through compressed days in a real browser; after each, panel and service are compared. */
export async function soak(days: number, say: (line: string) => void): Promise<Soaked> {
  // The current build's policy would let no socket through; older builds had none.
  const switches = { authLimit: 1_000_000, csp: false };
  await using world = await openWorld(switches, { extraArgs: [COMPILE_ONCE] });
  const { page, chrome, service } = world;
  await page.evaluateOnNewDocument(NAMES);
  const worker = await chrome.worker();
  await countPorts(worker);
  const portsBefore = await openPorts(worker);
  const { tools, frame } = await openPanel(page);
  let log: LoggedRequest[] = [];
  const endLog = service.onAnswer((entry) => log.push(entry));
  const soaked: Soaked = {
    calls: 0,
    differences: [],
    vitals: [await vitals(frame, worker)],
    portsLeft: Number.NaN,
    portsBefore,
  };
  for (let day = 0; day < days; day += 1) {
    await liveThrough(page, service, day);
    const found = await compared(frame, log);
    soaked.calls += callsOfLog(log).length;
    soaked.differences.push(...found.slice(0, TOLD).map((told) => `day ${day + 1}: ${told}`));
    // Not by its accessible name: for one such question the browser keeps a tree of all that is drawn,
    // and in a panel that is not in front what changed in it is never let go.
    await frame.$eval('button[aria-label="Clear"]', (button) => (button as HTMLElement).click());
    await waitFor('an empty panel', async () =>
      frame.$eval('[role=grid]', (grid) => grid.getAttribute('data-requests') === '0'),
    );
    log = [];
    const now = await vitals(frame, worker);
    soaked.vitals.push(now);
    say(`day ${day + 1} of ${days}: ${found.length} differences, ${JSON.stringify(now)}`);
  }
  endLog();
  await tools.close();
  soaked.portsLeft = await waitFor('the ports to close', async () => {
    const open = await openPorts(worker);
    if (open > portsBefore) throw new Error(`${open} are open, ${portsBefore} at the start`);
    return { open };
  }).then(({ open }) => open);
  return soaked;
}
