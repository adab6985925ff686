import type { Frame } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import { shareWorld } from './share-world.ts';
import { openApp, openFirstFlagged, openPanel, press, waitForRows, waitForText } from './world.ts';

const freshTab = shareWorld();
const PROFILE = '/api/auth/profile';
const EDGE = '[role=separator][aria-label="Size of the detail"]';

/** Sets a field of the settings as a person does, by the words beside it. */
async function set(frame: Frame, label: string, value: string): Promise<void> {
  await waitFor(`the field “${label}”`, () =>
    frame.evaluate(
      (words, wanted) => {
        const labels = [...document.querySelectorAll('dialog label')];
        const found = labels.find(({ textContent }) => textContent === words);
        const field = document.getElementById(found?.getAttribute('for') ?? '');
        if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement))
          throw new Error(`not in ${document.querySelector('dialog')?.textContent}`);
        field.value = wanted;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));
        return true;
      },
      label,
      value,
    ),
  );
}

/** The detail's share of the panel's width, once it is laid out. */
function shareOfDetail(frame: Frame): Promise<number> {
  return waitFor('the detail to be laid out', () =>
    frame.evaluate(() => {
      const detail = document.querySelector('[aria-label="Detail"]');
      const width = detail?.getBoundingClientRect().width ?? 0;
      return width > 0 ? width / innerWidth : null;
    }),
  );
}

async function splitter(frame: Frame, read: 'now' | 'min' | 'max'): Promise<number> {
  const edge = await frame.waitForSelector(EDGE);
  return Number(await edge?.evaluate((it, name) => it.getAttribute(`aria-value${name}`), read));
}

describe('settings', () => {
  it('hold at once, without a restart, and when DevTools are opened again', async () => {
    await using world = await freshTab();
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const first = await openPanel(page);
    await waitForText(first.frame, /Can be refreshed/);
    await waitForText(first.frame, /Accepted/);
    await press(first.frame, 'Settings');
    await set(first.frame, 'Times', 'utc');
    await waitForText(first.frame, /Expires\s+(?:\d+ \w+ \d+, )?\d\d:\d\d:\d\d UTC/);
    await set(first.frame, 'Language', 'id');
    await waitForText(first.frame, /Bisa di-refresh/);
    expect(await first.frame.$eval('html', ({ lang }) => lang)).toBe('id');
    await first.tools.close();

    const again = await openPanel(page);
    await waitForText(again.frame, /Bisa di-refresh/);
    expect(await waitForText(again.frame, /Diterima/)).not.toContain('Accepted');
    await press(again.frame, 'Pengaturan');
    await press(again.frame, 'Reset semua pengaturan');
    expect(await waitForText(again.frame, /Can be refreshed/)).not.toMatch(/UTC\b.*UTC/s);
  });

  it('of one DevTools hold in the others, too', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'current', 'signin');
    const one = await openPanel(world.page);
    const page = await world.chrome.browser.newPage();
    await openApp(page, 'current');
    const other = await openPanel(page);
    await press(one.frame, 'Settings');
    await set(one.frame, 'Language', 'id');
    await waitForText(other.frame, /Bisa di-refresh/);
  });

  it('move the threshold of expiring, for what is there and what comes', async () => {
    await using world = await freshTab({ tokenLifetimeSeconds: 3_600 });
    const { page } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.fetchProfile());
    await waitForRows(frame, PROFILE, (rows) => rows.at(-1)?.validity === 'valid');
    await press(frame, 'Settings');
    const label = 'Call a token “expiring” below (seconds)';
    await set(frame, label, '3700');
    await waitForRows(frame, PROFILE, (rows) => rows.at(-1)?.validity === 'expiring');
    await waitForText(frame, /left, expiring/);
    await set(frame, label, '0');
    await page.evaluate(() => window.app.fetchProfile());
    await waitForRows(
      frame,
      PROFILE,
      (rows) => rows.length > 1 && rows.every(({ validity }) => validity === 'expiring'),
    );
    await set(frame, label, '300');
    await waitForRows(frame, PROFILE, (rows) => rows.every(({ validity }) => validity === 'valid'));
  });
});

describe('the edge between grid and detail', () => {
  it('is moved by keys, remembered, and put back by a double click', async () => {
    await using world = await freshTab();
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin');
    service.blacklist(await page.evaluate(() => window.app.state().token ?? ''));
    await page.evaluate(() => window.app.fetchProfile());
    const first = await openPanel(page);
    await waitForRows(first.frame, PROFILE, (rows) => rows.some(({ flags }) => flags.length > 0));
    await openFirstFlagged(first.frame);
    const standard = await shareOfDetail(first.frame);
    expect(standard).toBeLessThanOrEqual(0.45);
    await first.frame.focus(EDGE);
    await first.tools.devtools.keyboard.press('Home');
    const least = await splitter(first.frame, 'min');
    await waitFor('the least size', async () => (await splitter(first.frame, 'now')) === least);
    await first.tools.close();

    const again = await openPanel(page);
    await waitForRows(again.frame, PROFILE, (rows) => rows.some(({ flags }) => flags.length > 0));
    await openFirstFlagged(again.frame);
    await waitFor('the size of before', async () => (await splitter(again.frame, 'now')) === least);
    await again.frame.$eval(EDGE, (edge) =>
      edge.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })),
    );
    await waitFor('the standard', async () => (await shareOfDetail(again.frame)) === standard);
  });
});

describe('the edge under the timeline', () => {
  it('is moved by keys, remembered, and put back by a double click', async () => {
    await using world = await freshTab();
    await openApp(world.page, 'v2-before', 'signin');
    const edge = '[role=separator][aria-label="Height of the timeline"]';
    const height = async (frame: Frame) =>
      Number(await (await frame.waitForSelector(edge))?.evaluate((it) => it.ariaValueNow));
    const first = await openPanel(world.page);
    const least = await first.frame
      .waitForSelector(edge)
      .then((found) => found?.evaluate((it) => Number(it.ariaValueMin)));
    const isLeast = async (frame: Frame) => (await height(frame)) === least;
    await waitFor('its lanes', async () => !(await isLeast(first.frame)));
    await first.frame.focus(edge);
    await first.tools.devtools.keyboard.press('Home');
    await waitFor('the least height', () => isLeast(first.frame));
    await first.tools.close();

    const again = await openPanel(world.page);
    await waitFor('the tokens', () => again.frame.$('.timeline canvas li li'));
    await waitFor('the height of before', () => isLeast(again.frame));
    await again.frame.$eval(edge, (element) =>
      element.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })),
    );
    await waitFor('the standard', async () => !(await isLeast(again.frame)));
  });
});
