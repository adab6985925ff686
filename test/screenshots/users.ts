import { openPanel, openWorld, waitForRows } from '../e2e/world.ts';
import { RESIDENTS } from '../service/people.ts';
import { type Eye, SIZES } from './camera.ts';
import { ask, begin, expiryOf, LIFE_S, PROFILE, tokenOf, until } from './story.ts';

/** Somebody signs out and another signs in, but a timer of the first goes on. */
export async function takeTwoUsers(eye: Eye): Promise<void> {
  const still = { assessmentSeconds: LIFE_S };
  await using world = await openWorld(still, { deviceScaleFactor: 1 });
  const { page } = world;
  const opened = await openPanel(page, SIZES.wide);
  await begin(world, opened, 'v2-before');
  await page.evaluate((zoe) => window.app.signIn(zoe), RESIDENTS.zoe);
  await page.evaluate(() => window.app.fetchProfile());
  await page.evaluate(() => window.app.submit());
  const token = await tokenOf(world);
  const status = await page.evaluate(() => `/api/assessment/status/${window.app.state().jobId}`);
  const signedInAt = (await expiryOf(world)) - LIFE_S * 1000;
  for (const seconds of [2, 4]) {
    await until(signedInAt + seconds * 1000);
    await page.evaluate(() => window.app.pollOnce());
  }
  await page.evaluate(() => window.app.signOut());
  await page.evaluate((budi) => window.app.signIn(budi), RESIDENTS.budi);
  await page.evaluate(() => window.app.fetchProfile());
  for (const seconds of [6, 8]) {
    await until(signedInAt + seconds * 1000);
    await ask(world, status, token);
  }
  await page.evaluate(() => window.app.fetchProfile());
  await waitForRows(opened.frame, PROFILE, ({ length }) => length === 3);
  await eye.take('two-users', opened);
}
