import { waitFor } from '../browser/wait.ts';
import { setSiteAccess } from '../e2e/site-access.ts';
import {
  EXTENSION_DIR,
  openApp,
  openPanel,
  openWorld,
  press,
  waitForRows,
  waitForText,
} from '../e2e/world.ts';
import { click, closeDialog, closePopovers } from './acts.ts';
import { type Eye, SIZES, type Subject } from './camera.ts';

/** What opens over the panel, whatever it shows. */
async function takePopups(eye: Eye, subject: Subject): Promise<void> {
  const { frame } = subject;
  for (const dialog of ['settings', 'keys']) {
    await click(frame, `.toolbar [data-icon=${dialog}]`);
    await frame.waitForSelector('dialog[open]');
    await eye.take(dialog, subject);
    await closeDialog(frame);
  }
  await click(frame, '.filter [data-icon=question]');
  await eye.take('filter-help', subject);
  await click(frame, '.filter [data-icon=question]');
  await eye.take('columns', subject, {
    before: () => click(frame, '[role=columnheader] [aria-haspopup=menu]'),
  });
  await closePopovers(frame);
}

/** Why there may be nothing to see, and what is wrong between the panel and the page. */
export async function takeQuiet(eye: Eye): Promise<void> {
  await using world = await openWorld({}, { deviceScaleFactor: 1 });
  const { page, chrome } = world;
  await page.goto('about:blank');
  const first = await openPanel(page, SIZES.wide);
  await waitForText(first.frame, /This tab is not FutureGuide/);
  await eye.take('other-site', first);

  await openApp(page, 'current');
  await waitForText(first.frame, /No token seen yet/);
  await press(first.frame, 'Clear');
  await eye.take('waiting', first);
  await press(first.frame, 'Record');
  await eye.take('paused', first);
  await press(first.frame, 'Record');
  await page.evaluate(() => window.app.signIn());
  await waitForRows(first.frame, '/api/auth/profile', ({ length }) => length > 0);
  await press(first.frame, 'Clear');
  await waitForText(first.frame, /Can be refreshed/);
  await eye.take('signed-in', first);
  await takePopups(eye, first);
  await eye.take('focus', first, {
    before: async () => {
      await first.frame.focus('.toolbar button');
      await first.tools.devtools.keyboard.press('Tab');
    },
  });
  await first.tools.close();

  await setSiteAccess(world, 'ON_CLICK');
  await openApp(page, 'current');
  const withheld = await openPanel(page, SIZES.wide);
  await waitForText(withheld.frame, /Site access is withheld/);
  await eye.take('access-withheld', withheld);
  await setSiteAccess(world, 'ON_ALL_SITES');

  // Chromium closes DevTools in which an extension that goes has a panel.
  await chrome.browser.installExtension(EXTENSION_DIR);
  await waitFor('DevTools to close', async () => !(await page.hasDevTools()));
  const unheard = await openPanel(page, SIZES.wide);
  await waitForText(unheard.frame, /Reload the page to connect it/);
  await eye.take('disconnected', unheard);
}
