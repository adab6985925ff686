import type { Frame } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';
import { openApp, openPanel, openWorld, press, type World, waitForRows } from '../e2e/world.ts';
import { RESIDENTS } from '../service/people.ts';
import { SIZES, type Subject } from './camera.ts';
import { LIFE_S, signInLongAgo, untilLeft } from './story.ts';

const BUILD = 'v2-before';
const STATUS = '/api/assessment/status/';
/** What the token has left when DevTools is opened. */
const FIRST_LEFT_SECONDS = 26;
/** When polls go out, by the seconds that the first token has left then. */
const POLLS_LEFT_SECONDS = [20, 17, 14, 11, 8, 5, 2, -1, -4, -7];
/** When polls go out after the refresh, in seconds. */
const POLLS_AFTER_SECONDS = [2, 5];

async function submitAssessment({ page }: World): Promise<void> {
  await page.evaluate(() => window.app.submit());
  await waitFor('the socket to be authenticated', () =>
    page.evaluate(() => window.app.state().socket === 'authenticated'),
  );
}

/** Polls before expiry, three after it, a forced refresh, and polls that pass again. */
async function playIncident(world: World, frame: Frame): Promise<void> {
  const poll = () => world.page.evaluate(() => window.app.pollOnce());
  for (const left of POLLS_LEFT_SECONDS) {
    await untilLeft(world, left);
    await poll();
  }
  await waitForRows(frame, STATUS, (rows) => rows.at(-1)?.cause === 'expired');
  await press(frame, 'Force refresh');
  await waitForRows(frame, '/refresh', (rows) => rows.at(-1)?.outcome === 'accepted');
  for (const seconds of POLLS_AFTER_SECONDS) {
    await untilLeft(world, LIFE_S - seconds);
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
    { build: BUILD, tokenLifetimeSeconds: LIFE_S, assessmentSeconds: LIFE_S },
    { deviceScaleFactor: 1 },
  );
  await openApp(world.page, BUILD);
  const { tools, frame } = await openPanel(world.page, SIZES.wide);
  await signInLongAgo(world, { tools, frame }, FIRST_LEFT_SECONDS, { who: RESIDENTS.budi });
  await begin({ tools, frame });
  await submitAssessment(world);
  await playIncident(world, frame);
  return { ...world, tools, frame };
}
