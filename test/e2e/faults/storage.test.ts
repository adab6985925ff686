import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fault } from '../../../src/core/faults/fault.ts';
import { waitFor } from '../../browser/wait.ts';
import type { Build } from '../../service/switches.ts';
import {
  type OpenPanel,
  openApp,
  openPanel,
  openWorld,
  readStored,
  type World,
  waitForRows,
} from '../world.ts';
import { type OpenLab, openLab } from './lab.ts';
import { type Check, tokenFaults } from './token-faults.ts';

const PROFILE = '/api/auth/profile';
const OTHER = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzb21lYm9keS1lbHNlIn0.c2lnbmF0dXJl';

let world: World;
let page: Page;
let panel: OpenPanel;
let lab: OpenLab;

beforeAll(async () => {
  world = await openWorld({ refreshDeadlock: false });
  page = world.page;
  await openApp(page, 'current');
  panel = await openPanel(page);
  lab = await openLab(panel.frame);
});
afterAll(() => world[Symbol.asyncDispose]());

async function signIn(build: Build): Promise<void> {
  await page.evaluate(() => localStorage.clear());
  await openApp(page, build, 'signin');
}

/** All of the page's storage, cookies with all that the browser knows of them, to the second. */
async function wholeStorage(): Promise<unknown> {
  const cookies = await page.evaluate(async () =>
    ((await cookieStore.getAll()) as { expires?: number | null }[]).map((cookie) => {
      return { ...cookie, expires: Math.floor((cookie.expires ?? 0) / 1000) };
    }),
  );
  const { entries } = await readStored(page);
  return { entries, cookies };
}

/** Sends the token that the build holds now, without what the app would do about the answer. */
async function sendHeld(): Promise<string | null> {
  const { length } = world.service.log;
  await page.evaluate(async (path) => {
    const { token } = window.app.state();
    const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
    await fetch(`https://api.futureguide.id${path}`, { headers });
  }, PROFILE);
  const call = await waitFor('the call to arrive', () =>
    world.service.log
      .slice(length)
      .find(({ method, path, status }) => method === 'GET' && path === PROFILE && status),
  );
  return call.authorization;
}

const BUILDS: Build[] = ['current', 'v2-before', 'v1'];
/** Each fault with one build, each build with some of them. */
const PAIRS = tokenFaults(OTHER).flatMap(([fault, check], index) =>
  BUILDS.filter((_, build) => (index + build) % 2 === 0).map(
    (build): [string, Build, Fault, Check] => [fault.name, build, fault, check],
  ),
);

describe('a storage fault', () => {
  it.each(PAIRS)(
    '%s: the build %s sends it, its row says so, and undoing it leaves no trace',
    async (...it) => {
      const [name, build, fault, check] = it;
      await signIn(build);
      const before = await wholeStorage();
      const held = await page.evaluate(() => window.app.state().token ?? '');

      const outcome = await lab.switchOn(fault);
      expect(outcome.kind).toBe('on');
      check(await sendHeld(), held);
      await waitForRows(panel.frame, PROFILE, (rows) => {
        const last = rows.at(-1);
        return last?.outcome === 'rejected' && last.cause === 'fault';
      });
      expect((await lab.on()).map((on) => on.fault.name)).toEqual([name]);

      expect(await lab.undo(null)).toEqual({ kind: 'undone' });
      expect(await wholeStorage()).toEqual(before);
      expect(await sendHeld()).toBe(`Bearer ${held}`);
      await waitForRows(panel.frame, PROFILE, (rows) => rows.at(-1)?.outcome === 'accepted');
    },
  );

  it('that the app has overwritten is undone only where it has not, and asks about the rest', async () => {
    await signIn('current');
    const before = (await readStored(page)).entries;
    const on = await lab.switchOn({ name: 'tamper-signature' });
    const id = on.kind === 'on' ? on.id : '';
    await page.evaluate(() => localStorage.setItem('futureguide_access_token', 'newer'));
    const place = 'localStorage.futureguide_access_token';
    expect(await lab.undo(id)).toEqual({ kind: 'newer', id, places: [place] });
    const { entries } = await readStored(page);
    expect(entries.futureguide_access_token).toBe('newer');
    expect(entries.futureguide_user_data).toBe(before.futureguide_user_data);
    expect((await lab.on())[0]?.newer).toEqual([place]);

    expect(await lab.undo(id, 'restore')).toEqual({ kind: 'undone' });
    expect((await readStored(page)).entries).toEqual(before);
    expect(await lab.on()).toEqual([]);
  });

  it('that keeps the old token lets the refresh pass, and gives the new one back when undone', async () => {
    await signIn('v2-before');
    const old = (await readStored(page)).entries;
    expect((await lab.switchOn({ name: 'keep-old-token' })).kind).toBe('on');
    const answer = await page.evaluate(() => window.app.refresh());
    const { idToken } = (answer.body as { data: { idToken: string } }).data;
    expect(answer.status).toBe(200);
    await waitFor('the old token to be back', async () => {
      const { entries } = await readStored(page);
      expect(entries.authV2_idToken).toBe(old.authV2_idToken);
      expect(entries.auth_token).toBe(old.auth_token);
      return true;
    });
    expect((await readStored(page)).entries.authV2_refreshToken).not.toBe(old.authV2_refreshToken);
    expect(await lab.undo(null)).toEqual({ kind: 'undone' });
    const { entries } = await readStored(page);
    expect(entries.authV2_idToken).toBe(idToken);
    expect(entries.token).toBe(idToken);
  });

  it('of one copy changes no other', async () => {
    await signIn('v2-before');
    const before = (await readStored(page)).entries;
    const place = 'localStorage.token';
    await lab.switchOn({ name: 'stale-copy', place, token: OTHER });
    const { entries } = await readStored(page);
    const { 'futureguide-tokens.fault': _, ...others } = entries;
    expect(others).toEqual({ ...before, token: JSON.stringify(OTHER) });
    await lab.undo(null);
    expect((await readStored(page)).entries).toEqual(before);
  });
});
