import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import {
  type Eye,
  LANGUAGES,
  paint,
  paintPage,
  resize,
  type Shot,
  SIZES,
  type Subject,
  settle,
  speak,
  speakPage,
  THEMES,
} from '../screenshots/camera.ts';
import { SCENES } from '../screenshots/scenes.ts';
import { violations } from './axe.ts';

/** Looks at the states that are pictured, and notes what axe has against them. */
class Auditor implements Eye {
  readonly found: Record<string, string[]> = {};
  looks = 0;

  async take(state: string, subject: Subject, { settings = {}, before }: Shot = {}): Promise<void> {
    for (const locale of LANGUAGES) {
      await speak(subject.frame, settings, locale);
      for (const theme of THEMES) {
        await paint(subject, theme);
        await resize(subject, SIZES.wide);
        await before?.();
        await settle(subject);
        this.#note(`${state}, ${theme}, ${locale}`, await violations(subject.frame, true));
      }
    }
    // What is laid out in another way there; targets are as large as before.
    await resize(subject, SIZES.narrow);
    await before?.();
    await settle(subject);
    this.#note(`${state}, narrow`, await violations(subject.frame));
    await resize(subject, SIZES.wide);
    await settle(subject);
  }

  async takePage(state: string, page: Page): Promise<void> {
    for (const locale of LANGUAGES) {
      await speakPage(page, locale);
      for (const theme of THEMES) {
        await page.bringToFront();
        await paintPage(page, theme);
        this.#note(`${state}, ${theme}, ${locale}`, await violations(page.mainFrame(), true));
      }
    }
  }

  #note(look: string, wrong: string[]): void {
    this.looks += 1;
    if (wrong.length > 0) this.found[look] = wrong;
  }
}

it.each(Object.entries(SCENES))('axe finds nothing in the states of “%s”', async (_name, scene) => {
  const auditor = new Auditor();
  await scene(auditor);
  expect(auditor.looks).toBeGreaterThan(0);
  expect(auditor.found).toEqual({});
});
