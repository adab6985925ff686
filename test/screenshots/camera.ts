import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'puppeteer-core';
import type { DevTools } from '../browser/chromium.ts';
import { setSettings } from '../e2e/world.ts';
import { withPalette } from './palette-png.ts';

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
const THEMES = ['dark', 'light'] as const;
const LOCALES = ['id', 'en'] as const;

export interface Subject {
  tools: DevTools;
  frame: Frame;
}

export interface Shot {
  /** held from then on */
  settings?: object;
  /** done for each picture, for what a change of size or language closes */
  before?: () => Promise<void>;
}

/** Until the panel has its place in DevTools, fonts are there, and all is drawn. */
export async function settle({ tools, frame }: Subject): Promise<void> {
  const width = await tools.devtools.evaluate(() => innerWidth);
  await frame.waitForFunction((wanted) => innerWidth === wanted, {}, width);
  await frame.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map(({ finished }) => finished));
  });
  for (const part of [frame, tools.devtools])
    await part.evaluate(async () => {
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

async function speak({ frame }: Subject, settings: object, locale: string): Promise<void> {
  await setSettings(frame, { ...settings, locale });
  await frame.waitForSelector(`:root[lang=${locale}]`);
}

/** Pictures states into a folder. */
export class Camera {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Pictures a state in each size, theme and language. */
  async take(state: string, subject: Subject, { settings = {}, before }: Shot = {}): Promise<void> {
    for (const locale of LOCALES) {
      await speak(subject, settings, locale);
      for (const theme of THEMES) {
        await paint(subject, theme);
        for (const [width, size] of Object.entries(SIZES).reverse()) {
          await resize(subject, size);
          await before?.();
          await settle(subject);
          const path = join(this.#folder, `${state}-${width}-${theme}-${locale}.png`);
          await subject.tools.screenshot(path);
          writeFileSync(path, withPalette(readFileSync(path)));
        }
      }
    }
    console.log(state);
  }
}
