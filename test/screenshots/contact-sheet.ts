import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Browser } from 'puppeteer-core';

const WIDTH = 1400;
const HEIGHT = 900;

function figure(path: string): string {
  const picture = readFileSync(path).toString('base64');
  return `<figure><img src="data:image/png;base64,${picture}"><figcaption>${basename(path)}</figcaption></figure>`;
}

const STYLE = `body { display: flex; flex-wrap: wrap; gap: 12px; margin: 12px; font: 12px sans-serif }
figure { margin: 0 } img { display: block; height: 400px }`;

/** Puts pictures side by side into one, each with its name below. */
export async function writeContactSheet(
  browser: Browser,
  paths: readonly string[],
  file: string,
): Promise<void> {
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: WIDTH, height: HEIGHT });
    await page.setContent(`<style>${STYLE}</style>${paths.map(figure).join('')}`);
    await page.screenshot({ path: file as `${string}.png`, fullPage: true });
  } finally {
    await page.close();
  }
}
