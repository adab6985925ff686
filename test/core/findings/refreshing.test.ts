import { describe, expect, it } from 'vitest';
import type { HarLeg } from '../../../src/core/recording/observation.ts';
import { har, NOON_MS, REFUSED as REFUSED_TOKEN } from '../recording/legs.ts';
import {
  BUDI,
  byDebugger,
  call,
  codes,
  ending,
  fault,
  finding,
  inOtherTab,
  type Labelled,
  login,
  logout,
  NOON_S,
  page,
  REFRESH,
  refresh,
  refreshToken,
  stored,
  v1Ending,
} from './story.ts';

const REFUSED = { refused: true };
const NO = {
  status: 401,
  body: '{"error":{"code":"INVALID_REFRESH_TOKEN","message":"Invalid refresh token"}}',
};
const DOWN = {
  status: 503,
  body: '{"error":"SERVICE_UNAVAILABLE","message":"Service connection failed"}',
};
const ended = (at: number) => ending(at + 3600);

function misses(code: Parameters<typeof finding>[0], stories: Labelled[]) {
  it.each(stories)('is not %s', (_label, story) => {
    expect(codes(...story)).not.toContain(code);
  });
}

describe('refresh-failing', () => {
  const passed = (n: number) =>
    Array.from({ length: n }, (_, k) => refresh(k * 100, { to: ended(k * 100) }));

  it('speaks above 5 %', () => {
    const found = finding('refresh-failing', ...passed(18), refresh(5000, DOWN));
    expect(found.title).toBe('1 of 19 refreshes failed (5.26%); the alert is at 5%');
    expect(found.requests).toEqual(['r19']);
    expect(found.evidence[0]).toMatchObject({
      text: 'POST /api/auth/v2/refresh got 503 SERVICE_UNAVAILABLE',
      request: 'r19',
    });
    expect(found.advice).toContain('Keep the tokens');
  });

  it('says whose it counts where another tab refreshed too', () => {
    const found = finding('refresh-failing', inOtherTab(0), refresh(0.4, NO));
    expect(found.title).toBe('The only refresh of this tab failed; the alert is at 5%');
  });

  it('counts a refresh without an answer', () => {
    const found = finding('refresh-failing', refresh(0, { status: 0, error: 'net::ERR_FAILED' }));
    expect(found.evidence[0]?.text).toContain('no answer (net::ERR_FAILED)');
  });

  it('sees that an old refresh token was spent again', () => {
    const found = finding(
      'refresh-failing',
      refresh(0, { to: ended(0), spent: refreshToken('r1'), brings: refreshToken('r2') }),
      refresh(600, { ...NO, spent: refreshToken('r1') }),
    );
    expect(found.evidence.map(({ id }) => id)).toContain('old-refresh-token');
  });

  it('sees that a wrong password set it off', () => {
    const wrong = '{"error":{"code":"UNAUTHORIZED","message":"Invalid email or password"}}';
    const found = finding(
      'refresh-failing',
      call(0, null, '/api/auth/v2/login', { method: 'POST', status: 401, body: wrong }),
      refresh(0.1, NO),
    );
    expect(found.evidence.map(({ id }) => id)).toContain('after-login');
  });

  it('has nobody sign in again whose refresh lost to one that got a new token', () => {
    const lost = finding(
      'refresh-failing',
      refresh(0, { to: ended(0), took: 900 }),
      refresh(0.2, NO),
    );
    expect(lost.advice).not.toContain('Sign in again');
    const toTab = finding('refresh-failing', inOtherTab(0), refresh(0.1, NO));
    expect(toTab.advice).not.toContain('Sign in again');
    const alone = finding('refresh-failing', refresh(0, { to: ended(0) }), refresh(600, NO));
    expect(alone.advice).toContain('Sign in again');
  });

  it('is the refresh token that was refused to the debugger, counted in no rate', () => {
    const asked = refresh(600, NO);
    const found = finding(
      'refresh-failing',
      refresh(0, { to: ended(0) }),
      asked,
      byDebugger(asked),
    );
    expect(found).toMatchObject({ severity: 'error', requests: ['r2'] });
    expect(found.title).toMatch(/^A refresh by this debugger was refused/);
    expect(found.evidence[0]?.text).toContain('POST /api/auth/v2/refresh got 401');
    expect(found.advice).toContain('Sign in again');
    const both = finding('refresh-failing', refresh(0, DOWN), asked, byDebugger(asked));
    expect(both.title).toMatch(/^The only refresh failed/);
    expect(both.requests).toEqual(['r1']);
  });

  const forced = refresh(0, DOWN);
  const tooLate = refresh(0.2, NO);
  misses('refresh-failing', [
    ['one of twenty', [...passed(19), refresh(5000, DOWN)]],
    ['the debugger’s own', [forced, byDebugger(forced)]],
    [
      'the debugger’s own that lost to one of the app',
      [refresh(0, { to: ended(0), took: 900 }), tooLate, byDebugger(tooLate)],
    ],
    ['what a fault did', [fault(-1, 1, { url: '/refresh' }), refresh(0, DOWN)]],
    ['one still awaited', [refresh(0, { to: ended(0) })]],
  ]);
});

