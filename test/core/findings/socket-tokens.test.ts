import { describe, expect, it } from 'vitest';
import { har } from '../recording/legs.ts';
import {
  API,
  authenticate,
  authenticated,
  BUDI,
  call,
  codes,
  ending,
  finding,
  type Labelled,
  login,
  logout,
  page,
  refresh,
  socket,
} from './story.ts';

const first = ending(3500);
const next = ending(6600);
const opened = [socket(0, 'open'), authenticate(1, first), authenticated(1.1)];
/** So long the recording goes on. */
const later = (at: number) => call(at, null, 'https://futureguide.id/');
const refused: [string, unknown] = ['auth_error', { message: 'Invalid or expired token' }];
const timeout: [string, unknown] = ['auth_error', { message: 'Authentication timeout' }];

const NO = '44{"message":"Authentication required"}';
const frame = (at: number, event: 'send' | 'receive', data: string) => ({
  ...socket(at, event),
  data,
});

function misses(code: Parameters<typeof finding>[0], stories: Labelled[]) {
  it.each(stories)('is not %s', (_label, story) => {
    expect(codes(...story)).not.toContain(code);
  });
}

describe('socket-stale', () => {
  it('stays with a token that a refresh has replaced', () => {
    const found = finding('socket-stale', ...opened, refresh(3000, { to: next }), later(3003));
    expect(found).toMatchObject({ severity: 'warning', requests: ['s1'] });
    expect(found.evidence[0]).toMatchObject({
      id: 'replaced',
      values: { token: 't1', newer: 't3' },
    });
  });

  it('outlives its token', () => {
    const found = finding('socket-stale', ...opened, call(3501, null, 'https://futureguide.id/'));
    expect(found.evidence[0]?.id).toBe('outlived');
  });

  it('reconnects with the token of before the refresh, and is let in', () => {
    const found = finding(
      'socket-stale',
      ...opened,
      socket(2000, 'close'),
      refresh(3000, { to: next }),
      socket(3010, 'open', null, 'socket-2'),
      authenticate(3011, first, {}, 'socket-2'),
      authenticated(3012, 'socket-2'),
      later(3020),
    );
    expect(found).toMatchObject({ severity: 'warning', requests: ['s2'] });
    expect(found.evidence[0]?.text).toContain('after t3 had taken its place');
  });

  it('is authenticated anew only minutes after the refresh', () => {
    const found = finding(
      'socket-stale',
      ...opened,
      refresh(3000, { to: next }),
      authenticate(3300, next),
      authenticated(3300.1),
    );
    expect(found.requests).toEqual(['s1']);
  });

  it('is still open when its user has signed out and another in', () => {
    const found = finding(
      'socket-stale',
      login(-1, first),
      ...opened,
      logout(100, first),
      login(200, ending(3800, BUDI)),
      later(210),
    );
    expect(found.severity).toBe('error');
    expect(found.evidence.map(({ id }) => id)).toEqual(['signed-out', 'another-user']);
    expect(found.advice).toContain('Close the socket at sign-out');
  });

  misses('socket-stale', [
    [
      'one that authenticates anew',
      [...opened, refresh(3000, { to: next }), authenticate(3001, next), authenticated(3001.1)],
    ],
    [
      'one that is authenticated anew within 2 s',
      [
        ...opened,
        refresh(3000, { to: next }),
        authenticate(3001.9, next),
        authenticated(3002),
        later(3020),
      ],
    ],
    [
      'one that is closed within 2 s',
      [...opened, refresh(3000, { to: next }), socket(3001.9, 'close'), later(3020)],
    ],
    [
      'one that is refused with the old token',
      [
        ...opened,
        socket(2000, 'close'),
        refresh(3000, { to: next }),
        socket(3010, 'open', null, 'socket-2'),
        authenticate(3011, first, {}, 'socket-2'),
        socket(3012, 'receive', refused, 'socket-2'),
        later(3020),
      ],
    ],
    ['one that was closed before', [...opened, socket(2999, 'close'), refresh(3000, { to: next })]],
    ['one of a page that was left', [...opened, page(2000), refresh(3000, { to: next })]],
    ['one with a second left', [...opened, call(3499, null, 'https://futureguide.id/')]],
  ]);
});

