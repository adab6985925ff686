import { describe, expect, it } from 'vitest';
import type { RefreshOutcome } from '../../src/core/verdict/refresh-outcome.ts';
import { oneAtATime, refreshSession } from '../../src/relay/refresh-session.ts';
import {
  FakePage,
  idToken,
  json,
  jwt,
  NEW,
  NEW_IAT,
  NEW_REFRESH,
  NOW,
  OLD_REFRESH,
  refreshed,
  STORAGES,
} from './fake-page.ts';

const refusal = (code: string, message: string) => ({
  success: false,
  error: { code, message },
  message: 'Operation failed',
});
const limited = { success: false, error: 'AUTH_RATE_LIMIT_EXCEEDED', message: 'Too many' };
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString();

type Ending = [name: string, answer: () => Response, outcome: RefreshOutcome];

const ENDINGS: Ending[] = [
  [
    'a refresh token that is not accepted',
    () => json(401, refusal('INVALID_REFRESH_TOKEN', 'Invalid refresh token')),
    { kind: 'refused', message: 'Invalid refresh token' },
  ],
  [
    'the same said with a 400',
    () => json(400, refusal('INVALID_REFRESH_TOKEN', 'Invalid refresh token')),
    { kind: 'refused', message: 'Invalid refresh token' },
  ],
  [
    'a refusal without words',
    () => new Response('', { status: 401 }),
    { kind: 'refused', message: null },
  ],
  [
    'another bad request',
    () => json(400, refusal('VALIDATION_ERROR', 'refreshToken is required in body')),
    { kind: 'failed', reason: 'nonsense', status: 400 },
  ],
  ['no such route', () => json(404, {}), { kind: 'failed', reason: 'nonsense', status: 404 }],
  [
    'a limit with seconds in the body',
    () => json(429, { ...limited, retryAfter: 900 }, { 'retry-after': '7' }),
    { kind: 'rate-limited', retryAfterSeconds: 900 },
  ],
  [
    'a limit with seconds in the header',
    () => json(429, limited, { 'retry-after': '7' }),
    { kind: 'rate-limited', retryAfterSeconds: 7 },
  ],
  [
    'a limit with a date in the header',
    () => json(429, limited, { 'retry-after': inSeconds(42) }),
    { kind: 'rate-limited', retryAfterSeconds: 42 },
  ],
  [
    'a limit without a time',
    () => new Response('slow down', { status: 429 }),
    { kind: 'rate-limited', retryAfterSeconds: null },
  ],
  [
    'a broken server',
    () => new Response('<html>Bad gateway', { status: 502 }),
    { kind: 'failed', reason: 'server-error', status: 502 },
  ],
  [
    'a server that cannot check',
    () => json(503, refusal('AUTH_SERVICE_UNAVAILABLE', 'Authentication service error')),
    { kind: 'failed', reason: 'server-error', status: 503 },
  ],
  [
    'an answer that is no JSON',
    () => new Response('ok'),
    { kind: 'failed', reason: 'nonsense', status: 200 },
  ],
  [
    'an answer without a token',
    () => json(200, { success: true, data: {} }),
    { kind: 'failed', reason: 'nonsense', status: 200 },
  ],
  [
    'a token that is no JWT',
    () => json(200, { success: true, data: { idToken: 'undefined', refreshToken: NEW_REFRESH } }),
    { kind: 'failed', reason: 'nonsense', status: 200 },
  ],
  [
    'a success that says it is none',
    () => json(200, { success: false, error: 'X', data: { idToken: NEW } }),
    { kind: 'failed', reason: 'nonsense', status: 200 },
  ],
  // What `redirect: 'manual'` gives for a redirect.
  ['a redirect', () => Response.error(), { kind: 'failed', reason: 'nonsense', status: 0 }],
];

describe.each(['current', 'authStorage', 'authV2', 'firstAuthV2'] as const)(
  'a refresh that brings nothing, in the %s build',
  (build) => {
    it.each(ENDINGS)('%s', async (_, answer, outcome) => {
      const page = new FakePage(STORAGES[build]);
      const before = page.readStorage();
      page.answer = answer;
      expect(await refreshSession(page, null)).toEqual(outcome);
      expect(page.isUntouched(before)).toBe(true);
    });
  },
);

describe('a refresh that gets no answer', () => {
  it('is offline when the request cannot be made', async () => {
    const page = new FakePage(STORAGES.current);
    const before = page.readStorage();
    page.answer = () => Promise.reject(new TypeError('Failed to fetch'));
    const outcome = { kind: 'failed', reason: 'offline', status: null };
    expect(await refreshSession(page, null)).toEqual(outcome);
    expect(page.isUntouched(before)).toBe(true);
  });

  it('ends after the time-out', async () => {
    const page = new FakePage(STORAGES.current);
    const before = page.readStorage();
    page.answer = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        page.timer.abort(new DOMException('signal timed out', 'TimeoutError'));
      });
    const outcome = { kind: 'failed', reason: 'timeout', status: null };
    expect(await refreshSession(page, null)).toEqual(outcome);
    expect(page.isUntouched(before)).toBe(true);
  });

  it('ends after the time-out in the middle of the body too', async () => {
    const page = new FakePage(STORAGES.current);
    page.answer = () => {
      const body = new ReadableStream({
        pull(controller) {
          page.timer.abort();
          controller.error(new DOMException('aborted', 'AbortError'));
        },
      });
      return new Response(body);
    };
    expect(await refreshSession(page, null)).toMatchObject({ reason: 'timeout' });
  });
});

