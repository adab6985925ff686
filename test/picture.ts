/**
 * `npm run picture`: draws every picture of the documents from the built extension in real DevTools.
 * The same token runs out the same way each time, so that only clock times and ids differ.
 */
import { decodeJwt } from 'jose';
import type { Frame, Page } from 'puppeteer-core';
import type { DevTools } from './browser/chromium.ts';
import { waitFor } from './browser/wait.ts';
import {
  openApp,
  openFirstFlagged,
  openPanel,
  openWorld,
  press,
  waitForRows,
} from './e2e/world.ts';
import { RESIDENTS } from './service/people.ts';
import type { Service } from './service/service.ts';
import { buildExtension } from './start/build-extension.ts';

const BUILD = 'v2-before';
const STATUS = '/api/assessment/status/';
const LIFE_SECONDS = 3600;
/** What a token has left after signing in; the service's clock is behind for that long. */
const FIRST_LEFT_SECONDS = 24;
/** When polls go out, by the seconds that the first token has left then. */
const POLLS_LEFT_SECONDS = [20, 17, 14, 11, 8, 5, 2, -1, -4, -7];
/** When polls go out after the refresh, in seconds. */
const POLLS_AFTER_SECONDS = [2, 5];
/** So that the same whole second is shown each time. */
const CLEAR_OF_THE_SECOND_MS = 100;
/** What the sockets of the app send while they are opened differs each time. */
const SOCKETS_SETTLE_MS = 1_500;
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 480, height: 900 };

interface Drawing {
  dark: boolean;
  /** File name by the size of DevTools. */
  files: readonly (readonly [path: string, size: { width: number; height: number }])[];
}

const DRAWINGS: readonly Drawing[] = [
  {
    dark: false,
    files: [
      ['docs/panel-light.png', WIDE],
      ['docs/panel-narrow.png', NARROW],
    ],
  },
  { dark: true, files: [['docs/panel-dark.png', WIDE]] },
];

function until(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms - Date.now());
  });
}

async function expiry(page: Page): Promise<number> {
  const token = await page.evaluate(() => window.app.state().token);
  const { exp } = decodeJwt(token ?? '');
  if (exp === undefined) throw new Error('The app holds no token with an expiry');
  return exp * 1000;
}

async function submitAssessment(page: Page, service: Service): Promise<void> {
  service.set({ clockOffsetSeconds: FIRST_LEFT_SECONDS - LIFE_SECONDS });
  await page.evaluate((who) => window.app.signIn(who), RESIDENTS.budi);
  service.set({ clockOffsetSeconds: 0 });
  await page.evaluate(() => window.app.submit());
  await waitFor('the socket to be authenticated', () =>
    page.evaluate(() => window.app.state().socket === 'authenticated'),
  );
  await until(Date.now() + SOCKETS_SETTLE_MS);
}

/** Polls before expiry, three after it, a forced refresh, and polls that pass again. */
async function playIncident(page: Page, frame: Frame): Promise<void> {
  const poll = () => page.evaluate(() => window.app.pollOnce());
  const expiresAt = await expiry(page);
  for (const left of POLLS_LEFT_SECONDS) {
    await until(expiresAt - left * 1000 + CLEAR_OF_THE_SECOND_MS);
    await poll();
  }
  await waitForRows(frame, STATUS, (rows) => rows.at(-1)?.cause === 'expired');
  await press(frame, 'Force refresh');
  await waitForRows(frame, '/refresh', (rows) => rows.at(-1)?.outcome === 'accepted');
  const refreshedAt = (await expiry(page)) - LIFE_SECONDS * 1000;
  for (const seconds of POLLS_AFTER_SECONDS) {
    await until(refreshedAt + seconds * 1000 + CLEAR_OF_THE_SECOND_MS);
    await poll();
  }
  await waitForRows(frame, STATUS, (rows) => rows.at(-1)?.validity === 'valid');
}

async function take(tools: DevTools, path: string, size: { width: number; height: number }) {
  await tools.devtools.setViewport({ ...size, deviceScaleFactor: 0 });
  await tools.devtools.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  await tools.screenshot(path);
  console.log(path);
}

async function draw({ dark, files }: Drawing): Promise<void> {
  await using world = await openWorld(
    { build: BUILD, tokenLifetimeSeconds: LIFE_SECONDS, assessmentSeconds: LIFE_SECONDS },
    { dark, deviceScaleFactor: 1 },
  );
  const { page, service } = world;
  await openApp(page, BUILD);
  const { tools, frame } = await openPanel(page, { dark, ...WIDE });
  await submitAssessment(page, service);
  await press(frame, 'Clear');
  await playIncident(page, frame);
  await openFirstFlagged(frame);
  for (const [path, size] of files) await take(tools, path, size);
}

// The places and people are Indonesian, so is the time.
process.env.TZ = 'Asia/Jakarta';
await buildExtension();
for (const drawing of DRAWINGS) await draw(drawing);
