import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/core/recording/observation.ts';
import type { SignedOut } from '../../../src/core/verdict/entry.ts';
import { readLog } from '../../../src/core/verdict/log.ts';
import {
  authenticate,
  call,
  ending,
  fault,
  logout,
  page,
  read,
  stored,
} from '../findings/story.ts';

const token = ending(3000);
const KEY = 'futureguide_access_token';
const HELD = { [KEY]: token };
const REFUSED = { refused: true };
const PROFILE = '/api/auth/profile';

/** Why the app left for its sign-in page, at 10 s. */
function reason(...observations: Observation[]): SignedOut | null {
  const all = readLog(read(stored(-1, HELD), ...observations, page(10, '/auth')));
  const [marker] = all.filter((entry) => entry.kind === 'marker');
  return marker?.signedOut ?? null;
}

const told = (signedOut: SignedOut | null) =>
  signedOut && ('request' in signedOut ? [signedOut.by, signedOut.request.url] : [signedOut.by]);

describe('why the app signed out', () => {
  it('is the refusal that came just before', () => {
    const url = expect.stringContaining(PROFILE);
    expect(told(reason(call(8, token, PROFILE, REFUSED)))).toEqual(['refusal', url]);
    expect(
      told(reason(call(8, token, PROFILE, REFUSED), stored(8.1, {}), logout(8.2, token))),
    ).toEqual(['refusal', url]);
  });

  it('is an accepted logout, though a late refetch without a token is refused after it', () => {
    const late = call(9, null, PROFILE, { status: 401 });
    const url = expect.stringContaining('/logout');
    expect(told(reason(logout(8, token), stored(8.1, {}), late))).toEqual(['logout', url]);
    expect(told(reason(logout(8, token)))).toEqual(['logout', url]);
  });

  it('is the logout, though a poll that was under way is refused after it', () => {
    const poll = call(7.9, token, PROFILE, { ...REFUSED, took: 1_000 });
    expect(told(reason(poll, logout(8, token)))?.[0]).toBe('logout');
  });

  it('is the emptied storage where that came before the refusal', () => {
    const late = call(9, null, PROFILE, { status: 401 });
    expect(told(reason(stored(8, {}), late))).toEqual(['emptied-storage']);
  });

  it('is never what was answered after the page had changed', () => {
    expect(reason(call(9, token, PROFILE, { ...REFUSED, took: 5_000 }))).toBeNull();
    expect(reason(call(15, token, PROFILE, REFUSED))).toBeNull();
  });

  it('is none where nobody was signed in, or the refusal is long past', () => {
    expect(reason(stored(0, {}), call(9, null, PROFILE, { status: 401 }))).toBeNull();
    expect(reason(call(2, token, PROFILE, REFUSED))).toBeNull();
  });

  it('is not the app where a fault emptied its storage', () => {
    expect(reason(stored(8, {}), fault(7.9, null, { token: '' }))).toBeNull();
  });

  it('is a refusal for want of a token where storage held one', () => {
    expect(told(reason(call(8, null, PROFILE, { status: 401 })))?.[0]).toBe('refusal');
  });
});

describe('the log', () => {
  it('has requests, page changes and sockets in one order of time', () => {
    const log = readLog(read(page(3), call(1, token), authenticate(2, token)));
    expect(log.map(({ kind }) => kind)).toEqual(['request', 'request', 'socket', 'marker']);
  });
});
