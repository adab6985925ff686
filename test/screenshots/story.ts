import { decodeJwt } from 'jose';
import type { Page } from 'puppeteer-core';
import { APP, openApp, press, type World, waitForRows } from '../e2e/world.ts';
import { type Account, RESIDENTS } from '../service/people.ts';
import type { Build } from '../service/switches.ts';
import { askAsApp, click, openRow } from './acts.ts';
import type { Eye, Subject } from './camera.ts';

const API = 'https://api.futureguide.id';
export const PROFILE = '/api/auth/profile';
export const BALANCE = '/api/auth/token-balance';
export const JOBS = '/api/archive/jobs';
/** Of every token, as in production. */
export const LIFE_S = 3_600;
/** So that the same whole second is shown each time. */
const CLEAR_OF_THE_SECOND_MS = 100;

/** The app as where nobody was signed in before, and nothing in the list. */
export async function begin({ page }: World, { frame }: Subject, build: Build): Promise<void> {
  const cdp = await page.createCDPSession();
  await cdp.send('Storage.clearDataForOrigin', { origin: APP, storageTypes: 'all' });
  await cdp.detach();
  await openApp(page, build);
  await press(frame, 'Clear');
}

/** Somebody signs in, and works on for some seconds. */
export async function signIn(world: World): Promise<void> {
  await world.page.evaluate(() => window.app.signIn());
  for (const route of [BALANCE, JOBS]) await ask(world, route);
  await untilLeft(world, LIFE_S - 4);
}

/**
 * DevTools is opened while somebody is signed in whose token has only this much left by this
 * computer's clock: at the login the service's clock was behind; now it is `aheadSeconds` ahead.
 */
export async function signInLongAgo(
  { page, service }: World,
  { frame }: Subject,
  leftSeconds: number,
  { who = RESIDENTS.zoe, aheadSeconds = 0 }: { who?: Account; aheadSeconds?: number } = {},
): Promise<void> {
  const agoSeconds = LIFE_S - leftSeconds;
  service.set({ clockOffsetSeconds: -agoSeconds });
  const calls = await page.evaluate(
    async (account, ago) => {
      await window.app.signIn(account);
      const noted = localStorage.getItem('authV2_tokenIssuedAt');
      if (noted !== null) localStorage.setItem('authV2_tokenIssuedAt', String(Number(noted) - ago));
      return window.app.state().calls.length;
    },
    who,
    agoSeconds,
  );
  service.set({ clockOffsetSeconds: aheadSeconds });
  await waitForRows(frame, '/api/', ({ length }) => length === calls);
  await press(frame, 'Clear');
}

export async function tokenOf({ page }: { page: Page }): Promise<string> {
  const token = await page.evaluate(() => window.app.state().token);
  if (token === null) throw new Error('The app holds no token');
  return token;
}

/** Waits by this computer's clock until the app's token has so much left, or just less. */
export async function untilLeft(world: { page: Page }, seconds: number): Promise<void> {
  const { exp } = decodeJwt(await tokenOf(world));
  if (exp === undefined) throw new Error('The token of the app does not expire');
  const at = (exp - seconds) * 1000;
  await new Promise((resolve) => {
    setTimeout(resolve, at + CLEAR_OF_THE_SECOND_MS - Date.now());
  });
}

/** One request with a token, the app's own unless another is named. */
export async function ask(world: { page: Page }, path: string, token?: string): Promise<void> {
  const sent = token ?? (await tokenOf(world));
  await askAsApp(
    world.page,
    `fetch('${API}${path}', { headers: { Authorization: 'Bearer ${sent}' } })`,
  );
}

/** What a page of the app asks for when it opens. */
export async function askAll(world: { page: Page }): Promise<void> {
  for (const route of [PROFILE, BALANCE, JOBS]) await ask(world, route);
}

/** Pages of the app, one after the other, the last when the token has so much left. */
export async function browse(world: { page: Page }, leftSeconds: number): Promise<void> {
  for (const before of [4.6, 2.3, 0]) {
    await untilLeft(world, leftSeconds + before);
    await askAll(world);
  }
}

/** Takes the panel with the verdict of the first request open that was refused for this cause. */
export async function takeVerdict(
  eye: Eye,
  state: string,
  subject: Subject,
  cause: string,
): Promise<void> {
  const { frame } = subject;
  await openRow(frame, `[data-cause=${cause}]`);
  await eye.take(state, subject, { settings: { detailTab: 'verdict' } });
  await click(frame, '.detail [data-icon=close]');
}
