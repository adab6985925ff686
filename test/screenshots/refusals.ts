import { openPanel, openWorld } from '../e2e/world.ts';
import { type Eye, SIZES } from './camera.ts';
import {
  ask,
  askAll,
  BALANCE,
  begin,
  browse,
  JOBS,
  LIFE_S,
  PROFILE,
  signIn,
  signInLongAgo,
  takeVerdict,
  tokenOf,
  untilLeft,
} from './story.ts';

/** How far the service's clock is ahead; a token with so much left by this computer's has expired. */
const AHEAD_S = 40;

/** Refusals that time alone does not explain. */
export async function takeRefusals(eye: Eye): Promise<void> {
  await using world = await openWorld({}, { deviceScaleFactor: 1 });
  const { page, service } = world;
  const opened = await openPanel(page, SIZES.wide);

  // A part of the app reads a key that the login wrote, and no refresh.
  service.set({ rotateAccess: true });
  await begin(world, opened, 'v2-after');
  await signInLongAgo(world, opened, 290);
  await ask(world, PROFILE);
  await untilLeft(world, 288);
  await page.evaluate(() => window.app.refresh());
  await askAll(world);
  await untilLeft(world, LIFE_S - 3);
  await ask(world, JOBS, await page.evaluate(() => localStorage.getItem('accessToken') ?? ''));
  await takeVerdict(eye, 'cause-likely', opened, 'superseded');
  service.set({ rotateAccess: false });

  await begin(world, opened, 'current');
  await signIn(world);
  service.blacklist(await tokenOf(world));
  await ask(world, BALANCE);
  await takeVerdict(eye, 'cause-unknown', opened, 'unknown');

  await begin(world, opened, 'current');
  await signInLongAgo(world, opened, AHEAD_S + 8, { aheadSeconds: AHEAD_S });
  await browse(world, AHEAD_S + 1.5);
  await untilLeft(world, AHEAD_S - 2);
  await askAll(world);
  await takeVerdict(eye, 'clock-skew', opened, 'clock-skew');
}
