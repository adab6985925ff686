import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { chrome } from '../core/har/har-producers.ts';
import { INCIDENT } from '../core/report/report-world.ts';
import { dropFiles } from './drop-files.ts';
import { openOwnWindow } from './own-window.ts';
import { clickPopup, openPopup, tabOf, waitForPopup } from './popup.ts';
import {
  APP,
  openApp,
  openPanel,
  openWorld,
  panelText,
  press,
  readRows,
  type World,
  waitForRows,
  waitForText,
} from './world.ts';

let world: World;
let tabId: number;

beforeAll(async () => {
  world = await openWorld({ pollSeconds: 600, assessmentSeconds: 600 });
  await openApp(world.page, 'current', 'signin,submit');
  tabId = await tabOf(world, APP);
});
afterAll(() => world[Symbol.asyncDispose]());

async function switchOnExpiry(frame: Frame): Promise<void> {
  const simulate = await frame.waitForSelector('[data-tab="faults"]');
  await simulate?.evaluate((tab) => (tab as HTMLElement).click());
  await press(frame, 'Switch on: Token forced to expire');
  const yes = await frame.waitForSelector('dialog .primary');
  await yes?.evaluate((button) => (button as HTMLButtonElement).click());
}

describe('the window', () => {
  it('shows what was before it from the backlog alone, and says what it cannot have', async () => {
    await world.chrome.stopWorker();
    const frame = await openOwnWindow(world, tabId);
    const rows = await waitForRows(frame, '/api/assessment/submit', ([row]) => {
      return row?.validity === 'valid' && row.outcome === 'accepted';
    });
    expect(rows).toHaveLength(1);
    await waitForText(frame, /No bodies, no timings/);
    await frame.page().close();
  });

  it('stays with the tab over a navigation, and refreshes its session', async () => {
    const frame = await openOwnWindow(world, tabId);
    await world.page.goto(`${APP}/dashboard`);
    await world.page.evaluate(() => window.app.ready);
    await world.page.evaluate(() => window.app.fetchProfile());
    await waitForRows(frame, '/profile', (rows) => rows.length > 0);
    await press(frame, 'Force refresh');
    await waitForText(frame, /Force refresh: the new token is good/);
    await frame.page().close();
  });

  it('holds a fault that it set, which is undone when it closes', async () => {
    const frame = await openOwnWindow(world, tabId);
    const stored = () =>
      world.page.evaluate(() => localStorage.getItem('futureguide_access_token'));
    const before = await stored();
    await switchOnExpiry(frame);
    await waitFor('the token to be another', async () => (await stored()) !== before);
    await frame.page().close();
    await waitFor('it to be put back', async () => (await stored()) === before);
  });

  it('shows a report to the letter before it is saved, without names until they are wanted', async () => {
    const frame = await openOwnWindow(world, tabId, '#report');
    await waitForRows(frame, '/api/assessment/submit', ({ length }) => length === 1);
    const email = await world.page.evaluate(() => window.app.state().signedInAs);
    const preview = async () => {
      const inner = await (await frame.$('iframe.preview'))?.contentFrame();
      return inner?.evaluate(() => ({
        text: document.documentElement.outerHTML,
        isStyled: document.adoptedStyleSheets.length > 0,
      }));
    };
    const drawn = await waitFor('the preview', async () => {
      const now = await preview();
      return now?.isStyled ? now : null;
    });
    expect(drawn.text).not.toContain(email);
    const choose = (selector: string) =>
      frame.$eval(`.save-report ${selector}`, (input) => (input as HTMLInputElement).click());
    const data = () =>
      frame.evaluate(() => document.querySelector<HTMLTextAreaElement>('textarea.preview')?.value);
    await choose('label:last-of-type [type=radio]');
    const nameless = await waitFor('the data', async () => {
      const now = await data();
      return now?.startsWith('{') ? now : null;
    });
    expect(nameless).not.toContain(email);
    await choose('[type=checkbox]');
    await waitFor('the names', async () => {
      const now = await data();
      return now?.includes(email ?? '?') && now.includes('"realNames": true');
    });
    await waitForText(frame, /The file will name the people in it/);
    await frame.page().close();
  });

  it('is there for files alone where it has no tab, several of them as one recording', async () => {
    const popup = await openPopup(world, null);
    await waitForPopup(popup, /Nothing of FutureGuide is open in this tab/);
    await clickPopup(popup, 'Open a file or a token…');
    const page = await waitFor('the window', async () =>
      (await world.chrome.browser.pages()).find((one) => one.url().endsWith('/window.html')),
    );
    const frame = page.mainFrame();
    await waitForText(frame, /This window shows files/);
    await frame.waitForSelector('dialog.open-dialog[open]');
    expect(await frame.evaluate(() => document.body.innerText)).not.toMatch(/The tab is closed/);
    const later = INCIDENT.map((exchange) => ({ ...exchange, at: (exchange.at ?? 0) + 60_000 }));
    await dropFiles(frame, {
      'first.har': chrome.write(INCIDENT),
      'second.har': chrome.write(later),
    });
    await waitForText(frame, /first\.har.*second\.har/s);
    await waitFor('the rows of both', async () => {
      const held = await frame.$eval(
        '[role=grid]',
        (grid) => (grid as HTMLElement).dataset.requests,
      );
      return held === String(2 * INCIDENT.length);
    });
    await page.close();
  });

  it('has a key of its own, which opens it for the tab in front', async () => {
    await world.page.bringToFront();
    const worker = await world.chrome.worker();
    const keys = await worker.evaluate(() => globalThis.chrome.commands.getAll());
    // One of the browser's own keys would not be given.
    expect(keys.find(({ name }) => name === 'open-window')?.shortcut).toBe('Alt+Shift+G');
    // The driver's keys reach pages alone, so the event is made as the browser would make it.
    await worker.evaluate(() => {
      const { onCommand } = globalThis.chrome.commands as unknown as {
        onCommand: { dispatch(command: string): void };
      };
      onCommand.dispatch('open-window');
    });
    const opened = await waitFor('the window', async () =>
      (await world.chrome.browser.pages()).find((one) =>
        one.url().endsWith(`/window.html?tab=${tabId}`),
      ),
    );
    await opened.waitForSelector('[role=grid]');
    await waitForRows(opened.mainFrame(), '/api/assessment/submit', ({ length }) => length === 1);
    await opened.close();
  });

  it('says that the tab is closed, and keeps what it has', async () => {
    const frame = await openOwnWindow(world, tabId);
    await waitForRows(frame, '/api/assessment/submit', ({ length }) => length === 1);
    const before = (await readRows(frame)).length;
    await world.page.close();
    await waitForText(frame, /The tab is closed\. What was recorded stays here/);
    expect((await readRows(frame)).length).toBe(before);
    await frame.page().close();
  });

  it('is one with the panel of its tab: rows and simulations are the same, Clear is not', async () => {
    const page = await world.chrome.browser.newPage();
    await openApp(page, 'current', 'signin,submit');
    const ofTab = await tabOf(world, APP);
    const stored = () => page.evaluate(() => localStorage.getItem('futureguide_access_token'));
    const ask = () => page.evaluate(() => window.app.fetchProfile().catch(() => undefined));
    const { tools, frame: panel } = await openPanel(page);
    const beside = await openOwnWindow(world, ofTab);
    const shown = async (frame: Frame) =>
      (await readRows(frame)).map(({ validity, outcome, cause }) => [validity, outcome, cause]);
    await ask();
    await waitFor('the same rows in both', async () => {
      const rows = await shown(beside);
      expect(rows.length).toBeGreaterThan(1);
      expect(await shown(panel)).toEqual(rows);
      return true;
    });

    const held = (await readRows(beside)).length;
    await press(panel, 'Clear');
    await waitFor('the panel to be empty', async () => (await readRows(panel)).length === 0);
    await ask();
    await waitForRows(panel, '/profile', ({ length }) => length === 1);
    await waitFor('the window to go on', async () => (await readRows(beside)).length === held + 1);

    const before = await stored();
    await switchOnExpiry(beside);
    await waitForText(panel, /Simulated\s+Token forced to expire/);
    await beside.page().close();
    // The panel, which shows it and can undo it, holds it on.
    await page.evaluate(() => fetch('https://api.futureguide.id/api/auth/profile'));
    await waitForRows(panel, '/profile', (rows) => rows.some(({ cause }) => cause === 'missing'));
    expect(await panelText(panel)).toMatch(/Simulated\s+Token forced to expire/);
    expect(await stored()).not.toBe(before);
    await tools.close();
    await waitFor('it to be put back', async () => (await stored()) === before);
  });
});
