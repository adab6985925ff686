import { describe, expect, it } from 'vitest';
import {
  BUDI,
  call,
  codes,
  ending,
  fault,
  finding,
  type Labelled,
  login,
  logout,
  NOON_S,
  page,
  refresh,
  refreshToken,
  stored,
  v1Ending,
} from './story.ts';

const REFUSED = { refused: true };
const older = ending(3000);
const newer = ending(6600);
const his = ending(3000, BUDI);
const ACCESS = 'futureguide_access_token';
const v2 = (token: string, more = {}) => ({
  authV2_idToken: token,
  authV2_refreshToken: refreshToken('r1'),
  auth_version: 'v2',
  ...more,
});
/** As it is dated by a server whose clock was never set, and by this computer's, set back or not. */
const dateOf = (at: number) => {
  const value = new Date((NOON_S + at) * 1000).toUTCString();
  return { responseHeaders: [{ name: 'date', value }] };
};
const dated = (at: number, token: string, setBack = 0) => {
  return { ...call(at - setBack, token), ...dateOf(at) };
};
const HOUR = 3600;
/** With another address, and the old signature. */
function changed(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const other = { ...(claims as Record<string, unknown>), email: 'sxri@siswa.example' };
  return [header, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.');
}
const details = (email: string, more = {}) => JSON.stringify({ email, ...more });

function misses(code: Parameters<typeof finding>[0], stories: Labelled[]) {
  it.each(stories)('is not %s', (_label, story) => {
    expect(codes(...story)).not.toContain(code);
  });
}

describe('rolled-back', () => {
  it('is an older token in storage, and names where it came from', () => {
    const user = { futureguide_user_data: details('sari@siswa.example', { idToken: older }) };
    const found = finding(
      'rolled-back',
      stored(0, { [ACCESS]: older, ...user }),
      stored(10, { [ACCESS]: newer, ...user }),
      stored(20, { [ACCESS]: older, ...user }),
      call(21, older, undefined, REFUSED),
    );
    expect(found.evidence[0]).toMatchObject({
      id: 'older-stored',
      values: {
        place: `localStorage.${ACCESS}`,
        token: 't1',
        newer: 't2',
        at: '2026-10-20T05:00:20.000Z',
      },
    });
    expect(found.advice).toContain('localStorage.futureguide_user_data.idToken');
  });

  it('is a request with an older token after a newer one was used', () => {
    const found = finding(
      'rolled-back',
      call(0, older),
      call(10, newer),
      call(20, older, undefined, REFUSED),
    );
    expect(found).toMatchObject({ severity: 'error', requests: ['r3'] });
  });

  it('is a session that a late refresh stores after the sign-out', () => {
    const found = finding(
      'rolled-back',
      login(-600, older),
      stored(-599, { [ACCESS]: older }),
      refresh(0, { to: newer, took: 5000 }),
      logout(1, older),
      stored(2, {}),
      stored(5.1, { [ACCESS]: newer }),
    );
    expect(found.title).toBe('A token was stored again after its user had signed out');
    expect(found.evidence[0]?.id).toBe('stored-after-sign-out');
    expect(found.advice).toContain('Stop the refresh timer at sign-out');
  });

  misses('rolled-back', [
    [
      'an old token before this computer’s clock was set back',
      [dated(0, older), dated(100, older), dated(110, newer, HOUR), dated(120, newer, HOUR)],
    ],
    [
      'what storage held before the clock was set back',
      [
        stored(0, { [ACCESS]: older }),
        dated(100, older),
        stored(110 - HOUR, { [ACCESS]: newer }),
        dated(120, newer, HOUR),
      ],
    ],
    [
      'a token that a refresh brought before the clock was set back',
      [
        login(-600, older),
        call(0, older),
        refresh(90, { to: newer, took: 10_050 }),
        dated(100, newer),
        dated(120, newer, HOUR),
      ],
    ],
    [
      'two tokens that logins brought before and after the clock was set back',
      [
        { ...login(0, older), ...dateOf(0) },
        dated(1, older),
        { ...login(100 - HOUR, newer), ...dateOf(100) },
        dated(101, older, HOUR),
        dated(102, newer, HOUR),
      ],
    ],
    [
      'a token of another issuer',
      [
        stored(0, { [ACCESS]: newer }),
        stored(9, { [ACCESS]: ending(300, { iss: 'https://securetoken.google.com/other' }) }),
      ],
    ],
    [
      'a refresh',
      [stored(0, { [ACCESS]: older }), stored(10, { [ACCESS]: newer }), call(11, newer)],
    ],
    [
      'what a refresh brought of which no answer was read, by a server some seconds behind',
      [call(0, older), refresh(10), call(20, ending(2997)), stored(21, { [ACCESS]: ending(2997) })],
    ],
    [
      'an old token before the newer one is used',
      [call(0, older), stored(1, { [ACCESS]: newer }), call(2, older)],
    ],
    [
      'an old bearer on login',
      [call(0, newer), call(1, older, '/api/auth/v2/login', { method: 'POST' })],
    ],
    [
      'the next user with an earlier token',
      [stored(0, { [ACCESS]: newer }), stored(9, { [ACCESS]: his })],
    ],
    [
      'a new sign-in',
      [
        login(-600, older),
        stored(-599, { [ACCESS]: older }),
        logout(1, older),
        stored(2, {}),
        login(9, newer),
        stored(10, { [ACCESS]: newer }),
      ],
    ],
    [
      'what a storage fault put there',
      [
        stored(0, { [ACCESS]: newer }),
        fault(5, 20, { token: older }),
        stored(6, { [ACCESS]: older }),
        stored(20, { [ACCESS]: newer }),
      ],
    ],
  ]);
});

describe('stale-copy', () => {
  it('is a key that the refresh did not write', () => {
    const found = finding(
      'stale-copy',
      stored(0, v2(newer, { token: newer, accessToken: older })),
      call(5, newer),
    );
    expect(found).toMatchObject({ severity: 'warning', requests: [] });
    expect(found.evidence[0]?.values).toMatchObject({
      place: 'localStorage.accessToken',
      read: 'localStorage.authV2_idToken',
    });
  });

  it('is an error once the copy is sent', () => {
    const found = finding(
      'stale-copy',
      stored(0, v2(newer, { token: older })),
      call(5, older, undefined, REFUSED),
    );
    expect(found).toMatchObject({ severity: 'error', requests: ['r1'] });
  });

  it('is an error where the key that is read holds the old one', () => {
    const tokens = { idToken: newer, refreshToken: refreshToken('r2') };
    const found = finding(
      'stale-copy',
      stored(0, { [ACCESS]: older, 'auth-storage': JSON.stringify({ state: { tokens } }) }),
    );
    expect(found.severity).toBe('error');
    expect(found.advice).toContain('localStorage.auth-storage.state.tokens.idToken');
  });

  it('is a cookie that holds another token than the keys', () => {
    const found = finding('stale-copy', stored(0, v2(newer), { token: older }));
    expect(found.evidence[0]?.values.place).toBe('cookie.token');
  });

  it('says of a copy what it held last, and whether that is still so', () => {
    const latest = ending(7200);
    const apart = [
      stored(0, v2(newer), { token: older }),
      stored(10, v2(latest), { token: newer }),
    ];
    const still = finding('stale-copy', ...apart);
    expect(still.evidence[0]?.text).toMatch(/^At 05:00:10 UTC .+ \(still so when last read\)$/);
    expect(still.title).toBe('A storage key disagreed with the one that the app reads');
    const over = finding('stale-copy', ...apart, stored(20, v2(latest), { token: latest }));
    expect(over.evidence[0]?.text).toMatch(/^At 05:00:10 UTC .+ \(no longer\)$/);
    expect(over.title).toBe('A storage key disagreed with the one that the app reads (no longer)');
  });

  it('names leftovers of an older build, which are no error', () => {
    const found = finding(
      'stale-copy',
      stored(0, { [ACCESS]: newer, token: ending(-9000), authV2_idToken: ending(-9000) }),
    );
    expect(found.severity).toBe('info');
    expect(found.title).toBe('2 leftovers of an older build were stored beside the token in use');
    expect(found.advice).toContain('This is no error');
  });

  misses('stale-copy', [
    [
      'keys that agree',
      [stored(0, v2(newer, { token: newer, auth_token: newer }), { token: newer })],
    ],
    ['the same token in quotation marks', [stored(0, v2(newer, { token: `"${newer}"` }))]],
    [
      'a moment between two writes',
      [
        stored(0, v2(older, { token: older })),
        stored(9, v2(newer, { token: older })),
        stored(9.1, v2(newer, { token: newer })),
      ],
    ],
    ['the key of the admin panel', [stored(0, v2(newer, { adminToken: v1Ending(900) }))]],
    ['another user’s token, which is worse', [stored(0, v2(newer, { token: his }))]],
  ]);
});

describe('two-users', () => {
  it.each<[string, Labelled[1], string]>([
    ['tokens of two', [stored(0, v2(older, { token: his }))], 'token-of-another'],
    [
      'details of another',
      [stored(0, { [ACCESS]: older, futureguide_user_data: details('budi@siswa.example') })],
      'details-of-another',
    ],
    [
      'another uid',
      [stored(0, { ...v2(ending(900, { email: undefined })), authV2_userId: BUDI.sub })],
      'details-of-another',
    ],
    [
      'a token sent while another is signed in',
      [login(0, older), login(9, his), call(10, older)],
      'sent-as-another',
    ],
    [
      'an answer that comes after the next sign-in',
      [login(0, older), call(8, older, undefined, { took: 5000 }), login(9, his)],
      'answered-to-another',
    ],
    [
      'a profile of another, as from a cache',
      [
        call(0, older, '/api/auth/profile', {
          body: JSON.stringify({ success: true, data: { user: { email: 'budi@siswa.example' } } }),
        }),
      ],
      'profile-of-another',
    ],
  ])('is %s', (_label, story, id) => {
    const found = finding('two-users', ...story);
    expect(found.evidence.map((one) => one.id)).toContain(id);
    expect(found.title).toMatch(/budi.* and sari/);
  });

  misses('two-users', [
    [
      'an address in other letters',
      [stored(0, { [ACCESS]: older, futureguide_user_data: details('SARI@siswa.example') })],
    ],
    [
      'the service’s own id, which is another number',
      [
        stored(0, {
          [ACCESS]: ending(900, { email: undefined }),
          futureguide_user_data: JSON.stringify({
            uid: '6f1c7a52-0d1e-4d70-9a41-1c2b3d4e5f60',
            id: 'x',
          }),
        }),
      ],
    ],
    ['one user in Auth V1 and Auth V2', [stored(0, v2(older, { token: v1Ending(900) }))]],
    [
      'a token and a copy whose payload was changed, which came together',
      [stored(0, { ...v2(older, { token: changed(older) }), email: 'sari@siswa.example' })],
    ],
    [
      'a changed copy that was refused',
      [
        call(0, changed(older), undefined, REFUSED),
        stored(0, v2(changed(older), { token: older, email: 'sari@siswa.example' })),
      ],
    ],
    [
      'one user after the other, and this computer’s clock was set back between them',
      [dated(0, older), dated(100, older), { ...login(110 - 3600, his), ...dateOf(110) }],
    ],
    [
      'an expired leftover of another',
      [
        stored(0, {
          [ACCESS]: older,
          token: ending(-9000, BUDI),
          user: details('budi@siswa.example'),
        }),
      ],
    ],
    [
      'one user after the other',
      [
        login(0, older),
        stored(1, { [ACCESS]: older }),
        logout(5, older),
        stored(6, {}),
        login(9, his),
        stored(10, { [ACCESS]: his }),
        call(11, his),
      ],
    ],
  ]);
});

describe('quoted-in-storage', () => {
  it('is a token written as JSON', () => {
    const found = finding('quoted-in-storage', stored(0, v2(older, { token: `"${older}"` })));
    expect(found).toMatchObject({ severity: 'warning', requests: [] });
    expect(found.evidence[0]?.values.place).toBe('localStorage.token');
    // Several tokens may follow one another at one place.
    expect(found.evidence[0]?.text).toBe(
      'At 05:00:00 UTC localStorage.token held t1 (still so when last read)',
    );
    expect(found.title).toBe('A token was stored in quotation marks');
  });

  it('names the latest at each place, and says what is no longer so', () => {
    const found = finding(
      'quoted-in-storage',
      stored(0, v2(older, { token: `"${older}"` })),
      stored(10, v2(newer, { token: `"${newer}"` })),
      stored(20, v2(newer)),
    );
    expect(found.evidence.map(({ text }) => text)).toEqual([
      'At 05:00:10 UTC localStorage.token held t3 (no longer)',
    ]);
    expect(found.severity).toBe('info');
    expect(found.title).toBe('A token was stored in quotation marks (no longer)');
  });

  it('is no more than worth knowing where the app sent that token bare', () => {
    const lies = stored(0, v2(older, { token: `"${older}"` }));
    expect(finding('quoted-in-storage', lies, call(1, older)).severity).toBe('info');
    expect(finding('quoted-in-storage', lies, call(1, newer)).severity).toBe('warning');
  });

  it('is an error once it is sent so', () => {
    const quoted = `"${older}"`;
    const found = finding(
      'quoted-in-storage',
      stored(0, v2(older, { token: quoted })),
      call(1, quoted, undefined, REFUSED),
    );
    expect(found).toMatchObject({ severity: 'error', requests: ['r1'] });
  });

  misses('quoted-in-storage', [
    ['a bare token', [stored(0, v2(older))]],
    [
      'a token inside JSON',
      [
        stored(0, {
          [ACCESS]: older,
          futureguide_user_data: details('sari@siswa.example', { idToken: older }),
        }),
      ],
    ],
  ]);
});

describe('placeholder-in-storage', () => {
  it.each(['undefined', 'null', '"undefined"'])('is the word %s', (word) => {
    const found = finding('placeholder-in-storage', stored(0, { [ACCESS]: word }));
    expect(found.severity).toBe('warning');
    expect(found.evidence[0]?.values).toMatchObject({ place: `localStorage.${ACCESS}` });
  });

  it('says whether it is still so', () => {
    const told = (...story: Parameters<typeof codes>) => {
      const { title, evidence } = finding('placeholder-in-storage', ...story);
      return [title, evidence[0]?.text];
    };
    const lies = stored(0, { [ACCESS]: 'undefined' });
    expect(told(lies)).toEqual([
      'The word “undefined” is stored where a token should be',
      expect.stringMatching(/\(still so when last read\)$/),
    ]);
    expect(told(lies, stored(10, v2(older)))).toEqual([
      'The word “undefined” is stored where a token should be (no longer)',
      expect.stringMatching(/\(no longer\)$/),
    ]);
  });

  it('is an error once it is sent', () => {
    const found = finding(
      'placeholder-in-storage',
      stored(0, { [ACCESS]: 'undefined' }),
      call(1, 'undefined', undefined, REFUSED),
    );
    expect(found).toMatchObject({ severity: 'error', requests: ['r1'] });
  });

  misses('placeholder-in-storage', [
    ['an emptied key', [stored(0, { [ACCESS]: '' })]],
    ['null inside JSON', [stored(0, { 'auth-storage': '{"state":{"tokens":{"idToken":null}}}' })]],
    ['another key', [stored(0, { user: 'undefined' })]],
  ]);
});

describe('cookie-outlives-token', () => {
  it('is a cookie with an expired token', () => {
    const found = finding(
      'cookie-outlives-token',
      stored(0, v2(newer, {}), { token: ending(-30) }),
    );
    expect(found.severity).toBe('warning');
    expect(found.evidence[0]?.text).toContain('30 s after its token had expired');
  });

  it('is a cookie that stays when the keys are cleared', () => {
    const found = finding(
      'cookie-outlives-token',
      stored(0, v2(newer), { token: newer }),
      stored(60, {}, { token: newer }),
    );
    expect(found.evidence[0]?.text).toContain('after the token keys had been cleared');
  });

  it('is a note where only an older build reads the cookie', () => {
    const found = finding(
      'cookie-outlives-token',
      stored(0, { [ACCESS]: newer }, { token: ending(-30) }),
    );
    expect(found.severity).toBe('info');
  });

  misses('cookie-outlives-token', [
    ['a cookie with a second left', [stored(0, v2(newer), { token: ending(1) })]],
    ['a cookie that goes with the keys', [stored(0, v2(newer), { token: newer }), stored(60, {})]],
    ['the cookie of a page that was only just opened', [stored(0, {}, { token: newer }), page(1)]],
  ]);
});

describe('issued-at-drift', () => {
  const kept = (at: number) => stored(0, v2(older, { authV2_tokenIssuedAt: String(at) }));
  const issuedAt = Date.UTC(2026, 9, 20, 5, 0, 0) / 1000 + 3000 - 3600;

  it.each([
    [61, 'refreshes too late'],
    [-61, 'refreshes too early'],
  ])('is a difference of %i s', (drift, effect) => {
    const found = finding('issued-at-drift', kept(issuedAt + drift));
    expect(found.evidence[0]?.values).toMatchObject({ driftSeconds: drift });
    expect(found.advice).toContain(effect);
  });

  misses('issued-at-drift', [
    ['60 s', [kept(issuedAt + 60)]],
    ['a value that is no number', [stored(0, v2(older, { authV2_tokenIssuedAt: 'soon' }))]],
    [
      'a leftover beside the current build',
      [stored(0, { [ACCESS]: older, authV2_tokenIssuedAt: String(issuedAt - 9000) })],
    ],
  ]);
});

it('judges no order by a request without a date', () => {
  const undated = { ...call(0, older, undefined, REFUSED), startedAt: null, sentAt: null };
  const found = codes(call(0, older), call(1, newer), login(2, his), undated);
  expect(found).not.toContain('rolled-back');
  expect(found).not.toContain('two-users');
});
