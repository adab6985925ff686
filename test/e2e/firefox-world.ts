import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type Firefox, launchFirefox, type Toolbox } from '../browser/firefox.ts';
import type { Evaluate } from '../browser/firefox-inside.ts';
import { waitFor } from '../browser/wait.ts';
import { type Service, startService } from '../service/service.ts';
import { APP } from './world.ts';

export const STATUS = '/api/assessment/status/';

export interface FirefoxWorld {
  service: Service;
  firefox: Firefox;
}

/**
 * One Firefox with the extension of a folder (by default as it is built) for a test file, and one
 * service, which stands for further hosts, too. Call the result inside tests.
 */
export function useFirefox(
  folder = () => resolve('dist/firefox'),
  hosts: readonly string[] = [],
): () => FirefoxWorld {
  let world: FirefoxWorld;
  beforeAll(async () => {
    const service = await startService();
    const extensionDir = folder();
    const firefox = await launchFirefox({ extensionDir, httpsPort: service.httpsPort, hosts });
    world = { service, firefox };
  });
  beforeEach(() => world.service.reset());
  afterAll(async () => {
    await world.firefox.close();
    await world.service.stop();
  });
  return () => world;
}

/** A new tab where nobody is signed in, for as long as `use` takes; its toolbox goes with it. */
export async function withTab(
  { firefox }: FirefoxWorld,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await firefox.browser.newPage();
  await page.goto(`${APP}/robots.txt`);
  await page.evaluate(async () => {
    localStorage.clear();
    await cookieStore.delete('token');
  });
  try {
    await use(page);
  } finally {
    await page.close();
    await waitFor('no panel to be left', async () => !(await firefox.inside.has('devtools_panel')));
  }
}

export interface FirefoxRow {
  request: string;
  validity: string;
  outcome: string;
  cause?: string;
  flags: string;
  text: string;
}

/** Waits until a row of this path is as wanted. */
export function rowOf(
  toolbox: Toolbox,
  path: string,
  wanted: Partial<FirefoxRow> = {},
  timeoutMs = 25_000,
): Promise<FirefoxRow> {
  const look = async () => {
    const rows = await toolbox.evaluate<
      FirefoxRow[]
    >(`[...document.querySelectorAll('[data-request]')]
      .map((row) => ({ ...row.dataset, text: row.textContent }))
      .filter(({ text }) => text.includes('${path}'))`);
    const found = rows.find((row) =>
      Object.entries(wanted).every(([name, value]) => row[name as keyof FirefoxRow] === value),
    );
    if (!found) throw new Error(`rows now: ${JSON.stringify(rows)}`);
    return found;
  };
  return waitFor(`a row of ${path}`, look, { timeoutMs });
}

export async function waitForText(
  { evaluate }: { evaluate: Evaluate },
  words: RegExp,
): Promise<void> {
  await waitFor(`it to say ${words}`, async () => {
    const text = await evaluate<string>('document.body.innerText');
    if (!words.test(text)) throw new Error(`it says: ${text}`);
    return true;
  });
}

export async function press({ evaluate }: Toolbox, name: string): Promise<void> {
  await waitFor(`the button “${name}”`, () =>
    evaluate<boolean>(`((button) => button?.click() ?? Boolean(button))(
      [...document.querySelectorAll('button:enabled')].find((button) =>
        (button.ariaLabel ?? button.textContent).trim() === '${name}'))`),
  );
}

/** Draws the toolbox, and our panel in it, in a theme. */
export async function wear(
  { inside }: Firefox,
  { evaluate }: Toolbox,
  theme: 'dark' | 'light',
): Promise<void> {
  await inside.chrome(`Services.prefs.setCharPref('devtools.theme', '${theme}')`);
  await waitFor(`a ${theme} panel`, () =>
    evaluate<boolean>(`document.documentElement.dataset.theme === '${theme}'`),
  );
}

/** Firefox docks its toolbox so low that the header begins as one line. */
export async function unfoldHeader({ evaluate }: Toolbox): Promise<void> {
  await waitFor('the whole header', () =>
    evaluate<boolean>(`((fold) => {
      if (fold?.ariaExpanded === 'false') fold.click();
      return fold?.ariaExpanded === 'true';
    })(document.querySelector('[aria-label="Details of the token"]'))`),
  );
}

/** A poll of a job of that name, as the app would send it. */
export async function ask(page: Page, name: string): Promise<void> {
  await page.evaluate(async (path) => {
    const headers = { Authorization: `Bearer ${window.app.state().token}` };
    await (await fetch(`https://api.futureguide.id${path}`, { headers })).text();
  }, STATUS + name);
}

/** Opens a page of ours about the app's tab, as a tab. */
export async function openOurs({ inside }: Firefox, path: string): Promise<Evaluate> {
  await waitFor(`${path} to be opened`, () =>
    inside.view('background')<boolean>(`(async () => {
      const [{ id }] = await browser.tabs.query({ url: 'https://futureguide.id/*' });
      await browser.tabs.create({ url: '/${path}?tab=' + id, active: false });
      return true;
    })()`),
  );
  const view = inside.view('tab');
  await waitFor(`${path} to be there`, () =>
    view<boolean>(`location.pathname.endsWith('${path}') && document.body.innerText !== ''`),
  );
  return view;
}
