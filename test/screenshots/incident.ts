import { decodeJwt } from 'jose';
import type { Frame, Page } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';
import { openApp, openPanel, openWorld, press, type World, waitForRows } from '../e2e/world.ts';
import { RESIDENTS } from '../service/people.ts';
import { SIZES, type Subject } from './camera.ts';

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

/** Waits for a moment by this computer's clock, in epoch milliseconds. */
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

async function submitAssessment({ page, service }: World): Promise<void> {
  service.set({ clockOffsetSeconds: FIRST_LEFT_SECONDS - LIFE_SECONDS });
  await page.evaluate((who) => window.app.signIn(who), RESIDENTS.budi);
  service.set({ clockOffsetSeconds: 0 });
  await page.evaluate(() => window.app.submit());
  await waitFor('the socket to be authenticated', () =>
    page.evaluate(() => window.app.state().socket === 'authenticated'),
  );
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

/**
 * The incident, told by real requests of the app and seen by the panel in real DevTools; `begin` is
 * called before it begins.
 */
export async function openIncident(
  begin: (subject: Subject) => Promise<void> = async () => {},
): Promise<World & Subject> {
  const world = await openWorld(
    { build: BUILD, tokenLifetimeSeconds: LIFE_SECONDS, assessmentSeconds: LIFE_SECONDS },
    { deviceScaleFactor: 1 },
  );
  await openApp(world.page, BUILD);
  const { tools, frame } = await openPanel(world.page, SIZES.wide);
  await begin({ tools, frame });
  await submitAssessment(world);
  await playIncident(world.page, frame);
  return { ...world, tools, frame };
}
