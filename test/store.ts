/**
 * `npm run store`: draws all that the stores show besides words: every size of the icon, the promo
 * tile, five pictures in each language, and a film of the incident.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { findChromium } from './browser/find-browser.ts';
import { openIncident } from './screenshots/incident.ts';
import { buildExtension } from './start/build-extension.ts';
import { drawIcons } from './store/draw-icons.ts';
import { drawPictures } from './store/draw-pictures.ts';
import { drawPromo } from './store/draw-promo.ts';
import { film } from './store/recording.ts';

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
mkdirSync('store/pictures', { recursive: true });
const browser = await puppeteer.launch({
  executablePath: await findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await drawIcons(browser);
  await drawPromo(browser);
  await buildExtension();
  let stop: (() => Promise<Buffer>) | undefined;
  await using opened = await openIncident(async ({ tools }) => {
    stop = await film(browser, () => tools.devtools.screenshot({ encoding: 'base64' }));
  });
  if (stop) writeFileSync('store/pictures/incident.webm', await stop());
  await drawPictures(opened);
} finally {
  await browser.close();
}
