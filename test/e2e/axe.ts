import { readFileSync } from 'node:fs';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'puppeteer-core';
import { expect } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import {
  openApp,
  openFirstFlagged,
  openPanel,
  openWorld,
  setSettings,
  waitForRows,
} from './world.ts';

/** The source of axe, to be run in the panel. */
export const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What can be seen of the panel, in the order in which it is reached. */
const STATES: readonly [name: string, reach: (frame: Frame) => Promise<unknown>][] = [
  ['rows with findings', (frame) => frame.waitForSelector('[data-finding]')],
  ['the detail of a flagged row', openFirstFlagged],
  ['its token', (frame) => click(frame, '.detail [data-tab="token"]')],
  ['its request', (frame) => click(frame, '.detail [data-tab="request"]')],
  ['its response', (frame) => click(frame, '.detail [data-tab="response"]')],
  ['its chain', (frame) => click(frame, '.detail [data-tab="chain"]')],
  ['what can be copied of it', (frame) => click(frame, '.copy-menu button')],
  ['the health of the recording', (frame) => click(frame, '[data-tab="health"]')],
  ['the faults', (frame) => reachBy(frame, '[data-tab="faults"]', '.recipes')],
  [
    'a look at another clock',
    (frame) => reachBy(frame, '[data-group="clock"] .button', '.preview'),
  ],
  [
    'the question before a fault',
    (frame) => reachBy(frame, '[data-fault="expire-now"] .button', 'dialog .primary'),
  ],
  ['a fault that is on', (frame) => reachBy(frame, 'dialog .primary', '.fault-banner')],
  ['the question before a recipe', askForRecipe],
  [
    'a recipe that runs',
    (frame) => reachBy(frame, 'dialog .primary', '.recipe-run [data-step="current"]'),
  ],
  ['the settings', (frame) => click(frame, '.toolbar [data-icon="settings"]')],
  ['the list of keys', (frame) => click(frame, '.toolbar [data-icon="keys"]')],
  ['an empty grid', (frame) => click(frame, '.toolbar [data-icon="clear"]')],
];

async function click(frame: Frame, selector: string): Promise<void> {
  await frame.evaluate((wanted) => {
    document.querySelector('dialog')?.close();
    const target = document.querySelector(wanted)?.closest('button');
    if (!target) throw new Error(`nothing matches ${wanted}`);
    target.click();
  }, selector);
}

/** Clicks, and waits for what follows from it. */
async function reachBy(frame: Frame, selector: string, wanted: string): Promise<void> {
  await frame.evaluate((target) => {
    document.querySelector(target)?.closest('button')?.click();
  }, selector);
  await frame.waitForSelector(wanted);
}

/** With another tab open, so that it is asked about again. */
async function askForRecipe(frame: Frame): Promise<void> {
  const other = await frame.page().browser().newPage();
  await openApp(other, 'v2-before');
  await reachBy(frame, '[data-recipe="incident"] .button', 'dialog .primary');
}

/**
 * What axe has against the panel as it is now: rule, element, reason. `measures`: also whether
 * targets are 24 px high or stand so far apart (WCAG 2.5.8); rows and their header are as low as
 * those of the browser's own Network panel.
 */
export async function violations(frame: Frame, measures = false): Promise<string[]> {
  await frame.evaluate(AXE);
  return frame.evaluate(async (enabled) => {
    const { axe } = window as unknown as {
      axe: { run(options: RunOptions): Promise<AxeResults> };
    };
    const { violations: found } = await axe.run({ rules: { 'target-size': { enabled } } });
    const isInRow = (selector: string) =>
      document.querySelector(selector)?.closest('[role=row]') instanceof Element;
    return found.flatMap(({ id, nodes }) =>
      nodes
        .filter(({ target }) => id !== 'target-size' || !isInRow(String(target[0])))
        .map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
    );
  }, measures);
}

async function openIncident() {
  const world = await openWorld({ tokenLifetimeSeconds: 3 });
  await openApp(world.page, 'v2-before', 'signin,submit');
  const panel = await openPanel(world.page);
  const poll = () => world.page.evaluate(() => void window.app.pollOnce().catch(() => undefined));
  await waitFor('a poll that is refused', async () => {
    await poll();
    await waitForRows(panel.frame, '/status/', (rows) => rows.at(-1)?.cause === 'expired', 2_000);
    return true;
  });
  return { ...world, ...panel };
}

/** What axe finds in any state of the panel, in that theme and language: nothing. */
export async function expectAccessible(dark: boolean, locale: 'en' | 'id'): Promise<void> {
  await using opened = await openIncident();
  const { frame, tools } = opened;
  await setSettings(frame, { locale });
  await tools.devtools.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
  ]);
  await frame.waitForSelector(`:root[lang=${locale}][data-theme=${dark ? 'dark' : 'light'}]`);
  const found: Record<string, string[]> = {};
  for (const [name, reach] of STATES) {
    await reach(frame);
    found[name] = await violations(frame);
  }
  expect(found).toEqual(Object.fromEntries(STATES.map(([name]) => [name, []])));
}
