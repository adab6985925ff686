import { describe, expect, it } from 'vitest';
import { placeName, readStorage } from '../../src/core/service/token-storage.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { refreshSession } from '../../src/relay/refresh-session.ts';
import {
  FakePage,
  json,
  NEW,
  NEW_IAT,
  NEW_REFRESH,
  NEW_TOKENS,
  NOW,
  OLD,
  OLD_IAT,
  OLD_REFRESH,
  STORAGES,
} from './fake-page.ts';

const URL = 'https://api.futureguide.id/api/auth/v2/refresh';
const COOKIE_URL = 'https://api.futureguide.id/api/auth/refresh-token';

function parsed(text: string | undefined): unknown {
  return JSON.parse(text ?? 'null');
}

/** A page whose storage holds these, each at its place, and nothing else. */
function holding(values: Record<string, string>): FakePage {
  const entries: Record<string, unknown> = {};
  const cookies: Record<string, string> = {};
  for (const [place, value] of Object.entries(values)) {
    const [area, key = '', ...path] = place.split('.');
    if (area === 'cookie') cookies[key] = value;
    else {
      const names = [key, ...path];
      const last = names.pop() ?? '';
      let inner = entries;
      for (const name of names) {
        inner[name] ??= {};
        inner = inner[name] as Record<string, unknown>;
      }
      inner[last] = value;
    }
  }
  const texts = Object.entries(entries).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new FakePage(Object.fromEntries(texts), cookies);
}

/** Each two places where a build's session may lie that can be refreshed. */
const REFRESHABLE = futureGuide.storage.refreshOrder.flatMap((refresh) =>
  futureGuide.storage
    .readersOf(refresh)
    .flatMap((build) => futureGuide.storage.sentFrom(build))
    .map((access) => [access, refresh] as const),
);

