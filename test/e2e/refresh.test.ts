import type { Frame, Page } from 'puppeteer-core';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../browser/wait.ts';
import type { Service } from '../service/service.ts';
import { REFRESH, refreshCalls } from './refresh-calls.ts';
import { shareWorld } from './share-world.ts';
import {
  openApp,
  openDetail,
  openPanel,
  openTab,
  press,
  readRows,
  readStored,
  type Stored,
  secondsLeft,
  waitForRows,
  waitForText,
} from './world.ts';

const freshTab = shareWorld();
const STATUS = '/api/assessment/status/';
const POLLING = { pollSeconds: 0.2, assessmentSeconds: 600 };
const NEW_LIFE = 7_200;

const signatureOf = (token: string) => token.split('.')[2] ?? '';

/** Presses the button and waits until the page holds another token than before. */
async function refreshTo(frame: Frame, page: Page, key: string): Promise<Stored> {
  const before = (await readStored(page)).entries[key];
  await press(frame, 'Force refresh');
  return waitFor('a new token in storage', async () => {
    const stored = await readStored(page);
    return stored.entries[key] === before ? null : stored;
  });
}

/** Waits until a poll with this token was accepted. */
async function expectPollsWith({ log }: Service, token: string | undefined): Promise<void> {
  await waitFor('a poll with the new token', () =>
    log.some(
      ({ path, authorization, status }) =>
        path.startsWith(STATUS) && authorization === `Bearer ${token}` && status === 200,
    ),
  );
}

/** Opens every tab of every row's detail in turn; nowhere in the document may one of these stand. */
async function expectNowhere(frame: Frame, secrets: (string | undefined)[]): Promise<void> {
  for (const row of await readRows(frame)) {
    await openDetail(frame, row);
    const tabs = await frame.$$eval('.detail [role=tab]', (all) =>
      all.map(({ textContent }) => textContent ?? ''),
    );
    for (const tab of tabs) {
      await openTab(frame, tab);
      const markup = await frame.evaluate(() => document.documentElement.outerHTML);
      const found = secrets.filter((secret) => !secret || markup.includes(secret));
      expect(found, `${row.text} ${tab}`).toEqual([]);
    }
  }
}

