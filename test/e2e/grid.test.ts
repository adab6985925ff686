import type { Frame } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { bundle } from '../page/bundle.ts';
import { resize, SIZES, settle } from '../screenshots/camera.ts';
import type { Sent } from './scripted-session.ts';
import { type OpenPanel, openPanel, openWorld, press, readRows, type World } from './world.ts';

const MANY = 10_500;
/** More than fit on any screen, far fewer than there are. */
const FEW = 120;
const POLL = '/api/assessment/status/job-1';

let script: string;

/** Real DevTools with the panel, which is shown made-up requests. */
async function openGrid(world: World): Promise<OpenPanel> {
  const panel = await openPanel(world.page);
  await panel.frame.evaluate(script);
  await waitFor('an empty grid', () => panel.frame.$('[role=grid][data-requests="0"]'));
  return panel;
}

async function send(frame: Frame, ...sent: Sent[]): Promise<void> {
  const held = () =>
    frame.$eval('[role=grid]', (grid) => Number(grid.getAttribute('data-requests')));
  const before = await held();
  await frame.evaluate((what) => window.send(...what), sent);
  const added = sent.reduce((sum, { count }) => sum + count, 0);
  await waitFor('the requests to be shown', async () => (await held()) === before + added);
}

async function click(frame: Frame, selector: string): Promise<void> {
  const element = await frame.waitForSelector(selector);
  await element?.evaluate((found) => (found as HTMLElement).click());
}

const clickHeader = (frame: Frame, name: string) =>
  click(frame, `[role=columnheader][aria-label="${name}"] .sort`);

const headers = (frame: Frame) =>
  frame.$$eval('[role=columnheader]', (cells) => cells.map((cell) => cell.textContent));

const widthOf = (frame: Frame, name: string) =>
  frame.$eval(`[role=columnheader][aria-label="${name}"]`, (cell) =>
    Math.round(cell.getBoundingClientRect().width),
  );

async function scroll(frame: Frame, top: number): Promise<void> {
  await frame.$eval(
    '[role=grid]',
    (grid, to) => {
      grid.scrollTop = to;
      grid.dispatchEvent(new Event('scroll'));
    },
    top,
  );
}

/** How much of the first row in sight the header covers (px). */
const cutOf = (frame: Frame) =>
  frame.$eval('[role=grid]', (grid) => {
    const row = grid.querySelector('[data-row]')?.getBoundingClientRect().height ?? 0;
    return Math.round(grid.scrollTop) % row;
  });

/** How far the grid is scrolled, and how far it could be (px). */
const place = (frame: Frame) =>
  frame.$eval('[role=grid]', ({ scrollTop, scrollHeight, clientHeight }) => ({
    top: Math.round(scrollTop),
    end: scrollHeight - clientHeight,
  }));

const focusedRow = (frame: Frame) =>
  frame.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex')));

/** Goes to where Tab would lead. */
async function focusRows(frame: Frame): Promise<void> {
  const row = await frame.waitForSelector('[role=row][tabindex="0"]');
  await row?.focus();
}

/** Whether the row of what was refused can be seen, not merely found in the DOM. */
const seesRefused = (frame: Frame) =>
  frame.evaluate(() => {
    const grid = document.querySelector('[role=grid]')?.getBoundingClientRect();
    const row = document.querySelector('[data-outcome=rejected]')?.getBoundingClientRect();
    return Boolean(grid && row && row.top >= grid.top && row.bottom <= grid.bottom + 1);
  });

