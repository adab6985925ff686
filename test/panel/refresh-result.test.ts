import { describe, expect, it } from 'vitest';
import { isNews } from '../../panel/credential/refresh-news.ts';
import { isOfBefore } from '../../panel/credential/refresh-readiness.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import type { StorageReading } from '../../src/core/service/token-storage.ts';
import { decodeToken } from '../../src/core/token/jwt.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import type { RefreshOutcome } from '../../src/core/verdict/refresh-outcome.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS, web } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

it('the result of a refresh is of before once the user cleared, or has signed in anew', () => {
  const recording = new Recording(futureGuide);
  recording.add(web({ at: 0, status: 200 }));
  expect(isOfBefore(NOON_MS + 10, analyse(recording))).toBe(false);

  const token = v2Token(NOON_MS / 1000);
  const login = { at: 20, method: 'POST', url: futureGuide.refreshUrl.replace('refresh', 'login') };
  recording.add(
    har({ ...login, status: 200, body: JSON.stringify({ success: true, data: { token } }) }),
  );
  expect(isOfBefore(NOON_MS + 10, analyse(recording))).toBe(true);
  expect(isOfBefore(NOON_MS + 100, analyse(recording))).toBe(false);

  recording.clear(NOON_MS + 200);
  expect(isOfBefore(NOON_MS + 100, analyse(recording))).toBe(true);
});

describe('how a refresh ended is news', () => {
  const LIFE_S = 3_600;
  const NOON_S = NOON_MS / 1000;
  const AT = NOON_MS + 1_000;
  const recording = new Recording(futureGuide);
  recording.add(web({ at: 0, status: 200 }));
  const analysis = analyse(recording);
  const refreshed: RefreshOutcome = {
    kind: 'refreshed',
    before: null,
    after: { fingerprint: 'f0', issuedAt: NOON_MS, expiresAt: NOON_MS + LIFE_S * 1000 },
    places: ['localStorage.token'],
  };
  const using = (token: string) => {
    return { token, decoded: decodeToken(token), seenAt: AT, seenIn: 'request' as const };
  };
  const stored = (build: StorageReading['build']): StorageReading => {
    return { build, active: null, refresh: null, all: [], user: null };
  };
  const now = (
    seconds: number,
    {
      outcome = refreshed as RefreshOutcome,
      token = v2Token(NOON_S, LIFE_S),
      build = 'v2-after' as StorageReading['build'],
    } = {},
  ) =>
    isNews(
      { outcome, at: AT },
      { current: using(token), storage: stored(build), analysis },
      AT + seconds * 1000,
    );

  it('for a minute', () => {
    expect(now(0)).toBe(true);
    expect(now(60)).toBe(true);
    expect(now(61)).toBe(false);
  });

  it('until the user signs out, or a newer token is in use; an older one may still be sent', () => {
    expect(now(5, { build: 'signed-out' })).toBe(false);
    expect(now(5, { token: v2Token(NOON_S + 3, LIFE_S) })).toBe(false);
    expect(now(5, { token: v2Token(NOON_S - 600, LIFE_S) })).toBe(true);
  });

  it('also when nothing came of it, whoever is signed in', () => {
    const outcome: RefreshOutcome = { kind: 'refused', message: null };
    expect(now(5, { outcome, build: 'signed-out' })).toBe(true);
    expect(now(61, { outcome })).toBe(false);
  });
});
