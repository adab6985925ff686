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

export function readRows(frame: Frame): Promise<GridRow[]> {
  return frame.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[role=row][data-request]')].map((row) => ({
      request: row.dataset.request ?? '',
      validity: row.dataset.validity ?? '',
      outcome: row.dataset.outcome ?? '',
      cause: row.dataset.cause ?? '',
      flags: (row.dataset.flags ?? '').split(' ').filter(Boolean),
      text: [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent).join(' '),
    })),
  );
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
      const rows = (await readRows(frame)).filter(({ text }) => text.includes(path));
      if (!wanted(rows)) throw new Error(`rows now: ${JSON.stringify(rows)}`);
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
  await frame.evaluate((id) => {
    document.querySelector<HTMLElement>(`[data-request="${id}"]`)?.click();
  }, request);
  return waitFor(`the detail of ${request}`, () =>
    frame.evaluate((id) => {
      const isOpen = document.querySelector(`[data-request="${id}"][aria-selected="true"]`);
      return isOpen && document.querySelector('[aria-label="Detail"]')?.textContent;
    }, request),
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
  await frame.$eval(`[data-request="${flagged.request}"]`, (row) => (row as HTMLElement).click());
  await waitFor('the detail of the first flagged row', () => frame.$('[aria-label="Detail"]'));
}
