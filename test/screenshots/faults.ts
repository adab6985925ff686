import { openApp, openPanel, openWorld } from '../e2e/world.ts';
import { click, openRow } from './acts.ts';
import { type Camera, SIZES } from './camera.ts';

/** The lab: what can be switched on, what is asked before, and a fault that is on. */
export async function takeFaults(camera: Camera): Promise<void> {
  await using world = await openWorld({ assessmentSeconds: 3_600 }, { deviceScaleFactor: 1 });
  const { page } = world;
  await openApp(page, 'v2-before', 'signin,submit');
  const opened = await openPanel(page, SIZES.wide);
  const { frame } = opened;
  await click(frame, '.drawer [data-tab=faults]');
  await frame.waitForSelector('.recipes');
  await camera.take('faults', opened);
  await click(frame, '[data-fault=expire-now] .button');
  await frame.waitForSelector('dialog[open]');
  await camera.take('fault-question', opened);
  await click(frame, 'dialog .primary');
  await frame.waitForSelector('.fault-banner');
  for (let k = 0; k < 3; k += 1) await page.evaluate(() => window.app.pollOnce());
  await camera.take('fault-on', opened);
  await openRow(frame, '[data-cause=fault]');
  await camera.take('fault-verdict', opened);
}
