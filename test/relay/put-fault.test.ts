import { describe, expect, it } from 'vitest';
import type { CookieAttributes } from '../../src/core/faults/cookie-text.ts';
import type { StorageFault } from '../../src/core/faults/fault.ts';
import { STORAGE_LEASE_MS } from '../../src/core/faults/lease.ts';
import { profileOfHost } from '../../src/core/service/known-hosts.ts';
import type { StorageRules } from '../../src/core/service/token-storage.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { FAULT_KEY } from '../../src/page-channel.ts';
import { FaultInStorage } from '../../src/relay/fault-in-storage.ts';
import { FaultPutter, type PutFaultEnvironment } from '../../src/relay/put-fault.ts';
import { idToken, NEW_IAT, NOW, OLD, STORAGES } from './fake-page.ts';

const COOKIE: CookieAttributes = {
  domain: null,
  path: '/',
  expires: NOW + 86_400_000,
  sameSite: 'lax',
  secure: false,
};

/** A page's storage in memory, which notes in what order it was written. */
function fakeStorage(
  entries: Record<string, string>,
  cookies: Record<string, string> = {},
  rules = futureGuide.storage,
) {
  const world = {
    entries: { ...entries },
    cookies: { ...cookies },
    nowMs: NOW,
    /** characters that it takes, keys and values together */
    quota: Number.POSITIVE_INFINITY,
    order: [] as string[],
    told: [] as string[],
    heldBack: [] as string[],
    assignments: [] as string[],
  };
  const environmentOf = (of: StorageRules): PutFaultEnvironment => ({
    rules: of,
    readStorage: () => {
      const known = Object.entries(world.entries).filter(([key]) => of.keys.includes(key));
      return { entries: Object.fromEntries(known), cookies: { ...world.cookies } };
    },
    getItem: (key) => world.entries[key] ?? null,
    setItem: (key, value) => {
      const { [key]: _, ...others } = world.entries;
      const next = value === null ? others : { ...others, [key]: value };
      if (Object.entries(next).flat().join('').length > world.quota) return;
      world.order.push(key);
      world.entries = next;
    },
    setCookie: (assignment) => {
      world.assignments.push(assignment);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(assignment) ?? [];
      if (assignment.includes('01 Jan 1970')) delete world.cookies[name];
      else world.cookies[name] = value;
    },
    cookieAttributes: async () => COOKIE,
    tellApp: ({ key }) => world.told.push(key),
    tellHeldBack: ({ token }) => world.heldBack.push(token),
    now: () => world.nowMs,
  });
  const faults = new FaultPutter(environmentOf(rules));
  /** of a page that has just begun, which knows only the service's own keys */
  const faultsAtBegin = new FaultInStorage(environmentOf(futureGuide.storage));
  return { world, faults, faultsAtBegin };
}

const QUOTE: StorageFault = { name: 'quote' };