describe('refresh-missing', () => {
  it('is a token used up without any refresh', () => {
    const found = finding('refresh-missing', call(0, ending(59)), call(60, ending(59)));
    expect(found).toMatchObject({ severity: 'error', requests: ['r1', 'r2'] });
    expect(found.evidence.map(({ id }) => id)).toEqual([
      'used-up',
      'no-refresh-seen',
      'expiry-unproven',
    ]);
    expect(found.evidence[1]?.text).toBe('The app was not seen to refresh');
  });

  it('has each that a row shows with less than a minute left', () => {
    const token = ending(60);
    const [barely, more] = [0.1, 20].map((at) => {
      const value = new Date((NOON_S + Math.floor(at)) * 1000).toUTCString();
      return { ...call(at, token), responseHeaders: [{ name: 'date', value }] };
    }) as [HarLeg, HarLeg];
    expect(finding('refresh-missing', barely, more).requests).toEqual(['r1', 'r2']);
  });

  it('says when the script came from a cache', () => {
    const script = har(
      { at: -100, url: 'https://futureguide.id/assets/app.js' },
      { resourceType: 'script', fromCache: true },
    );
    const found = finding('refresh-missing', script, call(0, ending(10)));
    expect(found.advice).toContain('Reload without cache');
    expect(found.evidence.map(({ text }) => text)).toContain(
      'The browser’s cache served /assets/app.js',
    );
  });

  it('says when a service worker gave out the script', () => {
    const script = har(
      { at: -100, url: 'https://futureguide.id/assets/app.js' },
      { resourceType: 'script', answeredByWorker: true },
    );
    expect(finding('refresh-missing', script, call(0, ending(10))).advice).toContain(
      'service worker',
    );
  });

  it('says when the app takes the session for Auth V1', () => {
    const token = ending(10);
    const found = finding(
      'refresh-missing',
      stored(-1, {
        authV2_idToken: token,
        authV2_refreshToken: refreshToken('r1'),
        auth_version: 'v1',
      }),
      call(0, token),
    );
    expect(found.advice).toContain('check what writes localStorage.auth_version');
  });

  it('says when the refresh came only after the refusal', () => {
    const found = finding(
      'refresh-missing',
      call(0, ending(-5), undefined, REFUSED),
      refresh(1, { to: ended(1) }),
    );
    expect(found.advice).toContain('only once it has been refused');
  });

  it('did not run out where it was refused for another reason, and renewed in time', () => {
    const token = ending(20);
    const found = finding(
      'refresh-missing',
      call(0, token),
      call(1, token, undefined, REFUSED),
      refresh(2, { to: ended(2) }),
    );
    expect(found).toMatchObject({ severity: 'error' });
    expect(found.title).toMatch(/ was still used with less than /);
  });

  it('says when the app signs out instead', () => {
    expect(finding('refresh-missing', logout(0, ending(30))).advice).toContain(
      'Refresh instead of signing out',
    );
  });

  it('begins 300 s after the last refresh', () => {
    const brief = ending(20, {}, 330);
    const given = refresh(-310, { to: brief });
    expect(codes(given, call(-5, brief))).toContain('refresh-missing');
  });

  misses('refresh-missing', [
    ['a token with 60 s left', [call(0, ending(60))]],
    ['one whose refresh began 300 s before', [refresh(-300, DOWN), call(0, ending(10))]],
    [
      'one whose refresh the debugger began',
      [...((leg) => [leg, byDebugger(leg)])(refresh(-200, DOWN)), call(0, ending(10))],
    ],
    [
      'an old copy beside a renewed token',
      [login(-3600, ending(10)), refresh(-600, { to: ended(-600) }), call(0, ending(10))],
    ],
    ['a token of Auth V1', [call(0, v1Ending(10))]],
    ['the bearer of a login', [call(0, ending(-10), '/api/auth/v2/login', { method: 'POST' })]],
    [
      'what a fault put there',
      [fault(-1, null, { token: ending(-10) }), call(0, ending(-10), undefined, REFUSED)],
    ],
  ]);
});