describe('the grid', () => {
  let world: World;

  beforeAll(async () => {
    script = await bundle('test/e2e/scripted-session.ts');
    world = await openWorld();
    await world.page.goto('https://futureguide.id/');
  });

  afterAll(() => world?.[Symbol.asyncDispose]());

  it('draws few of many rows, counts them all, and goes to any of them by keyboard', async () => {
    const { frame, tools } = await openGrid(world);
    const { keyboard } = tools.devtools;
    await send(frame, { count: MANY });
    const grid = await frame.waitForSelector(`[role=grid][aria-rowcount="${MANY + 1}"]`);
    expect(await grid?.$$eval('[role=row]', ({ length }) => length)).toBeLessThan(FEW);

    await focusRows(frame);
    await keyboard.press('Home');
    await waitFor('the first row', async () => (await focusedRow(frame)) === 2);
    await keyboard.press('ArrowDown');
    await waitFor('the second row', async () => (await focusedRow(frame)) === 3);
    await scroll(frame, 100_000);
    await keyboard.press('ArrowDown');
    await waitFor('the third row, though the second was out of sight', async () => {
      const { top } = await place(frame);
      return top < 100 && (await focusedRow(frame)) === 4;
    });
    await keyboard.press('End');
    await waitFor('the last row', async () => (await focusedRow(frame)) === MANY + 1);
    expect(await grid?.$$eval('[role=row]', ({ length }) => length)).toBeLessThan(FEW);
    await tools.close();
  });

  it('follows new rows at its end, but never moves under a reader, and says what came', async () => {
    const { frame, tools } = await openGrid(world);
    await send(frame, { count: 200 });
    await send(frame, { count: 5 });
    await waitFor('the end', async () => {
      const { top, end } = await place(frame);
      return end > 0 && Math.abs(end - top) <= 1;
    });
    expect(await cutOf(frame)).toBe(0);
    await scroll(frame, 630);
    await send(frame, { count: 2 }, { count: 1, isRefused: true }, { count: 40 });
    expect(await place(frame)).toMatchObject({ top: 630 });
    const pill = await waitFor('what came', () => frame.$('.new-rows'));
    expect(await pill.evaluate((button) => button.textContent)).toBe('43 new, 1 flagged');
    await pill.evaluate((button) => (button as HTMLElement).click());
    await waitFor('the refused one to be seen', () => seesRefused(frame));
    await scroll(frame, 1_000_000);
    await waitFor('nothing new to be left', async () => (await frame.$('.new-rows')) === null);
    await tools.close();
  });

  it('goes on following when what stands above it grows', async () => {
    const { frame, tools } = await openGrid(world);
    await send(frame, { count: 200 });
    const atEnd = () =>
      waitFor('the end', async () => {
        const { top, end } = await place(frame);
        return end > 0 && Math.abs(end - top) <= 1;
      });
    await atEnd();
    // The browser tells of the last scrolling with the next frame, when the list is lower already.
    await frame.evaluate(() => {
      const grid = document.querySelector('[role=grid]');
      const header = document.querySelector<HTMLElement>('.credential');
      if (!grid || !header) throw new Error('the grid and the header are there');
      for (const top of [0, grid.scrollHeight]) {
        grid.scrollTop = top;
        grid.dispatchEvent(new Event('scroll'));
      }
      header.style.paddingBottom = '125px';
    });
    await atEnd();
    await send(frame, { count: 5 });
    await atEnd();
    expect(await cutOf(frame)).toBe(0);

    await focusRows(frame);
    for (const key of ['Home', 'End'] as const) await tools.devtools.keyboard.press(key);
    await atEnd();
    await send(frame, { count: 5 });
    await atEnd();

    // Nobody reads a row that was cleared away.
    await click(frame, '[data-row]');
    await frame.waitForSelector('[aria-label="Detail"]');
    await press(frame, 'Clear');
    await waitFor('an empty grid', () => frame.$('[role=grid][data-requests="0"]'));
    await send(frame, { count: 200 });
    await atEnd();
    await frame.$eval('.credential', (header) => {
      (header as HTMLElement).style.paddingBottom = '0';
    });
    await frame.$eval('.credential', (header) => {
      (header as HTMLElement).style.paddingBottom = '150px';
    });
    await atEnd();
    await tools.close();
  });

  it('keeps the row in sight whose detail is open, whatever size the panel is given', async () => {
    const panel = await openGrid(world);
    const { frame, tools } = panel;
    await send(frame, { count: 15 }, { count: 1, isRefused: true }, { count: 6 });
    await click(frame, '[data-outcome=rejected]');
    await frame.waitForSelector('[aria-label="Detail"]');
    const low = { width: 640, height: 400 };
    for (const size of [SIZES.narrow, SIZES.wide, low, SIZES.narrow, low, SIZES.wide]) {
      await resize(panel, size);
      await settle(panel);
      expect({ ...size, isSeen: await seesRefused(frame) }).toEqual({ ...size, isSeen: true });
    }
    await tools.close();
  });

  it('goes from one flagged row to the next by the key n, and back', async () => {
    const { frame, tools } = await openGrid(world);
    const { keyboard } = tools.devtools;
    const refused = { count: 1, isRefused: true };
    await send(frame, { count: 50 }, refused, { count: 50 }, refused, { count: 50 });
    await focusRows(frame);
    await keyboard.press('n');
    await waitFor('the first one', async () => (await focusedRow(frame)) === 52);
    await keyboard.press('n');
    await waitFor('the second one', async () => (await focusedRow(frame)) === 103);
    await keyboard.press('N');
    await waitFor('the first one again', async () => (await focusedRow(frame)) === 52);
    await tools.close();
  });

  it('has one row that stands out: the focus goes to the row whose detail is opened elsewhere', async () => {
    const { frame, tools } = await openGrid(world);
    await send(frame, { count: 3 }, { count: 1, isRefused: true }, { count: 3 });
    await focusRows(frame);
    await tools.devtools.keyboard.press('Home');
    await waitFor('the first row', async () => (await focusedRow(frame)) === 2);
    await click(frame, '[role=row][data-outcome=rejected]');
    await waitFor('the opened row to have it', async () => (await focusedRow(frame)) === 5);
    await tools.close();
  });

  it('keeps the menu of the columns at its button when what stands above the list grows', async () => {
    const { frame, tools } = await openGrid(world);
    await press(frame, 'Columns');
    await frame.waitForSelector('[role=menu]');
    await frame.$eval('.credential', (header) => {
      (header as HTMLElement).style.paddingBottom = '60px';
    });
    await waitFor('the menu to follow', () =>
      frame.evaluate(() => {
        const bottom = document.querySelector('.header .tool')?.getBoundingClientRect().bottom;
        return document.querySelector('[role=menu]')?.getBoundingClientRect().top === bottom;
      }),
    );
    await tools.close();
  });

  it('sorts by a click on a header, and back to the order of the log', async () => {
    const { frame, tools } = await openGrid(world);
    await send(frame, { count: 60 }, { count: 1, isRefused: true }, { count: 60 });
    const first = async () => (await readRows(frame))[0]?.outcome;
    const sorted = () =>
      frame.$$eval('[role=columnheader]', (cells) =>
        cells.flatMap((cell) => (cell.ariaSort === 'none' ? [] : [cell.ariaLabel, cell.ariaSort])),
      );
    await clickHeader(frame, 'Status');
    await waitFor('200 before 401', async () => (await first()) === 'accepted');
    expect(await sorted()).toEqual(['Status', 'ascending']);
    await clickHeader(frame, 'Status');
    await waitFor('401 before 200', async () => (await first()) === 'rejected');
    expect(await sorted()).toEqual(['Status', 'descending']);
    await clickHeader(frame, 'Status');
    await waitFor('the log', async () => (await readRows(frame))[60]?.outcome === 'rejected');
    expect(await sorted()).toEqual([]);
    await tools.close();
  });

  it('keeps the width of a column and which are shown when DevTools is opened again', async () => {
    const { frame, tools } = await openGrid(world);
    const before = await widthOf(frame, 'Time left');
    await frame.focus('[role=separator][aria-label="Width of Time left"]');
    await tools.devtools.keyboard.press('ArrowRight');
    await tools.devtools.keyboard.press('ArrowRight');
    await waitFor(
      'a wider column',
      async () => (await widthOf(frame, 'Time left')) === before + 20,
    );
    await press(frame, 'Columns');
    const item = await frame.waitForSelector('::-p-aria([role="menuitemcheckbox"][name="Method"])');
    await item?.evaluate((button) => (button as unknown as HTMLElement).click());
    await waitFor('the column to go', async () => !(await headers(frame)).includes('Method'));
    await tools.devtools.keyboard.press('Escape');
    await waitFor('the menu to go', async () => (await frame.$('[role=menu]')) === null);
    await tools.close();

    const again = await openGrid(world);
    expect(await headers(again.frame)).not.toContain('Method');
    expect(await widthOf(again.frame, 'Time left')).toBe(before + 20);
    await press(again.frame, 'Columns');
    await click(again.frame, '[role=menuitem]');
    await waitFor(
      'all as it was',
      async () => (await widthOf(again.frame, 'Time left')) === before,
    );
    expect(await headers(again.frame)).toContain('Method');
    await again.tools.close();
  });

  it('folds repeated requests into one row, and hides nothing flagged in it', async () => {
    const { frame, tools } = await openGrid(world);
    const refused = { count: 1, path: POLL, isRefused: true };
    await send(frame, { count: 20, path: POLL }, refused, { count: 20, path: POLL });
    await press(frame, 'Group repeated requests');
    const group = await waitFor('the group', () => frame.$('[role=row]:not([data-request]) .fold'));
    const rows = await readRows(frame);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['rejected']);
    const text = await group.evaluate((button) => button.closest('[role=row]')?.textContent);
    expect(text).toMatch(/1 of 41 flagged.*Refused/);
    // The row says of one request when it was and how it was answered.
    const told = (row: Element | null) =>
      ['time', 'status'].map((column) => row?.querySelector(`.cell.${column}`)?.textContent);
    const refusedRow = await frame.$('[role=row][data-outcome=rejected]');
    expect(await frame.$eval('.row.group', told)).toEqual(await refusedRow?.evaluate(told));
    await group.evaluate((button) => (button as HTMLElement).click());
    await waitFor('all of them', async () => (await readRows(frame)).length === 41);
    await tools.close();

    const again = await openGrid(world);
    await send(again.frame, { count: 5, path: POLL });
    expect(await readRows(again.frame)).toEqual([]);
    await press(again.frame, 'Group repeated requests');
    await waitFor('them one by one', async () => (await readRows(again.frame)).length === 5);
    await again.tools.close();
  });
});
