import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { openToolbox, type Toolbox } from '../browser/firefox.ts';
import {
  allowAsked,
  openPrivateWindow,
  PRIVATE_TAB,
  restartBackground,
  withAddon,
} from '../browser/firefox-addon.ts';
import { waitFor } from '../browser/wait.ts';
import {
  ask,
  press,
  rowOf,
  STATUS,
  unfoldHeader,
  useFirefox,
  waitForText,
  withTab,
} from './firefox-world.ts';
import { openApp, readStored } from './world.ts';

const world = useFirefox();

it('Firefox’s theme is that of the panel, also when it changes', () =>
  withTab(world(), async (page) => {
    const { firefox } = world();
    await openApp(page, 'current', 'signin');
    const toolbox = await openToolbox(firefox, page);
    const becomes = async (theme: string, background: string) => {
      await firefox.inside.chrome(`void Services.prefs.setCharPref('devtools.theme', '${theme}')`);
      const painted = () =>
        toolbox.evaluate<string>('getComputedStyle(document.body).backgroundColor');
      await waitFor(`a ${theme} panel`, async () => (await painted()) === background);
    };
    await becomes('light', 'rgb(255, 255, 255)');
    await becomes('dark', 'rgb(35, 35, 39)');
    await becomes('light', 'rgb(255, 255, 255)');
  }));

it('Firefox’s panel speaks both languages', () =>
  withTab(world(), async (page) => {
    await openApp(page, 'current', 'signin');
    const toolbox = await openToolbox(world().firefox, page);
    const speak = (locale: string) =>
      toolbox.evaluate(`browser.storage.local.set({ settings: { locale: '${locale}' },
        settingsWriter: 'another' }).then(() => null)`);
    await waitForText(toolbox, /Accepted/);
    await speak('id');
    await waitForText(toolbox, /Diterima/);
    await speak('en');
    await waitForText(toolbox, /Accepted/);
  }));

it('Backspace closes the detail, and the help says so instead of Esc, which is Firefox’s own', () =>
  withTab(world(), async (page) => {
    await openApp(page, 'current', 'signin,submit');
    const { evaluate, ...toolbox } = await openToolbox(world().firefox, page);
    const panel = { evaluate, ...toolbox };
    const isOpen = () =>
      evaluate<boolean>(`Boolean(document.querySelector('[aria-label="Detail"]'))`);
    const type = (key: string) =>
      evaluate(`void document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`);
    const row = await rowOf(panel, '/api/auth/v2/login');
    await evaluate(`document.querySelector('[data-request="${row.request}"]').click()`);
    await waitFor('the detail', isOpen);
    await type('Backspace');
    await waitFor('no detail', async () => !(await isOpen()));
    await type('?');
    await waitForText(panel, /⌫\s*Close the detail/);
    expect(await evaluate<string>(`document.querySelector('.keys-list').innerText`)).not.toMatch(
      /Esc/,
    );
  }));

async function connected({ evaluate }: Toolbox): Promise<void> {
  await waitFor('the background to be heard', () =>
    evaluate<boolean>(`Boolean(document.querySelector('[data-connection=connected]'))`),
  );
}

/** Switches a fault of the storage on as a person does; gives what lay there before. */
async function breakStorage(page: Page, toolbox: Toolbox) {
  const before = await readStored(page);
  await waitFor('the tab “Simulate”', () =>
    toolbox.evaluate<boolean>(
      `((tab) => tab?.click() ?? Boolean(tab))(document.querySelector('[data-tab="faults"]'))`,
    ),
  );
  await press(toolbox, 'Switch on: Token forced to expire');
  await press(toolbox, 'Switch on');
  await waitFor('a changed storage', async () => {
    expect(await readStored(page)).not.toEqual(before);
    return true;
  });
  return before;
}

/** Everything that the user can ask for, each with what is seen once it is done. */
const ACTS: readonly [name: string, act: (toolbox: Toolbox, page: Page) => Promise<void>][] = [
  [
    'Test this token',
    async (toolbox) => {
      await press(toolbox, 'Test this token');
      await waitForText(toolbox, /Accepted now/);
    },
  ],
  [
    'Force refresh',
    async (toolbox) => {
      await press(toolbox, 'Force refresh');
      await waitForText(toolbox, /Force refresh: the new token/);
    },
  ],
  [
    'Clear',
    async (toolbox) => {
      await press(toolbox, 'Clear');
      await waitFor('no request', () =>
        toolbox.evaluate<boolean>(`!document.querySelector('[data-request]')`),
      );
    },
  ],
  [
    'a fault and its undo',
    async (toolbox, page) => {
      const before = await breakStorage(page, toolbox);
      await restartBackground(world().firefox);
      await connected(toolbox);
      await press(toolbox, 'Undo: Token forced to expire');
      await waitFor('the storage as it was', async () => {
        expect(await readStored(page)).toEqual(before);
        return true;
      });
    },
  ],
];