describe('a refresh with the stored refresh token', () => {
  it.each(REFRESHABLE)(
    'renews the session that lies in %s and %s alone',
    async (access, refresh) => {
      const page = holding({
        'localStorage.auth_version': 'v2',
        [access]: OLD,
        [refresh]: OLD_REFRESH,
      });
      expect((await refreshSession(page, null)).kind).toBe('refreshed');
      const reading = readStorage(futureGuide.storage, page.readStorage());
      expect([reading.active?.token, reading.refresh?.token]).toEqual([NEW, NEW_REFRESH]);
      const text = JSON.stringify(page.entries);
      expect([text.includes(OLD), text.includes(OLD_REFRESH)]).toEqual([false, false]);
    },
  );

  it.each(['current', 'authV2'] as const)(
    'leaves all as it was where the storage is full, and says so (%s)',
    async (build) => {
      for (const key of Object.keys(STORAGES[build])) {
        const page = new FakePage(STORAGES[build]);
        page.noRoomFor = key;
        const before = page.readStorage();
        const outcome = await refreshSession(page, null);
        // Some keys are of no token, and no refresh writes them.
        if (outcome.kind === 'refreshed') continue;
        expect(outcome).toEqual({ kind: 'not-written', reason: 'storage-full' });
        expect(page.isUntouched(before)).toBe(true);
      }
      const page = new FakePage(STORAGES[build]);
      page.noRoomFor = Object.keys(STORAGES[build])[1] ?? null;
      expect((await refreshSession(page, null)).kind).toBe('not-written');
    },
  );

  it('announces itself, then posts the refresh token and nothing else', async () => {
    const page = new FakePage(STORAGES.current);
    await refreshSession(page, null);
    expect(page.order.slice(0, 2)).toEqual(['announce', 'fetch']);
    expect(page.announced).toEqual([{ method: 'POST', url: URL, startedAt: NOW }]);
    const [{ url, init } = { url: '', init: {} }] = page.requests;
    expect(url).toBe(URL);
    expect(init).toMatchObject({
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      redirect: 'manual',
    });
    expect(init.credentials).toBeUndefined();
    expect(parsed(String(init.body))).toEqual({ refreshToken: OLD_REFRESH });
  });

  it('says how it went by times and fingerprints, never with a token', async () => {
    const outcome = await refreshSession(new FakePage(STORAGES.authV2), null);
    expect(outcome).toMatchObject({
      kind: 'refreshed',
      before: { issuedAt: OLD_IAT * 1000, expiresAt: (OLD_IAT + 3_600) * 1000 },
      after: { issuedAt: NEW_IAT * 1000, expiresAt: (NEW_IAT + 3_600) * 1000 },
    });
    const text = JSON.stringify(outcome);
    for (const secret of [OLD, NEW, OLD_REFRESH, NEW_REFRESH]) expect(text).not.toContain(secret);
  });

  it.each(['current', 'authStorage', 'partial', 'authV2', 'firstAuthV2'] as const)(
    'leaves no old token behind in the %s build',
    async (build) => {
      const page = new FakePage(STORAGES[build]);
      expect((await refreshSession(page, null)).kind).toBe('refreshed');
      const text = JSON.stringify([page.entries, page.cookies]);
      expect(text).toContain(NEW);
      expect(text).not.toContain(OLD);
      expect(text).not.toContain(OLD_REFRESH);
    },
  );

  it.each(['current', 'auth-v2'] as const)(
    'leaves none in any place that the %s build reads or updates',
    async (build) => {
      const places = futureGuide.storage.places.filter(({ builds }) => builds.includes(build));
      const values = places.map((spot) => [
        placeName(spot),
        spot.role === 'access' ? OLD : OLD_REFRESH,
      ]);
      const page = holding({
        ...Object.fromEntries(values),
        'localStorage.auth_version': 'v2',
        'cookie.token': OLD,
      });
      expect((await refreshSession(page, null)).kind).toBe('refreshed');
      const text = JSON.stringify(page.entries);
      expect(text).not.toContain(OLD);
      expect(text).not.toContain(OLD_REFRESH);
    },
  );

  it('updates the copies inside the user data of the current build, and keeps the rest', async () => {
    const page = new FakePage(STORAGES.current, { session: 'other' });
    await refreshSession(page, null);
    expect(page.entries.futureguide_access_token).toBe(NEW);
    expect(page.entries.futureguide_refresh_token).toBe(NEW_REFRESH);
    expect(parsed(page.entries.futureguide_user_data)).toEqual({
      uid: 'uid-ana',
      email: 'ana@sekolah.example',
      idToken: NEW,
      refreshToken: NEW_REFRESH,
      isPartial: false,
    });
    expect(page.assignments).toEqual([]);
    expect(Object.keys(page.entries)).toEqual(Object.keys(STORAGES.current));
  });

  it('updates the persisted store where there is one', async () => {
    const page = new FakePage(STORAGES.authStorage);
    await refreshSession(page, null);
    expect(parsed(page.entries['auth-storage'])).toMatchObject({
      state: { tokens: { idToken: NEW, refreshToken: NEW_REFRESH, expiryTime: null } },
      version: 1,
    });
  });

  it('writes every copy of Auth V2, its issued-at and its cookie', async () => {
    const page = new FakePage(STORAGES.authV2, { token: OLD });
    const outcome = await refreshSession(page, null);
    for (const key of ['authV2_idToken', 'token', 'auth_token', 'futureguide_token', 'accessToken'])
      expect(page.entries[key]).toBe(NEW);
    for (const key of ['authV2_refreshToken', 'refreshToken'])
      expect(page.entries[key]).toBe(NEW_REFRESH);
    expect(page.entries.authV2_tokenIssuedAt).toBe(String(NOW / 1000));
    expect(page.assignments).toEqual([`token=${NEW}; path=/; max-age=3600; SameSite=Lax`]);
    expect(outcome).toMatchObject({
      places: expect.arrayContaining(['localStorage.token', 'cookie.token']),
    });
  });

  it('creates none of the copies that came with later builds', async () => {
    const page = new FakePage(STORAGES.firstAuthV2, { token: OLD });
    await refreshSession(page, null);
    for (const key of ['accessToken', 'futureguide_token', 'refreshToken', 'authToken'])
      expect(page.entries).not.toHaveProperty(key);
  });

  it('leaves leftovers of older builds alone', async () => {
    const leftovers = { token: 'old-leftover', authV2_idToken: 'other-leftover' };
    const page = new FakePage({ ...STORAGES.current, ...leftovers });
    await refreshSession(page, null);
    expect(page.entries).toMatchObject(leftovers);
  });

  it('tells the app of each change once all is written', async () => {
    const page = new FakePage(STORAGES.authV2, { token: OLD });
    await refreshSession(page, null);
    const firstTold = page.order.findIndex((step) => step.startsWith('tell'));
    expect(page.order.slice(firstTold).every((step) => step.startsWith('tell'))).toBe(true);
    expect(page.told).toContainEqual({ key: 'authV2_idToken', oldValue: OLD, newValue: NEW });
    expect(page.told).toContainEqual({
      key: 'token',
      oldValue: JSON.stringify(OLD),
      newValue: NEW,
    });
  });

  it('keeps the refresh token where the answer has none', async () => {
    const page = new FakePage(STORAGES.current);
    page.answer = () => json(200, { success: true, data: { idToken: NEW } });
    expect((await refreshSession(page, null)).kind).toBe('refreshed');
    expect(page.entries.futureguide_refresh_token).toBe(OLD_REFRESH);
    expect(page.told.map(({ key }) => key)).not.toContain('futureguide_refresh_token');
  });
});