describe('a forced refresh', () => {
  it('renews every copy that the current build reads, and its next poll goes well', async () => {
    await using world = await freshTab(POLLING);
    const { page, service } = world;
    await openApp(page, 'current', 'signin,submit');
    await page.evaluate(() => {
      const user = JSON.parse(localStorage.getItem('futureguide_user_data') ?? '{}');
      const tokens = { idToken: user.idToken, refreshToken: user.refreshToken, expiryTime: null };
      const state = { user: { email: user.email }, isAuthenticated: true, tokens };
      localStorage.setItem(
        'futureguide_partial_user_data',
        JSON.stringify({ ...user, isPartial: true }),
      );
      localStorage.setItem('auth-storage', JSON.stringify({ state, version: 1 }));
    });
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.startPolling());
    const { entries: before } = await readStored(page);
    const pagesLoaded = () => service.log.filter(({ path }) => path.startsWith('/?')).length;
    const loadedBefore = pagesLoaded();

    service.set({ tokenLifetimeSeconds: NEW_LIFE });
    const { entries: after } = await refreshTo(frame, page, 'futureguide_access_token');

    const idToken = after.futureguide_access_token;
    const refreshToken = after.futureguide_refresh_token;
    expect(refreshToken).not.toBe(before.futureguide_refresh_token);
    const renewed = (key: string) => {
      const { expiresIn: _, ...rest } = JSON.parse(before[key] ?? '{}');
      return { ...rest, idToken, refreshToken, expiresIn: String(NEW_LIFE) };
    };
    for (const key of ['futureguide_user_data', 'futureguide_partial_user_data'])
      expect(JSON.parse(after[key] ?? '{}'), key).toEqual(renewed(key));
    const { state, version } = JSON.parse(before['auth-storage'] ?? '{}');
    const tokens = { ...state.tokens, idToken, refreshToken };
    expect(JSON.parse(after['auth-storage'] ?? '{}')).toEqual({
      state: { ...state, tokens },
      version,
    });

    const [call, ...others] = refreshCalls(service);
    expect(others).toEqual([]);
    expect(call?.body).toEqual({ refreshToken: before.futureguide_refresh_token });
    await expectPollsWith(service, idToken);
    expect(pagesLoaded()).toBe(loadedBefore);
    expect(await page.evaluate(async () => (await window.app.refresh()).status)).toBe(200);
  });

  it('renews every copy of auth v2, its issued-at and its cookie, and tells the app', async () => {
    await using world = await freshTab(POLLING);
    const { page, service } = world;
    await openApp(page, 'v2-before', 'signin,submit');
    const heard = await page.evaluateHandle(() => {
      const keys: (string | null)[] = [];
      window.addEventListener('storage', ({ key, newValue }) => {
        if (newValue === localStorage.getItem(key ?? '')) keys.push(key);
      });
      return keys;
    });
    const { frame } = await openPanel(page);
    await page.evaluate(() => window.app.startPolling());
    const { entries: before } = await readStored(page);

    service.set({ tokenLifetimeSeconds: NEW_LIFE });
    const startedAt = Math.floor(Date.now() / 1000);
    await refreshTo(frame, page, 'authV2_idToken');
    await waitForText(frame, /Force refresh: the new token/);
    const { entries: after, cookies } = await readStored(page);

    const token = after.authV2_idToken;
    expect(after).toEqual({
      ...before,
      authV2_idToken: token,
      token,
      auth_token: token,
      accessToken: token,
      futureguide_token: token,
      authV2_refreshToken: after.authV2_refreshToken,
      refreshToken: after.authV2_refreshToken,
      authV2_tokenIssuedAt: after.authV2_tokenIssuedAt,
    });
    expect(after.authV2_refreshToken).not.toBe(before.authV2_refreshToken);
    expect(Number(after.authV2_tokenIssuedAt)).toBeGreaterThanOrEqual(startedAt);
    expect(Number(after.authV2_tokenIssuedAt)).toBeLessThanOrEqual(Date.now() / 1000);
    expect(cookies).toBe(`token=${token}`);
    const [cookie] = await world.chrome.browser.cookies();
    expect(cookie).toMatchObject({ name: 'token', path: '/', sameSite: 'Lax' });
    expect(cookie?.expires).toBeGreaterThanOrEqual(startedAt + 3_600);
    expect(cookie?.expires).toBeLessThanOrEqual(Date.now() / 1000 + 3_600);
    expect(await heard.jsonValue()).toEqual(
      expect.arrayContaining(['authV2_idToken', 'authV2_refreshToken', 'token', 'auth_token']),
    );
    await expectPollsWith(service, token);
  });

  it('is a row of its own, shows the expiry before and after, and no token anywhere', async () => {
    await using world = await freshTab({ tokenLifetimeSeconds: 600 });
    const { page, service } = world;
    const { frame } = await openPanel(page);
    await openApp(page, 'current', 'signin,submit');
    await waitForRows(frame, '/api/assessment/submit', (rows) => rows.length === 1);
    const { entries: before } = await readStored(page);
    expect(await secondsLeft(frame)).toBeLessThanOrEqual(600);

    service.set({ tokenLifetimeSeconds: NEW_LIFE });
    const { entries: after } = await refreshTo(frame, page, 'futureguide_access_token');

    const said = await waitForText(frame, /Force refresh: the new token/);
    // With its date where that is not today.
    const expiries = [
      ...said.matchAll(/(?:expires|valid until) ((?:\d+ \w+ \d+, )?[\d:]{8})/gi),
    ].map(([, time]) => time);
    expect(new Set(expiries).size).toBe(2);
    await waitFor('the new countdown', async () => Number(await secondsLeft(frame)) > 600);
    const [row, ...others] = await waitForRows(frame, REFRESH, (rows) =>
      rows.some(({ outcome }) => outcome === 'accepted'),
    );
    expect(others).toEqual([]);
    expect(row?.text).toMatch(/by debugger/i);
    expect(row?.flags).toEqual([]);
    const logins = await waitForRows(frame, '/api/auth/v2/login', (rows) => rows.length > 0);
    expect(logins[0]?.text).not.toMatch(/by debugger/i);
    await expectNowhere(frame, [
      signatureOf(before.futureguide_access_token ?? ''),
      signatureOf(after.futureguide_access_token ?? ''),
      before.futureguide_refresh_token,
      after.futureguide_refresh_token,
    ]);
  });

  it('by cookie works once the app was seen to do it, and not before', async () => {
    await using world = await freshTab({ refreshTransport: 'cookie' });
    const { page, service } = world;
    await openApp(page, 'current', 'signin');
    const { frame } = await openPanel(page);
    await waitForText(frame, /Storage holds no refresh token, and no refresh endpoint .*seen/i);
    const button = await frame.waitForSelector('::-p-aria([name="Force refresh"][role="button"])');
    const isDisabled = () =>
      button?.evaluate((element) => (element as HTMLButtonElement).disabled) ?? null;
    expect(await isDisabled()).toBe(true);

    await page.evaluate(() => window.app.refresh());
    await waitFor('the button to work', async () => (await isDisabled()) === false);
    const ofApp = (await readStored(page)).entries.futureguide_access_token;
    const { entries } = await refreshTo(frame, page, 'futureguide_access_token');
    expect(entries.futureguide_access_token).not.toBe(ofApp);
    expect(JSON.parse(entries.futureguide_user_data ?? '{}').idToken).toBe(
      entries.futureguide_access_token,
    );
    expect(entries).not.toHaveProperty('futureguide_refresh_token');
    const rows = await waitForRows(
      frame,
      '/api/auth/refresh-token',
      (found) => found.length === 2 && found.every(({ outcome }) => outcome === 'accepted'),
    );
    expect(rows.map(({ text }) => /by debugger/i.test(text))).toEqual([false, true]);
    const profile = await page.evaluate(() => window.app.fetchProfile());
    expect(profile.status).toBe(200);
    expect(service.log.at(-1)?.authorization).toBe(`Bearer ${entries.futureguide_access_token}`);
  });
});
