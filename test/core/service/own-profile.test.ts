import { describe, expect, it } from 'vitest';
import {
  type OwnProfile,
  profileLike,
  readOwnProfile,
} from '../../../src/core/service/own-profile.ts';
import { readStorage } from '../../../src/core/service/token-storage.ts';
import { futureGuide } from '../../../src/futureguide.ts';

const OWN: OwnProfile = {
  profile: 1,
  hosts: ['*.staging.example', 'app.test', 'localhost:3000'],
  apiBase: 'https://api.staging.example/backend',
  refreshPath: '/auth/renew',
  storage: { access: ['session.tokens.access', 'old_token'], refresh: ['session.tokens.refresh'] },
  refusalCodes: ['SESSION_OVER'],
  unverifiableCodes: ['KEYS_AWAY'],
};
const API = 'https://api.staging.example/backend';

describe('a profile of one’s own', () => {
  const profile = profileLike(futureGuide, OWN);
  const answer = (error: string) =>
    profile.readError(401, {
      kind: 'text',
      text: JSON.stringify({ success: false, error }),
      truncated: false,
    });

  it('takes its hosts and no others; those with a port are told apart by their URLs', () => {
    const hosts = ['staging.example', 'api.staging.example', 'app.test', 'x.app.test', 'localhost'];
    const taken = hosts.map((host) => profile.isServiceHost(host));
    expect(taken).toEqual([true, true, true, false, false]);
    expect(profile.isServiceHost('localhost', '3000')).toBe(true);
    expect(profile.isServiceHost('localhost', '3001')).toBe(false);
    expect(profile.isServiceHost('api.futureguide.id')).toBe(false);
  });

  it('knows the API’s routes below its base, and its refresh', () => {
    const kindOf = (url: string) => profile.route('POST', url).kind;
    expect(kindOf(`${API}/api/assessment/submit`)).toBe('submit');
    expect(kindOf(`${API}/auth/renew`)).toBe('refresh');
    expect(kindOf('https://app.test/auth/renew')).toBe('refresh');
    expect(kindOf('https://app.test/some/page')).toBe('page');
    expect(profile.refreshUrl).toBe('https://api.staging.example/auth/renew');
    expect(profile.probeUrl).toMatch(/^https:\/\/api\.staging\.example\/backend\/api\//);
  });

  it('knows its refresh where its path is written whole, too', () => {
    const whole = profileLike(futureGuide, { ...OWN, refreshPath: '/backend/auth/renew' });
    expect(whole.route('POST', `${API}/auth/renew`).kind).toBe('refresh');
    expect(whole.refreshUrl).toBe(`${API}/auth/renew`);
  });

  it('reads its words for a refusal beside FutureGuide’s', () => {
    expect(answer('SESSION_OVER')).toMatchObject({ code: 'SESSION_OVER', refusesCredential: true });
    expect(answer('INVALID_TOKEN')).toMatchObject({ refusesCredential: true });
    const away = answer('KEYS_AWAY');
    expect(away && profile.saysUnverifiable(away)).toBe(true);
    const over = answer('SESSION_OVER');
    expect(over && profile.saysUnverifiable(over)).toBe(false);
  });

  it('looks for tokens where they lie, in the order of the app', () => {
    const session = JSON.stringify({ tokens: { access: 'eyJ.a', refresh: 'r' } });
    const entries = { session, old_token: 'eyJ.old' };
    expect(profile.storage.buildOf({ entries, cookies: {} })).toBe('current');
    expect(profile.storage.buildOf({ entries: {}, cookies: {} })).toBe('signed-out');
    const { active, refresh } = readStorage(profile.storage, { entries, cookies: {} });
    expect(active).toMatchObject({ token: 'eyJ.a', place: 'localStorage.session.tokens.access' });
    expect(refresh).toMatchObject({ token: 'r' });
    const old = readStorage(profile.storage, { entries: { old_token: 'eyJ.old' }, cookies: {} });
    expect(old.active).toMatchObject({ token: 'eyJ.old' });
  });

  it('is FutureGuide where it says nothing', () => {
    const plain = profileLike(futureGuide, { profile: 1, hosts: ['a.example'] });
    expect(plain.refreshUrl).toBe(futureGuide.refreshUrl);
    expect(plain.storage).toBe(futureGuide.storage);
  });
});

describe('reading a profile', () => {
  it.each<[string, unknown, string]>([
    ['no hosts', { profile: 1 }, 'hosts'],
    ['no host', { profile: 1, hosts: [] }, 'hosts'],
    ['a URL for a host', { profile: 1, hosts: ['https://a.example'] }, 'hosts[0]'],
    ['another version', { profile: 2, hosts: ['a.example'] }, 'profile'],
    ['an unknown field', { profile: 1, hosts: ['a.example'], host: 'b' }, 'host'],
    ['a base that is no URL', { profile: 1, hosts: ['a.example'], apiBase: '/api' }, 'apiBase'],
    ['a list', [], 'profile'],
    ['nothing', null, ''],
  ])('%s is a problem with its place', (_what, value, where) => {
    expect(readOwnProfile(value)).toEqual({ kind: 'problem', where });
  });

  it('takes a whole one', () => {
    expect(readOwnProfile(OWN)).toEqual({ kind: 'profile', profile: OWN });
  });
});
