import type { Frame, Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import type { DevTools } from '../browser/devtools.ts';
import { waitFor } from '../browser/wait.ts';
import { openLab } from './faults/lab.ts';
import { expectPutBack, expectRequestsUntouched, rulesLeft, tampered } from './faults/tampered.ts';
import { countPorts, expectNoMore, openPorts, pageListeners } from './what-listens.ts';
import {
  EXTENSION_DIR,
  openApp,
  openPanel,
  openWorld,
  press,
  readRows,
  readStored,
  type World,
  waitForRows,
  waitForText,
} from './world.ts';

const PATH = '/api/assessment/status/';
const HOUR_MS = 3_600_000;

async function ask(page: Page, name: string): Promise<void> {
  await page.evaluate(async (url) => {
    const headers = { Authorization: `Bearer ${window.app.state().token}` };
    await (await fetch(url, { headers })).text();
  }, `https://api.futureguide.id${PATH}${name}`);
}

/** Waits for its one row, with an answer. */
async function expectOneRow(frame: Frame, name: string): Promise<void> {
  await waitForRows(
    frame,
    PATH + name,
    (rows) =>
      rows.length === 1 && rows.every(({ outcome }) => ['accepted', 'rejected'].includes(outcome)),
  );
}

async function expectNoRow(frame: Frame, name: string): Promise<void> {
  const texts = (await readRows(frame)).map(({ text }) => text);
  expect(texts.filter((text) => text.includes(PATH + name))).toEqual([]);
}

/** What our worker, our DevTools page and our panel take for the time, so far from the true one. */
async function setClocks({ chrome }: World, tools: DevTools, byMs: number): Promise<void> {
  const set = (ms: number) => {
    const all = globalThis as unknown as { trueNow?: () => number };
    all.trueNow ??= Date.now.bind(Date);
    const { trueNow } = all;
    Date.now = () => trueNow() + ms;
  };
  await (await chrome.worker()).evaluate(set, byMs);
  const ours = tools.devtools
    .frames()
    .filter((frame) => frame.url().startsWith('chrome-extension:'));
  for (const frame of ours) await frame.evaluate(set, byMs);
}

it('an undo that is interrupted leaves the fault gone or shown, and can be asked again', async () => {
  await using it = await tampered(await openWorld());
  const { world, lab, panel, before } = it;
  expect(await lab.undo(null)).toEqual({ kind: 'undone' });
  const listening = await pageListeners(world.page);
  for (const afterMs of [0, 5, 20, 0, 5, 20]) {
    if ((await lab.on()).length === 0) {
      expect(await lab.switchOn({ name: 'tamper-signature' })).toMatchObject({ kind: 'on' });
    }
    // Whoever asked hears nothing more of it.
    void lab.undo(null).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    await world.chrome.stopWorker();
    const again = await openLab(panel.frame);
    const { entries } = await readStored(world.page);
    const isBack = JSON.stringify(entries) === JSON.stringify(before);
    if (!isBack || (await rulesLeft(world)) > 0) expect(await again.on()).not.toEqual([]);
    expect(await again.undo(null)).toEqual({ kind: 'undone' });
    await expectPutBack(world, before);
    expect(await rulesLeft(world)).toBe(0);
    expect(await again.on()).toEqual([]);
  }
  await expectRequestsUntouched(world);
  await expectNoMore('listeners of the page', listening, () => pageListeners(world.page));
}, 180_000);

it('a fault and its rows stay with their tab when that is duplicated, moved or crashed', async () => {
  await using it = await tampered(await openWorld());
  const { world, panel, lab } = it;
  const { page, chrome } = world;
  const { frame } = panel;
  const forged = (await readStored(page)).entries;
  const tabId = await frame.evaluate(() => globalThis.chrome.devtools.inspectedWindow.tabId);
  const worker = await chrome.worker();
  await countPorts(worker);

  const known = await chrome.browser.pages();
  await worker.evaluate((id) => globalThis.chrome.tabs.duplicate(id), tabId);
  const twin = await waitFor('the duplicate', async () =>
    (await chrome.browser.pages()).find((other) => !known.includes(other)),
  );
  await waitFor('its app', () => twin.evaluate(() => window.app.ready.then(() => true)));
  await expectRequestsUntouched({ ...world, page: twin });
  await ask(twin, 'of-the-duplicate');
  await twin.close();

  await worker.evaluate((id) => globalThis.chrome.windows.create({ tabId: id }), tabId);
  await ask(page, 'moved');
  await expectOneRow(frame, 'moved');
  await expectNoRow(frame, 'of-the-duplicate');
  expect(await lab.on()).toHaveLength(2);

  await page.goto('chrome://crash').catch(() => undefined);
  await panel.tools.close().catch(() => undefined);
  const kept = await chrome.browser.newPage();
  await waitFor('no rule to be left', async () => (await rulesLeft(world)) === 0);
  world.page = kept;
  await openApp(kept, 'current');
  await expectPutBack(world, it.before);
  expect(forged).not.toEqual(it.before);
  expect(await openPorts(worker)).toBe(0);
}, 120_000);

it('a tab that was discarded is heard again, and so is its DevTools', async () => {
  await using world = await openWorld();
  const { page, chrome } = world;
  await openApp(page, 'current', 'signin');
  const worker = await chrome.worker();
  await countPorts(worker);
  const { tools, frame } = await openPanel(page);
  await ask(page, 'before');
  await expectOneRow(frame, 'before');
  await tools.close();
  const front = await chrome.browser.newPage();
  await front.bringToFront();
  const discarded = await worker.evaluate(async () => {
    const [tab] = await globalThis.chrome.tabs.query({ url: 'https://futureguide.id/*' });
    const after = tab?.id === undefined ? undefined : await globalThis.chrome.tabs.discard(tab.id);
    if (after?.id === undefined) throw new Error('it was not discarded');
    await globalThis.chrome.tabs.update(after.id, { active: true });
    return after.discarded;
  });
  expect(discarded).toBe(true);
  const back = await waitFor('the tab to load again', async () => {
    for (const tab of await chrome.browser.pages())
      if (tab.url().startsWith('https://futureguide.id')) return tab;
    return null;
  });
  await waitFor('its app', () => back.evaluate(() => window.app.ready.then(() => true)));
  const again = await openPanel(back);
  await ask(back, 'after');
  await expectOneRow(again.frame, 'after');
  expect(await openPorts(worker)).toBe(1);
  await again.tools.close();
  await waitFor('no port', async () => (await openPorts(worker)) === 0);
}, 120_000);

it('an extension that is reloaded under an open panel leaves no fault behind, and works again', async () => {
  await using it = await tampered(await openWorld());
  const { world, before } = it;
  const { page } = world;
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  // As a press on Reload; `runtime.reload` of an extension that a debugger loaded only ends it.
  await world.chrome.browser.installExtension(EXTENSION_DIR);
  await waitFor('DevTools to go with it', async () => !(await page.hasDevTools()));
  await expectPutBack(world, before);
  await expectRequestsUntouched(world);

  // The page still has the hook of before, and nobody of now has been there.
  const { frame } = await openPanel(page);
  const lab = await openLab(frame);
  expect(await lab.on()).toEqual([]);
  await waitForText(frame, /Reload the page to connect it|The page is not connected yet/i);
  await ask(page, 'after');
  await expectOneRow(frame, 'after');
  await page.reload();
  await page.evaluate(() => window.app.ready.then(() => undefined));
  await waitForText(frame, /Can be refreshed/);
  expect(await lab.switchOn({ name: 'tamper-signature' })).toMatchObject({ kind: 'on' });
  expect(await lab.undo(null)).toEqual({ kind: 'undone' });
  await expectPutBack(world, before);
  await ask(page, 'again');
  await expectOneRow(frame, 'again');
  expect(errors).toEqual([]);
}, 120_000);

it('clocks that jump both ways hide no row and end no fault that is held', async () => {
  await using it = await tampered(await openWorld());
  const { world, panel, lab, before } = it;
  const { frame } = panel;
  for (const [n, byMs] of [3 * HOUR_MS, -3 * HOUR_MS, 0].entries()) {
    await setClocks(world, panel.tools, byMs);
    await ask(world.page, `jump-${n}`);
    await expectOneRow(frame, `jump-${n}`);
    expect(await lab.on()).toHaveLength(2);
    expect(await rulesLeft(world)).toBe(1);
  }
  expect(await lab.undo(null)).toEqual({ kind: 'undone' });
  await expectPutBack(world, before);
  await expectRequestsUntouched(world);
  await press(frame, 'Clear');
  await setClocks(world, panel.tools, -3 * HOUR_MS);
  await ask(world.page, 'after-clear');
  await expectOneRow(frame, 'after-clear');
}, 120_000);
