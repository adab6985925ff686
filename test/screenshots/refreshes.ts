import { openPanel, openWorld, press, type World, waitForText } from '../e2e/world.ts';
import type { Switches } from '../service/switches.ts';
import { type Eye, SIZES, type Subject } from './camera.ts';
import { ask, begin, browse, JOBS, signInLongAgo, untilLeft } from './story.ts';

/** What a token has left when its refresh is forced. */
const LEFT_S = 250;
/** Longer than one has to wait after too many refreshes. */
const LEFT_TO_WAIT_S = 1_500;

/** The app at work until its token has so much left; a refresh is then answered as switched. */
async function openAtWork(
  refresh: Switches['refresh'],
  leftSeconds: number,
): Promise<World & Subject> {
  const world = await openWorld({ refresh }, { deviceScaleFactor: 1 });
  const opened = await openPanel(world.page, SIZES.wide);
  await begin(world, opened, 'current');
  await signInLongAgo(world, opened, leftSeconds + 9);
  await browse(world, leftSeconds + 2);
  await untilLeft(world, leftSeconds);
  return { ...world, ...opened };
}

/** What a forced refresh may come to, but for a new token. */
export async function takeRefreshes(eye: Eye): Promise<void> {
  {
    await using offline = await openAtWork('ok', LEFT_S);
    const { page, frame } = offline;
    await page.setOfflineMode(true);
    await ask(offline, JOBS).catch(() => {});
    await press(frame, 'Force refresh');
    await waitForText(frame, /The refresh got no answer/);
    await eye.take('refresh-offline', offline);
  }
  {
    await using refused = await openAtWork('401-expired', LEFT_S);
    await press(refused.frame, 'Force refresh');
    await waitForText(refused.frame, /force refresh was refused.*has expired/i);
    await eye.take('refresh-refused', refused);
  }
  await using limited = await openAtWork('429', LEFT_TO_WAIT_S);
  await press(limited.frame, 'Force refresh');
  await waitForText(limited.frame, /wait 15 min.*nothing was changed/i);
  await eye.take('refresh-limited', limited);
}
