import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StorageFault } from '../../../src/core/faults/fault.ts';
import { waitFor } from '../../browser/wait.ts';
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
import type { Variant } from './variants.ts';

const PROFILE = '/api/auth/profile';

let world: World;
let page: Page;
let panel: OpenPanel;
let lab: OpenLab;
/** What the grid has to say of every call so far: its outcome and cause. */
const verdicts: string[] = [];

beforeAll(async () => {
  world = await openWorld();
  page = world.page;
  await openApp(page, 'current');
  panel = await openPanel(page);
  lab = await openLab(panel.frame);
});
afterAll(() => world[Symbol.asyncDispose]());

/** As if that build had signed in with this token. */
async function signIn({ entries, cookies }: Variant, token: string): Promise<void> {
  await page.evaluate(
    (values, names, value) => {
      localStorage.clear();
      for (const [key, text] of Object.entries(values)) localStorage.setItem(key, text);
      for (const name of ['token', 'fg_admin_token']) {
        const age = names.includes(name) ? 604800 : 0;
        // biome-ignore lint/suspicious/noDocumentCookie: as the app does
        document.cookie = `${name}=${value}; path=/; max-age=${age}`;
      }
    },
    entries(token),
    cookies,
    token,
  );
}

/** Sends what the build would, one way or the other, and returns what the service received. */
async function send({ read }: Variant, by: 'fetch' | 'xhr') {
  const { length } = world.service.log;
  const token = read(await readStored(page));
  await page.evaluate(
    (url, authorization, isFetch) => {
      if (isFetch) return fetch(url, authorization ? { headers: { authorization } } : {});
      return new Promise((done) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', url);
        if (authorization) xhr.setRequestHeader('Authorization', authorization);
        xhr.onloadend = done;
        xhr.send();
      });
    },
    `https://api.futureguide.id${PROFILE}`,
    token === null ? null : `Bearer ${token}`,
    by === 'fetch',
  );
  const call = await waitFor('the call to arrive', () =>
    world.service.log
      .slice(length)
      .find(({ method, path, status }) => method === 'GET' && path === PROFILE && status),
  );
  const { authorization, status } = call;
  return { authorization, isAccepted: status === 200 };
}

/** Those whose tokens the service itself has signed. */
async function genuineFaults(kind: Variant['kind']): Promise<[StorageFault, Check][]> {
  const expired = await world.service.issue({ kind, issuedAgoSeconds: 4_000, lifetimeSeconds: 60 });
  const previous = await world.service.issue({ kind, issuedAgoSeconds: 600 });
  const isSent =
    (token: string): Check =>
    (sent) =>
      expect(sent).toBe(`Bearer ${token}`);
  return [
    [{ name: 'really-expired', token: expired }, isSent(expired)],
    [{ name: 'roll-back', token: previous }, isSent(previous)],
  ];
}

/** Every token fault with each of these ways to keep a token. */
export function tryTokenFaults(variants: readonly Variant[]): void {
  const every = variants.map((variant, index) => ({ ...variant, index }));

  describe('a token kept as by', () => {
    it.each(every)(
      '$name: the service gets what each fault makes of it; rows say so; undoing leaves no trace',
      async (variant) => {
        const { kind } = variant;
        const held = await world.service.issue({ kind });
        const other = await world.service.issue({ kind, user: 'budi' });
        const faults = [...tokenFaults(other), ...(await genuineFaults(kind))];
        await signIn(variant, held);
        const before = await readStored(page);
        for (const [index, [fault, check]] of faults.entries()) {
          // Every fault with every variant, and both with each way to send and to undo.
          const by = (index + variant.index) % 2 === 0 ? 'fetch' : 'xhr';
          const undoesAll = ((index + variant.index) >> 1) % 2 === 0;
          const on = await lab.switchOn(fault);
          expect(on.kind, fault.name).toBe('on');
          const faulty = await send(variant, by);
          check(faulty.authorization, held);
          verdicts.push(faulty.isAccepted ? 'accepted ' : 'rejected fault');
          const undone = await lab.undo(undoesAll || on.kind !== 'on' ? null : on.id);
          expect(undone, fault.name).toEqual({ kind: 'undone' });
          expect(await readStored(page), fault.name).toEqual(before);
          const after = await send(variant, by);
          expect(after.authorization).toBe(`Bearer ${held}`);
          expect(after.isAccepted).toBe(true);
          verdicts.push('accepted ');
        }
        await waitForRows(panel.frame, PROFILE, (all) => {
          const said = all.map(({ outcome, cause }) => `${outcome} ${cause}`);
          return said.join() === verdicts.join();
        });
      },
    );

    it.each(every.filter(({ copies }) => copies.length > 0))(
      '$name: one copy is made stale, and no other changed',
      async (variant) => {
        const { kind } = variant;
        await signIn(variant, await world.service.issue({ kind }));
        const before = await readStored(page);
        const stale = await world.service.issue({ kind, issuedAgoSeconds: 600 });
        for (const copy of variant.copies) {
          const place = `localStorage.${copy}`;
          expect((await lab.switchOn({ name: 'stale-copy', place, token: stale })).kind).toBe('on');
          const { entries, cookies } = await readStored(page);
          const changed = Object.keys(before.entries).filter(
            (key) => entries[key] !== before.entries[key],
          );
          expect(changed).toEqual([copy.split('.')[0]]);
          expect(entries[changed[0] ?? '']).toContain(stale);
          expect(cookies).toBe(before.cookies);
          expect(await lab.undo(null)).toEqual({ kind: 'undone' });
          expect(await readStored(page)).toEqual(before);
        }
      },
    );

    it.each(every.filter(({ refreshed }) => refreshed.length > 0))(
      '$name: the old one is kept over a refresh',
      async (variant) => {
        const { kind } = variant;
        const old = await world.service.issue({ kind });
        await signIn(variant, old);
        const fresh = await world.service.issue({ kind, lifetimeSeconds: 1_800 });
        expect((await lab.switchOn({ name: 'keep-old-token' })).kind).toBe('on');
        await page.evaluate(
          (keys, value) => {
            for (const key of keys) localStorage.setItem(key, value);
          },
          variant.refreshed,
          fresh,
        );
        await waitFor('the old token to be back', async () => {
          const { entries } = await readStored(page);
          return variant.refreshed.every((key) => entries[key] === old);
        });
        expect(await lab.undo(null)).toEqual({ kind: 'undone' });
        const { entries } = await readStored(page);
        expect(variant.refreshed.map((key) => entries[key])).toEqual(
          variant.refreshed.map(() => fresh),
        );
      },
    );
  });
}