describe('refresh-late', () => {
  it('began after the token had expired', () => {
    const old = ending(0);
    const found = finding(
      'refresh-late',
      call(-100, old),
      call(5, old, undefined, REFUSED),
      refresh(6, { to: ended(6) }),
    );
    expect(found).toMatchObject({ severity: 'warning', requests: ['r3'] });
    expect(found.evidence[0]?.values).toMatchObject({
      token: 't1',
      expiresAt: '2026-10-20T05:00:00.000Z',
    });
  });

  it('does not say that a refused refresh renewed, and what a token needs that lasts 20 s', () => {
    const old = ending(0, {}, 20);
    const { advice } = finding(
      'refresh-late',
      call(-10, old),
      call(5, old, undefined, REFUSED),
      refresh(6, NO),
    );
    expect(advice).toBe(
      'Refresh t1 halfway through its life of 20 s, or let the service issue one that lasts longer.',
    );
  });

  it('is no more than a note where nothing was sent in between', () => {
    const found = finding(
      'refresh-late',
      call(-100, ending(0)),
      refresh(10_800, { to: ended(10_800) }),
    );
    expect(found.severity).toBe('info');
  });

  misses('refresh-late', [
    ['one with 2 s left', [call(-100, ending(2)), refresh(0, { to: ended(0) })]],
    ['the first token at all', [refresh(0, { to: ended(0) })]],
  ]);
});

describe('refresh-race', () => {
  it.each<Labelled>([
    ['two within a second', [refresh(0, { to: ended(0) }), refresh(1, { to: ended(2) })]],
    [
      'two that overlap',
      [refresh(0, { to: ended(0), took: 3000 }), refresh(2.9, { to: ended(2) })],
    ],
  ])('is %s', (_label, story) => {
    expect(finding('refresh-race', ...story)).toMatchObject({
      severity: 'warning',
      requests: ['r1', 'r2'],
    });
  });

  it('says that they spent the same refresh token', () => {
    const found = finding('refresh-race', refresh(0, { to: ended(0) }), refresh(0.2, NO));
    expect(found.severity).toBe('error');
    expect(found.title).toBe('2 refreshes spent the same refresh token, one after the other');
  });

  it('says how many of them came from another tab', () => {
    const found = finding('refresh-race', refresh(0, { took: 900 }), inOtherTab(0.4));
    expect(found.title).toBe('2 refreshes overlapped, 1 of them from another tab');
  });

  const forced = refresh(0.5, { to: ended(5) });
  misses('refresh-race', [
    ['two that follow each other', [refresh(0, { to: ended(0) }), refresh(1.1, { to: ended(2) })]],
    [
      'one of the app and one of the debugger',
      [refresh(0, { to: ended(0) }), forced, byDebugger(forced)],
    ],
    ['two of other tabs', [inOtherTab(0), inOtherTab(0.1)]],
    [
      'a redirection and what it leads to',
      [refresh(0, { status: 307 }), refresh(0.1, { to: ended(0) })],
    ],
  ]);
});

describe('refresh-too-often', () => {
  it('says how many came within which time', () => {
    const run = [0, 0.5, 1].map((at) => refresh(at, { to: ended(at) }));
    expect(finding('refresh-too-often', ...run).title).toBe(
      'The app refreshed 3 times within 1 s; once a minute is the limit',
    );
  });

  it('never says a shorter time than they took', () => {
    const run = [0, 0.1, 0.251].map((at) => refresh(at, { to: ended(at) }));
    expect(finding('refresh-too-often', ...run).title).toContain('3 times within 0.3 s');
  });

  it('is more than one of the app in 60 s', () => {
    const found = finding(
      'refresh-too-often',
      refresh(0, { to: ended(0) }),
      refresh(59.9, { to: ended(60) }),
    );
    expect(found.requests).toEqual(['r1', 'r2']);
  });

  const forced = refresh(30, { to: ended(30) });
  misses('refresh-too-often', [
    ['one every 60 s', [refresh(0, { to: ended(0) }), refresh(60, { to: ended(60) })]],
    [
      'one of the app and one of the debugger',
      [refresh(0, { to: ended(0) }), forced, byDebugger(forced)],
    ],
    ['two of other tabs', [inOtherTab(0), inOtherTab(0.1)]],
    [
      'one for each of two users',
      [refresh(0, { to: ended(0) }), refresh(10, { to: ending(3610, BUDI) })],
    ],
  ]);

  it('is counted for each user alone', () => {
    const found = finding(
      'refresh-too-often',
      refresh(0, { to: ended(0) }),
      refresh(10, { to: ending(3610, BUDI) }),
      refresh(20, { to: ended(20) }),
    );
    expect(found.title).toBe(
      'The app refreshed 2 times within 20 s; once a minute is the limit (sari@siswa.example)',
    );
    expect(found.requests).toEqual(['r1', 'r3']);
  });

  it('says of each run whose it was where there are two users', () => {
    const found = finding(
      'refresh-too-often',
      ...[0, 0.1].map((at) => refresh(at, { to: ended(at) })),
      ...[1, 1.1].map((at) => refresh(at, { to: ending(3600 + at, BUDI) })),
    );
    expect(found.evidence.map(({ text }) => text)).toEqual([
      'From 05:00:00 UTC on, 2 refreshes within 0.1 s (sari@siswa.example)',
      'From 05:00:01 UTC on, 2 refreshes within 0.1 s (budi@siswa.example)',
    ]);
    expect(found.title).toMatch(
      / once a minute is the limit \(sari@siswa\.example and budi@siswa\.example\)$/,
    );
  });
});

