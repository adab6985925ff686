/**
 * Draws the pictures of `docs/reproduce-invalid-token.md` and of its Indonesian twin: the recipe of
 * the incident, clicked through in real DevTools, in each language.
 */
import { mkdir } from 'node:fs/promises';
import type { Frame } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';
import { openApp, openPanel, openWorld, setSettings } from '../e2e/world.ts';
import { settle } from '../screenshots/camera.ts';
import { RESIDENTS } from '../service/people.ts';
import { buildExtension } from '../start/build-extension.ts';
import { writeInRoboto } from './fonts.ts';

const BUILD = 'v2-before';
const FOLDER = 'docs/reproduce';
const SIZE = { width: 960, height: 620 };
const DRAWER_PX = 330;

async function click(frame: Frame, selector: string): Promise<void> {
  const found = await waitFor(selector, () => frame.$(selector));
  await found.evaluate((element) => (element as unknown as HTMLElement).click());
}

async function draw(locale: 'en' | 'id'): Promise<void> {
  await using world = await openWorld({ build: BUILD }, { deviceScaleFactor: 1 });
  const { page } = world;
  await openApp(page, BUILD);
  await page.evaluate((who) => window.app.signIn(who), RESIDENTS.budi);
  const { tools, frame } = await openPanel(page, SIZE);
  await tools.devtools.setViewport({ ...SIZE, deviceScaleFactor: 0 });
  const open = { timeline: false };
  await setSettings(frame, { locale, open, sizes: { drawer: DRAWER_PX } });
  await frame.waitForSelector(`:root[lang=${locale}]`);
  const picture = async (name: string) => {
    await frame.evaluate(() => document.querySelector('[role=grid]')?.scrollTo(0, 1e6));
    await settle({ tools, frame });
    await tools.screenshot(`${FOLDER}/${name}.${locale}.png`);
  };

  await click(frame, '[data-tab="faults"]');
  await frame.waitForSelector('.recipes');
  await picture('1-faults');
  await click(frame, '[data-recipe="incident"] .button');
  await frame.waitForSelector('dialog .primary');
  await picture('2-question');
  await click(frame, 'dialog .primary');
  await frame.waitForSelector('.recipe-run');
  await page.evaluate(() => window.app.submit());
  await frame.waitForSelector('.recipe-run [data-fact="submitted"]');
  await picture('3-running');
  await page.evaluate(() => window.app.pollOnce());
  await frame.waitForSelector('.fault-banner');
  await page.evaluate(() => window.app.pollOnce());
  await frame.waitForSelector('.recipe-run[data-result="reproduced"]');
  await waitFor('everything to be put back', async () => !(await frame.$('.fault-banner')));
  await picture('4-result');
}

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
writeInRoboto();
await buildExtension();
await mkdir(FOLDER, { recursive: true });
await draw('en');
await draw('id');
