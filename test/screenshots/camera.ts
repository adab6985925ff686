import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'puppeteer-core';
import { LOCALES } from '../../src/core/language/language.ts';
import type { DevTools } from '../browser/chromium.ts';
import { setSettings } from '../e2e/world.ts';
import { writeContactSheet } from './contact-sheet.ts';

export interface Size {
  width: number;
  height: number;
}

/** Of the whole of DevTools, in CSS pixels. */
export const SIZES = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 480, height: 800 },
} satisfies Record<string, Size>;
/** The last one is in force between two states. */
export const THEMES = ['dark', 'light'] as const;
/** So is the last one of these. */
export const LANGUAGES = LOCALES.toReversed();

export interface Subject {
  tools: DevTools;
  frame: Frame;
}

export interface Shot {
  /** held from then on */
  settings?: object;
  /** done for each picture, for what a change of size or language closes */
  before?: () => Promise<void>;
  sizes?: Record<string, Size>;
}

/** Looks at states, each in every theme and language: takes pictures of them, or tries them. */
export interface Eye {
  take(state: string, subject: Subject, shot?: Shot): Promise<void>;
  /** of a page of the extension outside DevTools */
  takePage(state: string, page: Page): Promise<void>;
}

/** Until the panel has its place in DevTools, the whole was read, fonts are there, and all is drawn. */
export async function settle({ tools, frame }: Subject): Promise<void> {
  const width = await tools.devtools.evaluate(() => innerWidth);
  await frame.waitForFunction((wanted) => innerWidth === wanted, {}, width);
  await frame.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  for (const part of [frame, tools.devtools])
    await part.evaluate(async () => {
      await document.fonts.ready;
      // What goes with scrolling, or turns round and round, never ends; what is cut short has none to wait for.
      const ending = document.getAnimations().filter(({ timeline, effect }) => {
        const isEndless = effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
        return timeline === document.timeline && !isEndless;
      });
      await Promise.allSettled(ending.map(({ finished }) => finished));
      for (let k = 0; k < 2; k += 1) await new Promise(requestAnimationFrame);
    });
}

export async function resize({ tools }: Subject, size: Size): Promise<void> {
  await tools.devtools.setViewport({ ...size, deviceScaleFactor: 0 });
}

export async function paint(
  { tools, frame }: Subject,
  theme: (typeof THEMES)[number],
): Promise<void> {
  await tools.devtools.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await frame.waitForSelector(`:root[data-theme=${theme}]`);
}

export async function speak(frame: Frame, settings: object, locale: string): Promise<void> {
  await setSettings(frame, { ...settings, locale });
  await frame.waitForSelector(`:root[lang=${locale}]`);
}

interface Folders {
  /** of the pictures that the documents show */
  documents: string;
  /** of all, and of a contact sheet a state */
  all: string;
}

/** Until a page of the extension, loaded anew, is drawn in a language. */
export async function speakPage(page: Page, locale: string): Promise<void> {
  await setSettings(page.mainFrame(), { locale });
  await page.reload();
  await page.waitForSelector(`:root[lang=${locale}] :is(main, [role=row][data-request])`);
}

/** Draws a page of the extension in a theme; a panel in it once it has read the whole. */
export async function paintPage(page: Page, theme: string): Promise<void> {
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.waitForFunction(
    () => !document.querySelector('.panel:not(:has(.drawer[aria-busy=false]))'),
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let k = 0; k < 2; k += 1) await new Promise(requestAnimationFrame);
  });
}

/** Pictures states. */
export class Camera implements Eye {
  readonly #folders: Folders;
  readonly #only: ReadonlySet<string> | null;

  /** `only`: the variants to take, as `narrow-dark-id`; without it, every one. */
  constructor(folders: Folders, only: ReadonlySet<string> | null = null) {
    this.#folders = folders;
    this.#only = only;
    for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  }

  /** Pictures a state in each size, theme and language, with a sheet of them all. */
  async take(state: string, subject: Subject, shot: Shot = {}): Promise<void> {
    const { settings = {}, before, sizes = SIZES } = shot;
    const taken: string[] = [];
    for (const locale of LANGUAGES) {
      await speak(subject.frame, settings, locale);
      for (const theme of THEMES) {
        await paint(subject, theme);
        for (const [width, size] of Object.entries(sizes).reverse()) {
          const variant = `${width}-${theme}-${locale}`;
          await resize(subject, size);
          if (this.#only && !this.#only.has(variant)) continue;
          await settle(subject);
          await before?.();
          await settle(subject);
          const file = `${state}-${variant}.png`;
          const path = join(this.#folders.all, file);
          await subject.tools.screenshot(path);
          taken.push(path);
          this.#document(file);
        }
      }
    }
    await this.#putTogether(state, subject.frame.page(), taken);
  }

  /** Pictures a page in each theme and language, as large as it is. */
  async takePage(state: string, page: Page): Promise<void> {
    const taken: string[] = [];
    for (const locale of LANGUAGES) {
      await speakPage(page, locale);
      for (const theme of THEMES) {
        await page.bringToFront();
        await paintPage(page, theme);
        const file = `${state}-${theme}-${locale}.png`;
        const path = join(this.#folders.all, file);
        await page.screenshot({ path: path as `${string}.png` });
        taken.push(path);
        this.#document(file);
      }
    }
    await this.#putTogether(state, page, taken);
  }

  /** What the documents show already, they show as it is now. */
  #document(file: string): void {
    const shown = join(this.#folders.documents, file);
    if (existsSync(shown)) copyFileSync(join(this.#folders.all, file), shown);
  }

  async #putTogether(state: string, page: Page, taken: readonly string[]): Promise<void> {
    const sheet = join(this.#folders.all, `sheet-${state}.png`);
    if (!this.#only) await writeContactSheet(page.browser(), taken, sheet);
    console.log(state);
  }
}