it.each(ACTS)('Firefox’s background may be stopped before “%s”', (_name, act) =>
  withTab(world(), async (page) => {
    const { firefox } = world();
    await openApp(page, 'current', 'signin');
    const toolbox = await openToolbox(firefox, page);
    await rowOf(toolbox, '/api/auth/v2/login', { outcome: 'accepted' });
    await restartBackground(firefox);
    await connected(toolbox);
    await act(toolbox, page);
    await ask(page, 'afterwards');
    await rowOf(toolbox, `${STATUS}afterwards`, { outcome: 'accepted' });
  }),
);

it('Firefox shows all in a private window too, and keeps it when docked elsewhere', async () => {
  const { firefox } = world();
  const page = await openPrivateWindow(firefox);
  await openApp(page, 'current', 'signin,submit');
  const toolbox = await openToolbox(firefox, page, PRIVATE_TAB);
  await rowOf(toolbox, '/api/auth/v2/login', { outcome: 'accepted' });
  await ask(page, 'in-private');
  const row = await rowOf(toolbox, `${STATUS}in-private`, { validity: 'valid' });
  await press(toolbox, 'Force refresh');
  await waitForText(toolbox, /Force refresh: the new token/);
  await press(toolbox, 'Record');
  await ask(page, 'unrecorded');
  await press(toolbox, 'Record');
  await ask(page, 'recorded');
  await rowOf(toolbox, `${STATUS}recorded`);
  expect(await toolbox.evaluate<string>('document.body.innerText')).not.toContain('unrecorded');
  await toolbox.evaluate(`document.querySelector('[data-request="${row.request}"]').click()`);
  const opened = `document.querySelector('[role=row][aria-selected=true]')?.dataset.request ?? null`;
  await waitFor('the row to be open', async () => (await toolbox.evaluate(opened)) === row.request);
  await toolbox.dock('right');
  await waitFor(
    'the row to be open again',
    async () => (await toolbox.evaluate(opened)) === row.request,
  );
  await ask(page, 'docked');
  await rowOf(toolbox, `${STATUS}docked`);
  await toolbox.close();
  await firefox.inside.chrome('void window.privateWindow.close()');
});

it('Firefox says when site access is withheld, and where to grant it', () =>
  withTab(world(), async (page) => {
    const { firefox } = world();
    await firefox.revokeHosts();
    await openApp(page, 'current', 'signin');
    const toolbox = await openToolbox(firefox, page);
    await waitForText(toolbox, /Site access is withheld/);
    await press(toolbox, 'Grant access');
    const options = firefox.inside.view('tab');
    const state = (kind: 'good' | 'warn') => `document.querySelector('.access.${kind}') !== null`;
    await waitFor('the page that asks', () => options<boolean>(state('warn')));
    await firefox.inside.click('tab', '.access.warn button');
    await allowAsked(firefox);
    await waitFor('it to be content', () => options<boolean>(state('good')));
    await page.bringToFront();
    await page.reload();
    await page.evaluate(() => window.app.ready);
    await unfoldHeader(toolbox);
    await waitForText(toolbox, /zoe\.pratiwi@.*Can be refreshed/s);
  }));

// The last of them removes the add-on for good.
it.each(['disable', 'reload', 'uninstall'] as const)(
  'Firefox puts all back when the add-on goes with a fault on: %s',
  (act) =>
    withTab(world(), async (page) => {
      const { firefox } = world();
      await openApp(page, 'v2-before', 'signin');
      const toolbox = await openToolbox(firefox, page);
      await rowOf(toolbox, '/api/auth/v2/login', { outcome: 'accepted' });
      const before = await breakStorage(page, toolbox);
      await withAddon(firefox, act);
      await waitFor('the storage as it was', async () => {
        expect(await readStored(page)).toEqual(before);
        return true;
      });
      if (act === 'disable') await withAddon(firefox, 'enable');
    }),
);