describe('refresh-deadlock', () => {
  const old = ending(-5);
  const first = [call(0, old, undefined, REFUSED), refresh(1, NO)];
  const later = [call(10, old, undefined, REFUSED), call(20, old, undefined, REFUSED)];

  it('is a refused refresh, two refusals and no further refresh', () => {
    const found = finding('refresh-deadlock', ...first, ...later);
    expect(found.requests).toEqual(['r2', 'r3', 'r4']);
    expect(found.title).toContain('2 refusals');
  });

  misses('refresh-deadlock', [
    ['one refusal', [...first, ...later.slice(0, 1)]],
    ['a session that tries again', [...first, ...later, refresh(30, DOWN)]],
    ['a refresh that met an outage', [refresh(1, DOWN), ...later]],
    ['refusals of the page that was loaded after it', [...first, page(2, '/auth'), ...later]],
    [
      'requests after the tokens were cleared',
      [
        ...first,
        call(10, null, '/api/archive/jobs', { status: 401 }),
        call(20, null, '/api/archive/jobs', { status: 401 }),
      ],
    ],
    [
      'requests of which nobody read whether they carried a token',
      [
        refresh(1, NO),
        har({ at: 10_000, status: 401, body: REFUSED_TOKEN }, { requestHeaders: null }),
        har({ at: 20_000, status: 401, body: REFUSED_TOKEN }, { requestHeaders: null }),
      ],
    ],
    [
      'answers to what was sent before',
      [
        call(0, old, undefined, { ...REFUSED, took: 3000 }),
        call(0.1, old, undefined, { ...REFUSED, took: 3000 }),
        refresh(1, NO),
      ],
    ],
  ]);
});

describe('wiped-after-refresh-failure', () => {
  const keys = {
    futureguide_access_token: ending(100),
    futureguide_refresh_token: refreshToken('r1'),
  };

  it('is storage emptied after an outage', () => {
    const found = finding(
      'wiped-after-refresh-failure',
      stored(-1, keys),
      refresh(0, DOWN),
      stored(1, {}),
    );
    expect(found.requests).toEqual(['r1']);
    expect(found.evidence[0]?.text).toContain('503 SERVICE_UNAVAILABLE');
  });

  misses('wiped-after-refresh-failure', [
    ['a session that the service has ended', [stored(-1, keys), refresh(0, NO), stored(1, {})]],
    ['a sign-out of the user', [stored(-1, keys), refresh(0, { to: ended(0) }), stored(1, {})]],
    [
      'a sign-out while a refresh failed',
      [
        stored(-1, keys),
        logout(-0.5, ending(100), { took: 2000 }),
        refresh(0, DOWN),
        stored(1, {}),
      ],
    ],
    [
      'tokens that remain',
      [stored(-1, keys), refresh(0, DOWN), stored(1, { ...keys, email: 'a@b.example' })],
    ],
    ['storage emptied 11 s later', [stored(-1, keys), refresh(0, DOWN), stored(11.1, {})]],
  ]);
});

describe('not-refreshable', () => {
  it('is a session of Auth V1', () => {
    const token = v1Ending(86_400);
    const found = finding(
      'not-refreshable',
      stored(0, { token, auth_version: 'v2' }),
      call(1, token),
    );
    expect(found).toMatchObject({ severity: 'info', requests: ['r1'] });
    expect(found.evidence.map(({ id }) => id)).toEqual(['v1-token', 'auth-version']);
  });

  it('warns when it is about to end', () => {
    expect(finding('not-refreshable', call(0, v1Ending(299))).severity).toBe('warning');
  });

  misses('not-refreshable', [
    ['a session of Auth V2', [call(0, ending(100)), refresh(1, { to: ended(1) })]],
    [
      'a leftover of Auth V1',
      [stored(0, { futureguide_access_token: ending(900), token: v1Ending(9000) })],
    ],
  ]);
});

it('names the documented refresh of the incident by its path', () => {
  const leg = har({
    at: 0,
    url: 'https://futureguide.id/api/auth/refresh-token',
    method: 'POST',
    status: 500,
  });
  const found = finding('refresh-failing', leg);
  expect(found.evidence[0]?.text).toContain('POST /api/auth/refresh-token');
  expect(leg.startedAt).toBe(NOON_MS);
  expect(REFRESH).toContain('/v2/refresh');
});