describe('a refresh that cannot be tried', () => {
  it.each([
    ['v1', 'auth-v1'],
    ['admin', 'admin'],
    ['signedOut', 'signed-out'],
  ] as const)('%s: nothing is sent', async (build, reason) => {
    const page = new FakePage(STORAGES[build]);
    expect(await refreshSession(page, null)).toEqual({ kind: 'unavailable', reason });
    expect(page.order).toEqual([]);
  });

  it('has neither a refresh token nor an endpoint', async () => {
    const page = new FakePage({ futureguide_access_token: idToken(NEW_IAT) });
    const outcome = { kind: 'unavailable', reason: 'no-refresh-token' };
    expect(await refreshSession(page, null)).toEqual(outcome);
  });
});

type Meanwhile = [name: string, act: (page: FakePage) => void, reason: string];

const MEANWHILE: Meanwhile[] = [
  [
    'the app has refreshed itself',
    ({ entries }) => {
      entries.futureguide_access_token = idToken(NEW_IAT + 1);
      entries.futureguide_refresh_token = 'AMf-the-apps-own';
    },
    'tokens-changed',
  ],
  [
    'the app has signed out',
    ({ entries }) => {
      for (const key of Object.keys(entries)) delete entries[key];
    },
    'signed-out',
  ],
  [
    'the app has signed out, and leftovers lie there',
    ({ entries }) => {
      for (const key of Object.keys(entries)) delete entries[key];
      entries.refreshToken = OLD_REFRESH;
      entries.token = idToken(NEW_IAT - 9_000);
    },
    'signed-out',
  ],
  [
    'somebody else has signed in',
    ({ entries }) => {
      entries.futureguide_access_token = idToken(NEW_IAT, 'uid-budi', 'budi@sekolah.example');
      entries.futureguide_refresh_token = 'AMf-budi';
      entries.futureguide_user_data = JSON.stringify({ email: 'budi@sekolah.example' });
    },
    'user-changed',
  ],
  [
    'the user data names somebody else, the tokens not yet',
    ({ entries }) => {
      entries.futureguide_user_data = JSON.stringify({ email: 'budi@sekolah.example' });
    },
    'user-changed',
  ],
];

describe('a refresh whose answer comes too late', () => {
  it.each(MEANWHILE)('%s: nothing is written', async (_, act, reason) => {
    const page = new FakePage(STORAGES.current);
    let meanwhile = page.readStorage();
    page.answer = () => {
      act(page);
      meanwhile = page.readStorage();
      return refreshed();
    };
    expect(await refreshSession(page, null)).toEqual({ kind: 'not-written', reason });
    expect(page.isUntouched(meanwhile)).toBe(true);
  });

  it('does not write tokens that do not say whose they are', async () => {
    const page = new FakePage(STORAGES.current);
    const before = page.readStorage();
    const unnamed = jwt({
      iss: 'https://securetoken.google.com/x',
      iat: NEW_IAT,
      exp: NEW_IAT + 3_600,
    });
    page.answer = () => json(200, { success: true, data: { idToken: unnamed } });
    const outcome = { kind: 'not-written', reason: 'user-unnamed' };
    expect(await refreshSession(page, null)).toEqual(outcome);
    expect(page.isUntouched(before)).toBe(true);
  });

  it('does not write the tokens of somebody else', async () => {
    const page = new FakePage(STORAGES.current);
    const before = page.readStorage();
    const idTokenOfBudi = idToken(NEW_IAT, 'uid-budi', 'budi@sekolah.example');
    page.answer = () => json(200, { success: true, data: { idToken: idTokenOfBudi } });
    const outcome = { kind: 'not-written', reason: 'user-changed' };
    expect(await refreshSession(page, null)).toEqual(outcome);
    expect(page.isUntouched(before)).toBe(true);
  });

  it('is written though the user data was completed meanwhile', async () => {
    const page = new FakePage(STORAGES.partial);
    page.answer = () => {
      delete page.entries.futureguide_partial_user_data;
      page.entries.futureguide_user_data = JSON.stringify({
        email: 'ana@sekolah.example',
        idToken: 'login-time',
        refreshToken: OLD_REFRESH,
      });
      return refreshed();
    };
    expect((await refreshSession(page, null)).kind).toBe('refreshed');
    expect(page.entries).not.toHaveProperty('futureguide_partial_user_data');
    expect(JSON.parse(page.entries.futureguide_user_data ?? '')).toMatchObject({ idToken: NEW });
  });
});

describe('two refreshes at once', () => {
  it('are one', async () => {
    const page = new FakePage(STORAGES.current);
    const refresh = oneAtATime(page);
    const [first, second] = await Promise.all([refresh(null), refresh(null)]);
    expect(first.kind).toBe('refreshed');
    expect(second).toBe(first);
    expect(page.requests).toHaveLength(1);
    await refresh(null);
    expect(page.requests).toHaveLength(2);
  });
});
