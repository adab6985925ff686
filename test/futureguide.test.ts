import { describe, expect, it } from 'vitest';
import { type Build, type PageStorage, readStorage } from '../src/core/service/token-storage.ts';
import { futureGuide } from '../src/futureguide.ts';
import { v1Token, v2Token } from './core/token/tokens.ts';

const API = 'https://api.futureguide.id';
const A = v2Token(1_000);
const B = v2Token(2_000);
/** Each, as the compiler asks for it. */
const BUILDS = Object.keys({
  current: true,
  'auth-v2': true,
  v1: true,
  admin: true,
} satisfies Record<Exclude<Build, 'signed-out'>, true>) as Build[];

/** A page whose storage holds a value at one place, and nothing else. */
function holdingOnly(place: string, value: string): PageStorage {
  const [area, key = '', ...path] = place.split('.');
  const nested = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const text = typeof nested === 'string' ? nested : JSON.stringify(nested);
  return area === 'cookie'
    ? { entries: {}, cookies: { [key]: text } }
    : { entries: { [key]: text }, cookies: {} };
}

describe('FutureGuide’s hosts', () => {
  it.each([
    ['futureguide.id', true],
    ['api.futureguide.id', true],
    ['a.b.futureguide.id', true],
    ['notfutureguide.id', false],
    ['futureguide.id.evil.example', false],
    ['localhost', false],
  ])('%s', (host, isOurs) => {
    expect(futureGuide.isServiceHost(host)).toBe(isOurs);
  });
});

describe('FutureGuide’s routes', () => {
  it.each([
    ['POST', '/api/auth/v2/login', 'login'],
    ['POST', '/api/auth/login', 'login'],
    ['POST', '/api/auth/v2/refresh', 'refresh'],
    ['POST', '/api/auth/refresh-token', 'refresh'],
    ['POST', '/anything/refresh-token/v3', 'refresh'],
    ['POST', '/api/auth/v2/logout', 'logout'],
    ['POST', '/api/auth/v2/reset-password', 'password-reset'],
    ['POST', '/api/auth/change-password', 'password-change'],
    ['DELETE', '/api/auth/v2/user', 'password-change'],
    ['GET', '/api/auth/profile', 'profile'],
    ['GET', '/api/auth/token-balance', 'token-balance'],
    ['POST', '/api/assessment/submit', 'submit'],
    ['GET', '/api/assessment/status/job-1', 'poll'],
    ['GET', '/api/proxy/assessment/status/job-1', 'poll'],
    ['GET', '/api/assessment/result/job-1', 'result'],
    ['GET', '/api/archive/results/77', 'public'],
    ['GET', '/api/archive/results', 'api'],
    ['GET', '/socket.io/?EIO=4&transport=polling', 'socket'],
    ['GET', '/dashboard', 'page'],
  ])('%s %s is %s', (method, path, kind) => {
    expect(futureGuide.route(method, API + path).kind).toBe(kind);
  });

  it.each([
    ['/api/auth/profile', true],
    ['/api/assessment/retry', true],
    ['/api/archive/jobs', true],
    ['/api/chatbot/conversations', true],
    ['/api/performance', false],
    ['/api/og/preview.png', false],
  ])('%s is guarded on the app’s own host: %s', (path, guarded) => {
    expect(futureGuide.route('GET', `https://futureguide.id${path}`).guarded).toBe(guarded);
    expect(futureGuide.route('GET', API + path).guarded).toBe(true);
  });

  it('name the job of a poll and of a result', () => {
    expect(futureGuide.route('GET', `${API}/api/assessment/status/job-1`).job).toBe('job-1');
    expect(futureGuide.route('GET', `${API}/api/assessment/result/job-2`).job).toBe('job-2');
  });
});

describe('FutureGuide’s storage', () => {
  const read = (entries: Record<string, string>, cookies = {}) =>
    readStorage(futureGuide.storage, { entries, cookies });

  it.each([
    ['the current build', { futureguide_access_token: A, authV2_idToken: B }, 'current', A],
    [
      'its zustand variant',
      { 'auth-storage': `{"state":{"tokens":{"idToken":"${A}"}}}` },
      'current',
      A,
    ],
    ['Auth V2', { authV2_idToken: A, token: B, auth_version: 'v2' }, 'auth-v2', A],
    ['Auth V2 without its own key', { token: A, auth_version: 'v2' }, 'auth-v2', A],
    ['V1', { token: v1Token(1), auth_token: v1Token(2) }, 'v1', v1Token(1)],
    ['a quoted copy', { token: `"${A}"` }, 'v1', A],
    ['the admin page', { fg_admin_token: `"${A}"` }, 'admin', A],
    ['nobody', { email: 'sari@siswa.example' }, 'signed-out', undefined],
  ])('of %s', (_label, entries, build, active) => {
    const reading = read(entries as Record<string, string>);
    expect([reading.build, reading.active?.token]).toEqual([build, active]);
  });

  it.each(BUILDS.flatMap((build) => futureGuide.storage.sentFrom(build)))(
    'knows the session whose token lies in %s alone',
    (place) => {
      const reading = readStorage(futureGuide.storage, holdingOnly(place, A));
      expect(reading.active).toMatchObject({ place, token: A });
      expect(futureGuide.storage.readersOf(place)).toContain(reading.build);
    },
  );

  it.each(futureGuide.storage.refreshOrder)(
    'finds the refresh token that lies in %s alone',
    (place) => {
      const { refresh } = readStorage(futureGuide.storage, holdingOnly(place, 'AMf-1'));
      expect(refresh).toMatchObject({ place, token: 'AMf-1' });
    },
  );

  it('finds every copy, nested ones and the cookie too', () => {
    const user = JSON.stringify({ email: 'sari@siswa.example', idToken: A, refreshToken: 'AMf-1' });
    const { all, user: who } = read(
      { futureguide_access_token: B, futureguide_user_data: user },
      { token: A },
    );
    expect(all.map(({ place, role }) => [place, role])).toEqual([
      ['localStorage.futureguide_access_token', 'access'],
      ['localStorage.futureguide_user_data.idToken', 'access'],
      ['localStorage.futureguide_user_data.refreshToken', 'refresh'],
      ['cookie.token', 'access'],
    ]);
    expect(who).toBe('sari@siswa.example');
  });

  it('takes the words undefined and null for no token', () => {
    expect(read({ futureguide_access_token: 'undefined', token: 'null' }).all).toEqual([]);
  });

  it('survives anything in its keys', () => {
    expect(read({ 'auth-storage': '{{{', futureguide_user_data: '[1]', user: 'x' }).all).toEqual(
      [],
    );
  });
});
