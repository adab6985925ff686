import { openPanel, openWorld, waitForRows } from '../e2e/world.ts';
import { RESIDENTS } from '../service/people.ts';
import { type Eye, SIZES } from './camera.ts';
import { ask, begin, LIFE_S, PROFILE, tokenOf, untilLeft } from './story.ts';

/** When the job of the first is polled, in seconds after each of the two has signed in. */
const POLLED_S = [2, 4];

/** Somebody signs out and another signs in, but a timer of the first goes on. */
export async function takeTwoUsers(eye: Eye): Promise<void> {
  const still = { assessmentSeconds: LIFE_S };
  await using world = await openWorld(still, { deviceScaleFactor: 1 });
  const { page } = world;
  const opened = await openPanel(page, SIZES.wide);
  await begin(world, opened, 'v2-before');
  const status = await page.evaluate(async (zoe) => {
    await window.app.signIn(zoe);
    await window.app.fetchProfile();
    await window.app.submit();
    return `/api/assessment/status/${window.app.state().jobId}`;
  }, RESIDENTS.zoe);
  const token = await tokenOf(world);
  for (const seconds of POLLED_S) {
    await untilLeft(world, LIFE_S - seconds);
    await page.evaluate(() => window.app.pollOnce());
  }
  await page.evaluate(async (budi) => {
    await window.app.signOut();
    await window.app.signIn(budi);
    await window.app.fetchProfile();
  }, RESIDENTS.budi);
  for (const seconds of POLLED_S) {
    await untilLeft(world, LIFE_S - seconds);
    await ask(world, status, token);
  }
  await page.evaluate(() => window.app.fetchProfile());
  await waitForRows(opened.frame, PROFILE, ({ length }) => length === 3);
  await eye.take('two-users', opened);
}
