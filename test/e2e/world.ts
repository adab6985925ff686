import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:tls';
import type { Frame, Page } from 'puppeteer-core';
import {
  type Chromium,
  type ChromiumOptions,
  type DevTools,
  type DevToolsOptions,
  launchChromium,
  openDevTools,
} from '../browser/chromium.ts';
import { waitFor } from '../browser/wait.ts';
import type {} from '../service/app-handle.ts';
import { type Service, startService } from '../service/service.ts';
import type { Build, Switches } from '../service/switches.ts';

export const EXTENSION_DIR = 'dist/chrome';
export const APP = 'https://futureguide.id';

/** A row of the grid as its contract shows it, and what stands in its cells. */
export interface GridRow {
  request: string;
  validity: string;
  outcome: string;
  cause: string;
  flags: string[];
  /** what stands in its column “Status” */
  status: string;
  /** what stands in its column “Token” */
  token: string;
  /** all that stands in it, its clock and durations too: no place to look for a number */
  text: string;
}

/** A FutureGuide, a browser with the built extension, and a tab. */
export interface World extends AsyncDisposable {
  service: Service;
  chrome: Chromium;
  page: Page;
}

/** Makes the browser trust the service: what came with an ignored error of its certificate it never caches. */
async function trustIn({ httpsPort }: Service): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: httpsPort, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
  socket.destroy();
  const hash = createHash('sha256')
    .update(key ?? '')
    .digest('base64');
  return `--ignore-certificate-errors-spki-list=${hash}`;
}