describe('socket-unauthenticated', () => {
  it('is a socket that stays silent for 10 s', () => {
    const found = finding('socket-unauthenticated', socket(0, 'open'), page(-1), call(10, first));
    expect(found.evidence[0]).toMatchObject({
      id: 'no-authenticate',
      text: 'The socket opened at 05:00:00 UTC and sent no authenticate for 10 s',
    });
  });

  it('is one that the server gave up', () => {
    const found = finding(
      'socket-unauthenticated',
      ...opened,
      socket(60, 'close'),
      socket(63, 'open', null, 'socket-2'),
      socket(71, 'receive', timeout, 'socket-2'),
    );
    expect(found.evidence[0]?.text).toContain('Authentication timeout');
    expect(found.advice).toContain('reconnect');
  });

  it('is one whose authenticate has no answer for 10 s', () => {
    const found = finding(
      'socket-unauthenticated',
      socket(0, 'open'),
      authenticate(1, first),
      call(11, first),
    );
    expect(found).toMatchObject({ requests: ['s1'] });
    expect(found.evidence[0]?.id).toBe('no-answer');
  });

  const polling = `${API}/socket.io/?EIO=4&transport=polling&sid=abc`;
  const shown = `42["authenticate",${JSON.stringify({ token: first })}]`;

  it('is polling from its beginning on without a token', () => {
    const found = finding(
      'socket-unauthenticated',
      har({ at: 0, url: polling.replace('&sid=abc', ''), body: '0{"sid":"abc"}' }),
      har({ at: 1_000, url: polling, body: '2' }),
      har({ at: 20_000, url: polling, body: '2' }),
    );
    expect(found.evidence[0]?.id).toBe('no-authenticate');
    expect(found.requests).toEqual(['r2']);
  });

  misses('socket-unauthenticated', [
    [
      'one that authenticates after 9 s',
      [socket(0, 'open'), authenticate(9, first), authenticated(9.1), call(60, first)],
    ],
    ['one that was closed after 9 s', [socket(0, 'open'), socket(9, 'close'), call(60, first)]],
    ['one of a page that was left after 9 s', [socket(0, 'open'), page(9), call(60, first)]],
    [
      'one that is refused at once for want of a token',
      [
        socket(0, 'open'),
        socket(0.2, 'receive', ['auth_error', { message: 'Token required' }]),
        call(60, first),
      ],
    ],
    [
      'one whose connection is refused',
      [socket(0, 'open'), frame(0.1, 'send', '40'), frame(0.2, 'receive', NO), call(60, first)],
    ],
    [
      'one that shows its token while it connects',
      [
        socket(0, 'open'),
        frame(0.1, 'send', `40{"token":"${first}"}`),
        frame(0.2, 'receive', '40{"sid":"x"}'),
        call(60, first),
      ],
    ],
    ['one that was open before anyone looked', [socket(0, 'close'), call(60, first)]],
    [
      'polling whose bodies cannot be read',
      [har({ at: 0, url: polling, method: 'POST' }), har({ at: 20_000, url: polling })],
    ],
    [
      'polling that had begun before the recording',
      [har({ at: 0, url: polling, body: '2' }), har({ at: 20_000, url: polling, body: '2' })],
    ],
    [
      'polling whose answer a poll brought that had begun before the recording',
      [
        har({ at: 0, url: polling, method: 'POST', requestBody: shown, body: 'ok' }),
        har({ at: 20_000, url: polling, body: '2' }),
      ],
    ],
    [
      'the admin page’s, which has another way',
      [
        {
          ...socket(0, 'open'),
          url: 'wss://api.futureguide.id/admin/socket.io/?EIO=4&transport=websocket',
        },
        call(60, first),
      ],
    ],
  ]);
});
