/**
 * `npm run store`: draws all that the stores show besides words: every size of the icon, the promo
 * tile, five pictures in each language, and a film of the incident.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { findChromium } from './browser/find-browser.ts';
import { writeInRoboto } from './pictures/fonts.ts';
import { openRow } from './screenshots/acts.ts';
import { openIncident } from './screenshots/incident.ts';
import { buildExtension } from './start/build-extension.ts';
import { drawIcons } from './store/draw-icons.ts';
import { drawPictures } from './store/draw-pictures.ts';
import { drawPromo } from './store/draw-promo.ts';
import { film } from './store/recording.ts';

const FILM_MS = 60_000;

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
writeInRoboto();
mkdirSync('store/pictures', { recursive: true });
const browser = await puppeteer.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await drawIcons(browser);
  await drawPromo(browser);
  await buildExtension();
  let filming: { stop: () => Promise<Buffer>; from: number } | undefined;
  await using opened = await openIncident(async ({ tools }) => {
    const look = () => tools.devtools.screenshot({ encoding: 'base64' });
    filming = { stop: await film(browser, look), from: performance.now() };
  });
  if (filming) {
    // A viewer has time to read why.
    await openRow(opened.frame, '[data-cause=expired]');
    const left = FILM_MS - (performance.now() - filming.from);
    await new Promise((resolve) => setTimeout(resolve, left));
    writeFileSync('store/pictures/incident.webm', await filming.stop());
  }
  await drawPictures(opened);
} finally {
  await browser.close();
}