describe('a storage fault in the page', () => {
  it('keeps the original before it writes anything, and takes it away last', async () => {
    const { world, faults } = fakeStorage(STORAGES.current);
    await faults.put('f1', QUOTE, 0);
    expect(world.order[0]).toBe(FAULT_KEY);
    expect(world.told).toEqual(['futureguide_access_token', 'futureguide_user_data']);
    world.order.length = 0;
    expect(faults.undo('ask', 'f1')).toEqual({ kind: 'undone', newer: [] });
    expect(world.order.at(-1)).toBe(FAULT_KEY);
    expect(world.entries).toEqual(STORAGES.current);
  });

  it('gives a cookie back with the expiry that it had', async () => {
    const { world, faults } = fakeStorage(STORAGES.authV2, { token: OLD });
    await faults.put('f1', { name: 'remove' }, 0);
    faults.undo('ask');
    const until = 'expires=Fri, 24 Oct 2025 08:00:00 GMT';
    expect(world.assignments).toEqual([
      'token=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=lax',
      `token=${OLD}; path=/; ${until}; SameSite=lax`,
    ]);
  });

  it('is overdue without a sign of life, and not with one', async () => {
    const { world, faults } = fakeStorage(STORAGES.current);
    await faults.put('f1', QUOTE, 0);
    world.nowMs += STORAGE_LEASE_MS - 1;
    expect(faults.isOverdue()).toBe(false);
    expect(faults.renew('f1')).toBe(true);
    expect(faults.renew('another')).toBe(false);
    world.nowMs += STORAGE_LEASE_MS - 1;
    expect(faults.isOverdue()).toBe(false);
    world.nowMs += 1;
    expect(faults.isOverdue()).toBe(true);
  });

  it('is overdue once the clock was set back, for nothing tells how long it has lain there', async () => {
    const { world, faults } = fakeStorage(STORAGES.current);
    await faults.put('f1', QUOTE, 0);
    world.nowMs -= 3_600_000;
    expect(faults.isOverdue()).toBe(true);
    expect(faults.renew('f1')).toBe(true);
    expect(faults.isOverdue()).toBe(false);
  });

  it('that follows another is made of the app’s own token', async () => {
    const { world, faults } = fakeStorage(STORAGES.current);
    await faults.put('f1', QUOTE, 0);
    await faults.put('f2', { name: 'placeholder' }, 0);
    expect(faults.undo('keep')).toEqual({ kind: 'undone', newer: [] });
    expect(world.entries).toEqual(STORAGES.current);
  });

  it('is told by the server’s clock when the token would expire', async () => {
    const { world, faults } = fakeStorage(STORAGES.current);
    await faults.put('f1', { name: 'leave-seconds', seconds: 60 }, 180_000);
    const [, payload = ''] = world.entries.futureguide_access_token?.split('.') ?? [];
    const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(exp).toBe(NOW / 1000 + 180 + 60);
  });

  it('says again that it was put back to who did not hear it, and not where the page has cleared it', async () => {
    const { world, faults } = fakeStorage(STORAGES.current);
    await faults.put('f1', QUOTE, 0);
    expect(faults.undo('ask', 'f1')).toEqual({ kind: 'undone', newer: [] });
    expect(faults.undo('ask', 'f1')).toEqual({ kind: 'undone', newer: [] });
    await faults.put('f2', QUOTE, 0);
    world.entries = {};
    expect(faults.undo('ask', 'f2')).toEqual({ kind: 'gone' });
  });

  it('is forgotten, not obeyed, where the page has spoilt what was kept', async () => {
    const { world, faults } = fakeStorage({ ...STORAGES.current, [FAULT_KEY]: '{"version":1}' });
    expect(faults.held()).toBeNull();
    expect(faults.undo('restore')).toEqual({ kind: 'gone' });
    expect(world.entries.futureguide_access_token).toBe(OLD);
  });

  describe('that is undone after the app wrote', () => {
    const EXPIRE: StorageFault = { name: 'expire-now' };

    /** The app puts what it has learnt since beside the token that it found. */
    async function merged() {
      const { world, faults } = fakeStorage(STORAGES.current);
      await faults.put('f1', EXPIRE, 0);
      const forged = world.entries.futureguide_access_token ?? '';
      const known = JSON.parse(world.entries.futureguide_user_data ?? '{}');
      const learnt = { ...known, profile: { full_name: 'Sari' }, idToken: forged };
      world.entries.futureguide_user_data = JSON.stringify(learnt);
      return { world, faults, forged };
    }

    it.each(['keep', 'restore'] as const)('leaves no forged token (%s)', async (choice) => {
      const { world, faults, forged } = await merged();
      expect(faults.undo('ask')).toEqual({
        kind: 'undone',
        newer: ['localStorage.futureguide_user_data'],
      });
      faults.undo(choice);
      expect(JSON.stringify(world.entries)).not.toContain(forged);
      const user = JSON.parse(world.entries.futureguide_user_data ?? '{}');
      expect(user).toMatchObject({ idToken: OLD });
      expect('profile' in user && user.profile !== null).toBe(choice === 'keep');
    });

    it('names and cleans a key into which the app copied a forged token', async () => {
      const { world, faults, forged } = await merged();
      world.entries.accessToken = JSON.stringify(forged);
      expect(faults.undo('ask')).toMatchObject({
        newer: ['localStorage.futureguide_user_data', 'localStorage.accessToken'],
      });
      faults.undo('keep');
      expect(world.entries.accessToken).toBe(JSON.stringify(OLD));
    });

    it('brings back all that belonged together once the app had wiped it', async () => {
      const { world, faults } = fakeStorage(STORAGES.current);
      await faults.put('f1', EXPIRE, 0);
      for (const key of Object.keys(STORAGES.current)) delete world.entries[key];
      expect(faults.undo('ask')).toMatchObject({
        newer: expect.arrayContaining(['localStorage.futureguide_refresh_token']),
      });
      faults.undo('restore');
      expect(world.entries).toEqual(STORAGES.current);
    });

    it('leaves wiped, too, what it had itself taken away', async () => {
      const { world, faults } = fakeStorage(STORAGES.current);
      await faults.put('f1', { name: 'remove' }, 0);
      for (const key of Object.keys(STORAGES.current)) delete world.entries[key];
      faults.undo('keep');
      expect(world.entries).toEqual({});
    });

    it('leaves wiped what was wiped, and a refresh token that is new, where that is wanted', async () => {
      const { world, faults } = fakeStorage(STORAGES.current);
      await faults.put('f1', EXPIRE, 0);
      for (const key of Object.keys(STORAGES.current)) delete world.entries[key];
      faults.undo('keep');
      expect(world.entries).toEqual({});
    });
  });

  it('that keeps the old token overwrites each refresh and gives back the latest', async () => {
    const { world, faults } = fakeStorage(STORAGES.authV2);
    await faults.put('f1', { name: 'keep-old-token' }, 0);
    faults.look();
    expect(world.heldBack).toEqual([]);
    for (const later of [60, 120]) {
      const fresh = idToken(NEW_IAT + later);
      Object.assign(world.entries, { authV2_idToken: fresh, auth_token: fresh });
      faults.look();
      expect(world.entries.authV2_idToken).toBe(OLD);
      expect(world.heldBack.at(-1)).toBe(OLD);
    }
    faults.undo('ask');
    const latest = idToken(NEW_IAT + 120);
    const { authV2_idToken, auth_token, token } = world.entries;
    expect({ authV2_idToken, auth_token, token }).toEqual({
      authV2_idToken: latest,
      auth_token: latest,
      token: STORAGES.authV2.token,
    });
  });

  describe('on a host with keys of its own, undone before those are known', () => {
    const { storage: ownRules } = profileOfHost(futureGuide, {
      origin: 'https://staging.example',
      access: 'full',
      profile: { profile: 1, hosts: ['api.staging.example'], storage: { access: ['own.access'] } },
    });
    const OWN = { own: JSON.stringify({ access: OLD, theme: 'dark' }) };

    async function expired() {
      const world = fakeStorage(OWN, {}, ownRules);
      expect(await world.faults.put('f1', { name: 'expire-now' }, 0)).toMatchObject({
        kind: 'put',
      });
      expect(world.world.entries.own).not.toContain(OLD);
      return world;
    }

    it('gives the original back byte for byte', async () => {
      const { world, faultsAtBegin } = await expired();
      expect(faultsAtBegin.undo('keep')).toEqual({ kind: 'undone', newer: [] });
      expect(world.entries).toEqual(OWN);
    });

    it('leaves no forged token in what the app wrote since', async () => {
      const { world, faultsAtBegin } = await expired();
      const own = JSON.parse(world.entries.own ?? '');
      world.entries.own = JSON.stringify({ ...own, theme: 'light' });
      faultsAtBegin.undo('keep');
      expect(world.entries).toEqual({ own: JSON.stringify({ access: OLD, theme: 'light' }) });
    });
  });

  describe('in a storage that is full', () => {
    const sizeOf = (entries: object) => Object.entries(entries).flat().join('').length;

    it('changes nothing where the original cannot be kept', async () => {
      const { world, faults } = fakeStorage(STORAGES.current);
      world.quota = sizeOf(world.entries);
      expect(await faults.put('f1', { name: 'remove' }, 0)).toEqual({
        kind: 'unavailable',
        reason: 'storage-full',
      });
      expect(world.entries).toEqual(STORAGES.current);
    });

    it('overwrites no refresh that it cannot keep', async () => {
      const { world, faults } = fakeStorage(STORAGES.authV2);
      await faults.put('f1', { name: 'keep-old-token' }, 0);
      world.quota = sizeOf(world.entries) - 1;
      const fresh = idToken(NEW_IAT + 60);
      Object.assign(world.entries, { authV2_idToken: fresh, auth_token: fresh });
      faults.look();
      expect(world.entries).toMatchObject({ authV2_idToken: fresh, auth_token: fresh });
      expect(world.heldBack).toEqual([]);
    });

    it('comes back though the page has filled the room that it left', async () => {
      const { world, faults } = fakeStorage(STORAGES.current);
      await faults.put('f1', { name: 'remove' }, 0);
      world.quota = sizeOf(world.entries);
      faults.undo('keep');
      expect(world.entries).toEqual(STORAGES.current);
    });
  });
});
