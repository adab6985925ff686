import type { Frame } from 'puppeteer-core';
import { waitFor } from '../../browser/wait.ts';
import { openApp, openPanel, openWorld, press } from '../world.ts';
import { openLab } from './lab.ts';

/** An app that polls, with the scenarios in front. */
export async function openRecipes(build: 'v2-before' | 'v2-after') {
  const world = await openWorld({ refreshDeadlock: false });
  await openApp(world.page, build, 'signin,submit');
  const panel = await openPanel(world.page);
  const lab = await openLab(panel.frame);
  const tab = await panel.frame.waitForSelector('[data-tab="faults"]');
  await tab?.evaluate((element) => (element as unknown as HTMLElement).click());
  return { ...world, ...panel, lab };
}

/** Starts a recipe that switches faults on, and agrees to it. */
export async function runFaulty(frame: Frame, name: string): Promise<void> {
  await press(frame, `Run: ${name}`);
  const agree = await waitFor('the question', () => frame.$('dialog .primary'));
  await agree.evaluate((element) => (element as unknown as HTMLElement).click());
  await frame.waitForSelector('.recipe-run');
}

export const resultIs = (frame: Frame, result: string) =>
  frame.waitForSelector(`.recipe-run[data-result="${result}"]`);
