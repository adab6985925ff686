import { waitFor } from '../browser/wait.ts';
import {
  openApp,
  openPanel,
  openWorld,
  press,
  secondsLeft,
  type World,
  waitForRows,
  waitForText,
} from '../e2e/world.ts';
import type { Switches } from '../service/switches.ts';
import { askAsApp, click, openRow } from './acts.ts';
import { type Eye, SIZES, type Subject } from './camera.ts';

const API = 'https://api.futureguide.id';
const BUILD = 'v2-before';
const PROFILE = '/api/auth/profile';
const ROUTES = [PROFILE, '/api/auth/token-balance', '/api/archive/jobs'];
const LIFE_S = 3_600;
/** Longer than pictures of all variants take, shorter than what counts as expiring. */
const EXPIRING_S = 200;

/** One request with a token, the app's own unless another is named. */
async function ask({ page }: World, path: string, token?: string): Promise<void> {
  const sent = token ?? (await page.evaluate(() => window.app.state().token));
  await askAsApp(page, `fetch('${API}${path}', { headers: { Authorization: 'Bearer ${sent}' } })`);
}

async function tokenOf({ page }: World): Promise<string> {
  return page.evaluate(() => window.app.state().token ?? '');
}

/** Somebody signs in under these switches, with nothing of before in the list. */
async function signIn(world: World, { frame }: Subject, switches: Partial<Switches> = {}) {
  world.service.set({ tokenLifetimeSeconds: LIFE_S, clockOffsetSeconds: 0, ...switches });
  await press(frame, 'Clear');
  await world.page.evaluate(() => window.app.signIn());
  await waitForRows(frame, '/login', ({ length }) => length > 0);
}

async function takeRefused(eye: Eye, state: string, subject: Subject, marks: string) {
  await openRow(subject.frame, marks);
  await eye.take(state, subject, { settings: { detailTab: 'verdict' } });
  await click(subject.frame, '.detail [data-icon=close]');
}

/** What becomes of a session, and why it is refused. */
export async function takeSession(eye: Eye): Promise<void> {
  await using world = await openWorld({}, { deviceScaleFactor: 1 });
  const { page, service } = world;
  await openApp(page, BUILD);
  const opened = await openPanel(page, SIZES.wide);
  const { frame } = opened;

  await signIn(world, opened, { tokenLifetimeSeconds: EXPIRING_S });
  await ask(world, PROFILE);
  await waitForText(frame, /left, expiring/);
  await eye.take('expiring', opened);

  await signIn(world, opened, { tokenLifetimeSeconds: 5 });
  await page.evaluate(() => window.app.submit());
  await ask(world, PROFILE);
  await waitFor('the token to run out', async () => ((await secondsLeft(frame)) ?? 0) < 0);
  await eye.take('expired', opened);
  for (let k = 0; k < 3; k += 1) await page.evaluate(() => window.app.pollOnce());
  await frame.waitForSelector('[role=row][data-cause=expired]');
  await eye.take('expired-polling', opened);

  await signIn(world, opened);
  await press(frame, 'Force refresh');
  await waitForText(frame, /Force refresh: the new token/);
  await page.setOfflineMode(true);
  await press(frame, 'Force refresh');
  await press(frame, 'Refresh anyway');
  await waitForText(frame, /The refresh got no answer/);
  await eye.take('refresh-offline', opened);
  await page.setOfflineMode(false);
  service.set({ refresh: '401-expired' });
  await press(frame, 'Clear');
  await ask(world, PROFILE);
  await press(frame, 'Force refresh');
  await press(frame, 'Refresh anyway');
  await waitForText(frame, /force refresh was refused.*has expired/i);
  await eye.take('refresh-refused', opened);
  service.set({ refresh: 'ok' });

  await signIn(world, opened, { rotateAccess: true });
  await ask(world, PROFILE);
  const old = await tokenOf(world);
  await page.evaluate(() => window.app.refresh());
  await ask(world, PROFILE);
  await ask(world, PROFILE, old);
  await frame.waitForSelector('[role=row][data-cause=superseded]');
  await takeRefused(eye, 'cause-likely', opened, '[data-cause=superseded]');

  await signIn(world, opened, { rotateAccess: false });
  await ask(world, PROFILE);
  service.blacklist(await tokenOf(world));
  await ask(world, PROFILE);
  await frame.waitForSelector('[role=row][data-cause=unknown]');
  await takeRefused(eye, 'cause-unknown', opened, '[data-cause=unknown]');

  await signIn(world, opened);
  for (const route of ROUTES) await ask(world, route);
  await waitForRows(frame, ROUTES.at(-1) ?? '', ({ length }) => length > 0);
  await eye.take('healthy', opened);
  service.set({ verifierDown: true });
  for (const route of ROUTES) await ask(world, route);
  await frame.waitForSelector('[role=row][data-cause=verifier-down]');
  await takeRefused(eye, 'cause-possible', opened, '[data-cause=verifier-down]');
  service.set({ verifierDown: false });

  await signIn(world, opened, { clockOffsetSeconds: 40, tokenLifetimeSeconds: 5 });
  await waitFor('a refusal by the clock', async () => {
    await ask(world, PROFILE);
    return frame.$('[role=row][data-cause=clock-skew]');
  });
  await takeRefused(eye, 'clock-skew', opened, '[data-cause=clock-skew]');

  await signIn(world, opened);
  await page.evaluate(() => window.app.signOut());
  await waitForText(frame, /Signed out/);
  await eye.take('signed-out', opened);
  await opened.tools.close();

  await page.evaluate(() => window.app.signIn());
  service.set({ refresh: '429' });
  const limited = await openPanel(page, SIZES.wide);
  await press(limited.frame, 'Clear');
  await ask(world, PROFILE);
  await press(limited.frame, 'Force refresh');
  await waitForText(limited.frame, /wait 15 min.*nothing was changed/i);
  await eye.take('refresh-limited', limited);
}