describe('a refresh through the cookie of the API', () => {
  const { futureguide_refresh_token, futureguide_user_data, ...noRefreshToken } = STORAGES.current;

  it('asks the endpoint as it was seen to be asked, cookies and all', async () => {
    const page = new FakePage(noRefreshToken);
    page.answer = () => json(200, { success: true, data: { idToken: NEW } });
    const outcome = await refreshSession(page, { url: COOKIE_URL, method: 'GET' });
    expect(outcome.kind).toBe('refreshed');
    expect(page.entries.futureguide_access_token).toBe(NEW);
    const [{ url, init } = { url: '', init: {} }] = page.requests;
    expect(url).toBe(COOKIE_URL);
    expect(init).toMatchObject({ method: 'GET', credentials: 'include' });
    expect(init.body).toBeUndefined();
    expect(init.headers).toBeUndefined();
    expect(page.announced).toMatchObject([{ method: 'GET', url: COOKIE_URL }]);
  });

  it('is not written when the access token has changed meanwhile', async () => {
    const page = new FakePage(noRefreshToken);
    page.answer = () => {
      page.entries.futureguide_access_token = NEW;
      return json(200, { success: true, data: NEW_TOKENS });
    };
    const seen = { url: COOKIE_URL, method: 'POST' };
    expect(await refreshSession(page, seen)).toEqual({
      kind: 'not-written',
      reason: 'tokens-changed',
    });
  });

  it.each([
    ['another host', 'https://api.futureguide.example/api/auth/refresh-token', 'POST'],
    ['another subdomain', 'https://evil.futureguide.id/api/auth/refresh-token', 'POST'],
    ['a lookalike', 'https://notfutureguide.id/api/auth/refresh-token', 'POST'],
    ['plain http', 'http://api.futureguide.id/api/auth/refresh-token', 'POST'],
    ['another route', 'https://api.futureguide.id/api/auth/account', 'POST'],
    ['another way of asking', COOKIE_URL, 'DELETE'],
    ['no URL', 'refresh-token', 'POST'],
  ])('is not sent to %s', async (_, url, method) => {
    const page = new FakePage(noRefreshToken);
    expect(await refreshSession(page, { url, method })).toEqual({
      kind: 'unavailable',
      reason: 'no-refresh-token',
    });
    expect(page.order).toEqual([]);
  });
});