export async function openWorld(
  switches: Partial<Switches> = {},
  options: Partial<ChromiumOptions> = {},
): Promise<World> {
  const service = await startService({ switches });
  try {
    const chrome = await launchChromium({
      extensionDir: EXTENSION_DIR,
      httpsPort: service.httpsPort,
      ...options,
      extraArgs: [await trustIn(service), ...(options.extraArgs ?? [])],
    });
    const page = await chrome.browser.newPage();
    const close = async () => {
      await chrome.close();
      await service.stop();
    };
    return { service, chrome, page, [Symbol.asyncDispose]: close };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

/** Opens the app; `auto` is what it does by itself once it is there. */
export async function openApp(page: Page, build: Build, auto = ''): Promise<void> {
  await page.goto(`${APP}/?build=${build}${auto && `&auto=${auto}`}`);
  await page.evaluate(() => window.app.ready);
}

export interface OpenPanel {
  tools: DevTools;
  frame: Frame;
}

/** Opens real DevTools on the tab with our panel in front, connected. */
export async function openPanel(page: Page, options: DevToolsOptions = {}): Promise<OpenPanel> {
  const tools = await openDevTools(page, { width: 1280, height: 800, ...options });
  const frame = await tools.panel();
  await waitFor('the panel to be drawn', () => frame.$('[role=grid]'));
  return { tools, frame };
}

/** A row of any kind as it stands in the DOM. */
export interface DrawnRow {
  data: Partial<Record<string, string>>;
  texts: string[];
  /** what stands in some of its cells */
  status: string;
  token: string;
}

/** One look at the grid from top to end: its rows by their keys, and how many it says there are. */
function lookThrough(frame: Frame): Promise<{ rows: DrawnRow[]; count: number }> {
  // No named function in here: tsx would call a helper that the panel does not have.
  return frame.evaluate(async () => {
    const grid = document.querySelector('[role=grid]');
    if (!grid) return { rows: [], count: 0 };
    const rows = new Map<string | undefined, DrawnRow & { index: number }>();
    const from = grid.scrollTop;
    const wasAtEnd = from >= grid.scrollHeight - grid.clientHeight - 1;
    const step = Math.max(1, grid.clientHeight / 2);
    for (let top = 0; ; top += step) {
      const isAll = rows.size + 1 >= Number(grid.getAttribute('aria-rowcount'));
      if (top > 0 && (isAll || top > grid.scrollHeight)) break;
      if (top > 0) {
        grid.scrollTop = top - step;
        // Where the panel is not in front, no frame would tell of it.
        grid.dispatchEvent(new Event('scroll'));
        await new Promise((resolve) => setTimeout(resolve));
      }
      for (const row of grid.querySelectorAll<HTMLElement>('[role=row][data-row]'))
        rows.set(row.dataset.row, {
          index: Number(row.ariaRowIndex),
          data: { ...row.dataset },
          texts: [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent ?? ''),
          status: row.querySelector('.cell.status')?.textContent ?? '',
          token: row.querySelector('.cell.token')?.textContent ?? '',
        });
    }
    grid.scrollTop = wasAtEnd ? grid.scrollHeight : from;
    grid.dispatchEvent(new Event('scroll'));
    const inOrder = [...rows.values()].sort((a, b) => a.index - b.index);
    return { rows: inOrder, count: Number(grid.getAttribute('aria-rowcount')) - 1 };
  });
}

/**
 * Every row of the grid, though only those near to what is seen are in the DOM: scrolls through it
 * as a reader would, and back; once more where rows came meanwhile.
 */
export function readGrid(frame: Frame): Promise<DrawnRow[]> {
  return waitFor('every row of the grid', async () => {
    const { rows, count } = await lookThrough(frame);
    if (rows.length < count) throw new Error(`${rows.length} of ${count} rows were seen`);
    return rows;
  });
}

/** Every request of the grid. */
export async function readRows(frame: Frame): Promise<GridRow[]> {
  return (await readGrid(frame)).flatMap(({ data, texts, status, token }) =>
    data.request === undefined
      ? []
      : {
          request: data.request,
          validity: data.validity ?? '',
          outcome: data.outcome ?? '',
          cause: data.cause ?? '',
          flags: (data.flags ?? '').split(' ').filter(Boolean),
          status,
          token,
          text: texts.join(' '),
        },
  );
}

/** Scrolls until the row of a request is in the DOM, and clicks it. */
export async function clickRow(frame: Frame, request: string): Promise<void> {
  await frame.evaluate(async (id) => {
    const grid = document.querySelector('[role=grid]');
    for (let top = -1; grid && top < grid.scrollHeight; top += grid.clientHeight / 2 + 1) {
      if (top >= 0) {
        grid.scrollTop = top;
        grid.dispatchEvent(new Event('scroll'));
        await new Promise((resolve) => setTimeout(resolve));
      }
      const row = grid.querySelector<HTMLElement>(`[data-request="${id}"]`);
      row?.click();
      if (row) return;
    }
    throw new Error(`no row of ${id}`);
  }, request);
}

/** Waits until the rows of this path are as wanted, and returns them. */
export function waitForRows(
  frame: Frame,
  path: string,
  wanted: (rows: GridRow[]) => boolean,
  timeoutMs = 25_000,
): Promise<GridRow[]> {
  return waitFor(
    `the rows of ${path}`,
    async () => {
      const all = await readRows(frame);
      const rows = all.filter(({ text }) => text.includes(path));
      if (!wanted(rows))
        throw new Error(
          `rows now: ${JSON.stringify(rows)}; of all ${all.length} the first: ${all[0]?.request} ${all[0]?.text}`,
        );
      return rows;
    },
    { timeoutMs },
  );
}

/** Clicks a button of the panel by its accessible name, once it can be clicked. */
export async function press(frame: Frame, name: string): Promise<void> {
  const button = await waitFor(`the button “${name}”`, async () => {
    const found = await frame.$(`::-p-aria([name="${name}"][role="button"])`);
    if (!(await found?.evaluate((element) => element.matches(':enabled'))))
      throw new Error(`the panel says: ${await panelText(frame)}`);
    return found;
  });
  // Frames of DevTools take no real clicks while the inspected tab is not in front.
  await button.evaluate((element) => (element as unknown as HTMLElement).click());
}

export async function secondsLeft(frame: Frame): Promise<number | null> {
  const text = await frame.evaluate(
    () => document.querySelector<HTMLElement>('[role=timer]')?.dataset.secondsLeft,
  );
  return text === undefined ? null : Number(text);
}

/** What a person can read in the panel now. */
export function panelText(frame: Frame): Promise<string> {
  return frame.evaluate(() => document.body.innerText);
}

/** Waits until the panel says something of that kind, and returns all that it says. */
export function waitForText(frame: Frame, words: RegExp, timeoutMs?: number): Promise<string> {
  return waitFor(
    `the panel to say ${words}`,
    async () => {
      const text = await panelText(frame);
      if (!words.test(text)) throw new Error(`it says: ${text}`);
      return text;
    },
    timeoutMs === undefined ? {} : { timeoutMs },
  );
}

/** Opens the detail of a row and returns what stands in it. */
export async function openDetail(frame: Frame, { request }: GridRow): Promise<string> {
  await clickRow(frame, request);
  return waitFor(`the detail of ${request}`, () =>
    frame.evaluate((id) => {
      const isOpen = document.querySelector(`[data-request="${id}"][aria-selected="true"]`);
      return isOpen && document.querySelector('[aria-label="Detail"]')?.textContent;
    }, request),
  );
}

/** Shows a tab of the open detail and returns what stands in it. */
export async function openTab(frame: Frame, name: string): Promise<string> {
  const tab = await waitFor(`the tab “${name}”`, () =>
    frame.$(`.detail ::-p-aria([name="${name}"][role="tab"])`),
  );
  await tab.evaluate((element) => (element as unknown as HTMLElement).click());
  return waitFor(`what stands in the tab “${name}”`, () =>
    frame.evaluate(
      (label) => document.querySelector(`[role=tabpanel][aria-label="${label}"]`)?.textContent,
      name,
    ),
  );
}

/** The page's whole localStorage, and its cookies as its scripts see them. */
export interface Stored {
  entries: Record<string, string>;
  cookies: string;
}

export function readStored(page: Page): Promise<Stored> {
  return page.evaluate(() => ({ entries: { ...localStorage }, cookies: document.cookie }));
}

/** Opens the detail of the first flagged row; does nothing where no row is flagged. */
export async function openFirstFlagged(frame: Frame): Promise<void> {
  const flagged = (await readRows(frame)).find(({ flags }) => flags.length > 0);
  if (!flagged) return;
  await clickRow(frame, flagged.request);
  await waitFor('the detail of the first flagged row', () => frame.$('[aria-label="Detail"]'));
}

/** Keeps settings as if another DevTools of the same person had; the panel follows. */
export async function setSettings(frame: Frame, settings: Record<string, unknown>): Promise<void> {
  await frame.evaluate(
    (kept) => chrome.storage.local.set({ settings: kept, settingsWriter: 'another' }),
    settings,
  );
}

/** Makes a call, and waits until the service holds it, beside the assessments that it works on. */
export async function untilHeld(service: Service, call: () => Promise<unknown>): Promise<void> {
  const others = service.held();
  await call();
  await waitFor('the service to hold the call', () => service.held() > others);
}

/** Answers what the service holds, once it holds something: the panel may know of a call sooner. */
export async function releaseHeld(service: Service): Promise<void> {
  await waitFor('the service to hold a call', () => service.held() > 0);
  service.release();
}
