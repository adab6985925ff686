import { openPanel, openWorld } from '../e2e/world.ts';
import { click, openRow } from './acts.ts';
import { type Eye, SIZES } from './camera.ts';
import { begin, signInLongAgo } from './story.ts';

/** What the token has left before it is made to expire. */
const LEFT_S = 1_500;

/** The lab: what can be switched on, what is asked before, and a fault that is on. */
export async function takeFaults(eye: Eye): Promise<void> {
  await using world = await openWorld({ assessmentSeconds: 3_600 }, { deviceScaleFactor: 1 });
  const { page } = world;
  const opened = await openPanel(page, SIZES.wide);
  const { frame } = opened;
  await begin(world, opened, 'v2-before');
  await signInLongAgo(world, opened, LEFT_S);
  await page.evaluate(() => window.app.submit());
  await click(frame, '.drawer [data-tab=faults]');
  await frame.waitForSelector('.recipes');
  await eye.take('faults', opened);
  await click(frame, '[data-fault=expire-now] .button');
  await frame.waitForSelector('dialog[open]');
  await eye.take('fault-question', opened);
  await click(frame, 'dialog .primary');
  await frame.waitForSelector('.fault-banner');
  for (let k = 0; k < 3; k += 1) await page.evaluate(() => window.app.pollOnce());
  await eye.take('fault-on', opened);
  await openRow(frame, '[data-cause=fault]');
  await eye.take('fault-verdict', opened);
  await click(frame, '[data-fault=block-refresh] .button');
  await frame.waitForSelector('[data-fault=block-refresh][data-on=true]');
  await eye.take('faults-on', opened);
}
