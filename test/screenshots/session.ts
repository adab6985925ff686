import { openPanel, openWorld, waitForRows, waitForText } from '../e2e/world.ts';
import { type Eye, SIZES } from './camera.ts';
import {
  ask,
  askAll,
  BALANCE,
  begin,
  browse,
  LIFE_S,
  signIn,
  signInLongAgo,
  takeVerdict,
  untilLeft,
} from './story.ts';

const STATUS = '/api/assessment/status/';
/** Longer than pictures of all variants take, shorter than what counts as expiring. */
const EXPIRING_S = 200;
/** When polls go out, by the seconds that the token has left then. */
const POLLS_LEFT_S = [7.3, 4.2, 1.1, -2, -5.1, -8.2];

/** What becomes of a session, where all goes well and where it does not. */
export async function takeSession(eye: Eye): Promise<void> {
  const still = { assessmentSeconds: LIFE_S };
  await using world = await openWorld(still, { deviceScaleFactor: 1 });
  const { page, service } = world;
  const opened = await openPanel(page, SIZES.wide);
  const { frame } = opened;

  await begin(world, opened, 'current');
  await signIn(world);
  await page.evaluate(() => window.app.signOut());
  await waitForText(frame, /Signed out/);
  await eye.take('signed-out', opened);

  await begin(world, opened, 'current');
  await signInLongAgo(world, opened, EXPIRING_S + 7);
  await browse(world, EXPIRING_S);
  await waitForText(frame, /left, expiring/);
  await eye.take('expiring', opened);

  await begin(world, opened, 'current');
  await signInLongAgo(world, opened, 10);
  await browse(world, 3);
  await untilLeft(world, 0);
  await waitForText(frame, /−\d+:\d+\s+expired/);
  await eye.take('expired', opened);

  await begin(world, opened, 'v2-before');
  await signInLongAgo(world, opened, 10);
  await page.evaluate(() => window.app.submit());
  for (const left of POLLS_LEFT_S) {
    await untilLeft(world, left);
    await page.evaluate(() => window.app.pollOnce());
  }
  await waitForRows(frame, STATUS, (rows) => rows.length === POLLS_LEFT_S.length);
  await eye.take('expired-polling', opened);

  await begin(world, opened, 'current');
  await signIn(world);
  await ask(world, BALANCE);
  await waitForRows(frame, BALANCE, ({ length }) => length === 2);
  await eye.take('healthy', opened);
  service.set({ verifierDown: true });
  await askAll(world);
  await takeVerdict(eye, 'cause-possible', opened, 'verifier-down');
}
