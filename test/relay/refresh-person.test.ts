import { describe, expect, it } from 'vitest';
import { refreshSession } from '../../src/relay/refresh-session.ts';
import { FakePage, idToken, json, NEW_IAT, OLD, OLD_REFRESH, refreshed } from './fake-page.ts';

describe('a refresh of a session whose token cannot be read', () => {
  const ofBudi = () =>
    json(200, {
      success: true,
      data: { idToken: idToken(NEW_IAT, 'uid-budi', 'budi@sekolah.example') },
    });
  const V2 = { authV2_refreshToken: OLD_REFRESH, auth_version: 'v2', authV2_idToken: 'undefined' };
  const named = (user: object) => JSON.stringify({ state: { user, tokens: {} }, version: 1 });

  it.each([
    ['an id', { ...V2, authV2_userId: 'uid-ana' }],
    ['an address', { ...V2, email: 'ana@sekolah.example' }],
    [
      'what the app keeps of its state',
      {
        futureguide_access_token: OLD.slice(0, 40),
        futureguide_refresh_token: OLD_REFRESH,
        'auth-storage': named({ uid: 'uid-ana', email: 'ana@sekolah.example' }),
      },
    ],
  ])(
    'does not write the tokens of somebody else where only %s says whose the session is',
    async (_by, entries) => {
      const page = new FakePage(entries);
      const before = page.readStorage();
      page.answer = ofBudi;
      const outcome = { kind: 'not-written', reason: 'user-changed' };
      expect(await refreshSession(page, null)).toEqual(outcome);
      expect(page.isUntouched(before)).toBe(true);
      page.answer = refreshed;
      expect((await refreshSession(page, null)).kind).toBe('refreshed');
    },
  );

  it('does not write anybody’s tokens where nothing says whose the session is', async () => {
    const page = new FakePage(V2);
    const before = page.readStorage();
    const outcome = { kind: 'not-written', reason: 'user-unnamed' };
    expect(await refreshSession(page, null)).toEqual(outcome);
    expect(page.isUntouched(before)).toBe(true);
  });
});
