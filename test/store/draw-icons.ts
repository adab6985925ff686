import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';
import { inFewBytes } from './few-bytes-png.ts';

const FOLDER = 'public/icons';
/** Chrome’s store wants 96 pixels of artwork in an icon of 128; the toolbar’s are filled. */
export const ICONS = [
  { size: 16, artwork: 16 },
  { size: 32, artwork: 32 },
  { size: 128, artwork: 96 },
] as const;

/** Draws every size of the icon from its one source. */
export async function drawIcons(browser: Browser): Promise<void> {
  const source = readFileSync(`${FOLDER}/icon.svg`).toString('base64');
  const page = await browser.newPage();
  for (const { size, artwork } of ICONS) {
    await page.setViewport({ width: size, height: size });
    const margin = (size - artwork) / 2;
    await page.setContent(`<body style="margin: ${margin}px; background: transparent">
      <img style="display: block" width="${artwork}" height="${artwork}"
        src="data:image/svg+xml;base64,${source}">`);
    await page.waitForFunction(() => document.images[0]?.complete);
    const png = await page.screenshot({ omitBackground: true });
    writeFileSync(`${FOLDER}/${size}.png`, inFewBytes(Buffer.from(png)));
  }
  await page.close();
}
