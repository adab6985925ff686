import type { Page } from 'puppeteer-core';
import { openApp, openPanel, openWorld, press, waitForRows, waitForText } from '../e2e/world.ts';
import { askAsApp, openRow } from './acts.ts';
import { type Eye, SIZES } from './camera.ts';
import { PROFILE } from './story.ts';

const API = 'https://api.futureguide.id';
/** More than the background keeps until DevTools is opened. */
const MANY = 3_400;
/** More at the same time a browser does not take. */
const AT_ONCE = 340;

/** Requests with the app's token, so many at a time as the browser likes. */
function ask(page: Page, path: string, times = 1): Promise<void> {
  return askAsApp(
    page,
    `Promise.all(Array.from({ length: ${times} }, () =>
      fetch('${API}${path}', { headers: { Authorization: 'Bearer ' + window.app.state().token } })
        .then((answer) => answer.text())))`,
  );
}

/** Answers that cannot be read, or could not be had. */
export async function takeBodies(eye: Eye): Promise<void> {
  await using world = await openWorld({}, { deviceScaleFactor: 1 });
  const { page, service } = world;
  await openApp(page, 'v2-before', 'signin');
  await ask(page, '/api/auth/token-balance');
  const opened = await openPanel(page, SIZES.wide);
  const { frame } = opened;
  const [early] = await waitForRows(frame, '/api/auth/token-balance', ({ length }) => length > 0);
  await openRow(frame, `[data-request="${early?.request}"]`);
  await eye.take('body-not-available', opened, { settings: { detailTab: 'response' } });

  service.set({
    respondWith: {
      pathPrefix: PROFILE,
      status: 401,
      html: '{"success":false,"error":"INVALID_TO',
      headers: { 'Content-Type': 'application/json' },
    },
  });
  await ask(page, PROFILE);
  const rows = await waitForRows(frame, PROFILE, ({ length }) => length > 0);
  await openRow(frame, `[data-request="${rows.at(-1)?.request}"]`);
  await eye.take('unreadable-answer', opened, { settings: { detailTab: 'response' } });
}

/** More requests than are kept until DevTools is opened. */
export async function takeDropped(eye: Eye): Promise<void> {
  await using world = await openWorld({ authLimit: 1_000_000 }, { deviceScaleFactor: 1 });
  const { page } = world;
  await openApp(page, 'v2-before', 'signin');
  for (let sent = 0; sent < MANY; sent += AT_ONCE) await ask(page, PROFILE, AT_ONCE);
  const opened = await openPanel(page, SIZES.wide);
  await waitForText(opened.frame, /let go|dropped/i);
  await press(opened.frame, 'Record');
  // The list says so where it begins.
  await eye.take('rows-dropped', opened, {
    before: () =>
      opened.frame.$eval('[role=grid]', (grid) => {
        grid.scrollTo(0, 0);
        grid.dispatchEvent(new Event('scroll'));
      }),
  });
}
