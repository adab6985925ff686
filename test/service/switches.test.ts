import { describe, expect, it } from 'vitest';
import { applySwitches, initialSwitches } from './switches.ts';

describe('switches', () => {
  it('stand as the real service does', () => {
    expect(initialSwitches()).toEqual({
      build: 'current',
      tokenLifetimeSeconds: 3600,
      clockOffsetSeconds: 0,
      graceSeconds: 0,
      latencyMs: 0,
      verifierDown: false,
      refresh: 'ok',
      refreshTransport: 'body',
      refreshIntervalSeconds: 0,
      rotateRefresh: true,
      rotateAccess: false,
      logoutBlacklists: false,
      authLimit: 2500,
      assessmentSeconds: 300,
      holdStatusSeconds: 0,
      noStore: false,
      sameOriginCache: false,
      serviceWorker: false,
      csp: true,
      pollSeconds: 10,
      refreshAheadSeconds: 300,
      refreshDeadlock: true,
      onRefusal: 'keep',
      socketRefusalEvent: 'auth_error',
      socketAuthTimeoutMs: 10_000,
      respondWith: null,
    });
  });

  it('move together', () => {
    const switches = initialSwitches();
    applySwitches(switches, { clockOffsetSeconds: -90, verifierDown: 'error', csp: false });
    expect(switches).toMatchObject({ clockOffsetSeconds: -90, verifierDown: 'error', csp: false });
  });

  it.each([
    [{ tokenLifetime: 5 }, /^There is no switch "tokenLifetime"; there are .*tokenLifetimeSeconds/],
    [{ tokenLifetimeSeconds: '5' }, '"tokenLifetimeSeconds" takes a number from 1, not "5".'],
    [{ clockOffsetSeconds: Number.NaN }, '"clockOffsetSeconds" takes a number, not null.'],
    [{ refresh: 'broken' }, /^"refresh" takes one of "ok", "401"/],
    [{ csp: 1 }, '"csp" takes true or false, not 1.'],
    [{ respondWith: { status: 200 } }, /^"respondWith" takes null or/],
    [{ respondWith: { pathPrefix: '/', status: 99 } }, /^"respondWith" takes null or/],
    [['csp'], 'Switches are given as one JSON object.'],
    [null, 'Switches are given as one JSON object.'],
  ])('refuse %j with a sentence', (change, sentence) => {
    expect(() => applySwitches(initialSwitches(), change)).toThrow(sentence);
  });

  it('move all or none', () => {
    const switches = initialSwitches();
    expect(() => applySwitches(switches, { csp: false, refresh: 'x' })).toThrow();
    expect(switches).toEqual(initialSwitches());
  });
});
