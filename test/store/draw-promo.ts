import { readFileSync, writeFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';

export const PROMO = { width: 440, height: 280 };
const LINES = {
  en: 'Why was this token refused?',
  id: 'Kenapa token ini ditolak?',
};

/** The small tile of Chrome's store: icon, name, and the question that the extension answers. */
export async function drawPromo(browser: Browser): Promise<void> {
  const icon = readFileSync('public/icons/icon.svg').toString('base64');
  const page = await browser.newPage();
  await page.setViewport(PROMO);
  for (const [language, line] of Object.entries(LINES)) {
    await page.setContent(`<style>
      body { margin: 0; height: 100vh; display: grid; place-content: center; justify-items: center;
        gap: 14px; background: #0f2f6b; color: #fff; font-family: system-ui, sans-serif; }
      h1 { margin: 0; font-size: 34px; font-weight: 600; }
      p { margin: 0; font-size: 21px; color: #cfe0ff; }
    </style>
    <img width="96" height="96" src="data:image/svg+xml;base64,${icon}">
    <h1>FutureGuide Tokens</h1><p>${line}</p>`);
    await page.waitForFunction(() => document.images[0]?.complete);
    writeFileSync(`store/pictures/promo-${language}.png`, await page.screenshot());
  }
  await page.close();
}
