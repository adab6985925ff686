import { describe, expect, it } from 'vitest';
import type { Observation, SocketObservation } from '../../../src/core/recording/observation.ts';
import { ending, read } from '../findings/story.ts';
import { har, NOON_MS, web } from './legs.ts';

const TOKEN = ending(3000);
const SPENT = ending(-12);
const HOST = 'wss://api.futureguide.id';
const URL_BARE = `${HOST}/socket.io/?EIO=4&transport=websocket`;
const REFUSED = '44{"message":"Invalid or expired token"}';

let lastId = 0;

/** A frame of a live WebSocket. */
function seen(
  at: number,
  event: SocketObservation['event'],
  data = '',
  url = URL_BARE,
): SocketObservation {
  lastId += 1;
  const id = `frame-${lastId}`;
  return { kind: 'socket', id, socket: 'socket-1', url, at: NOON_MS + at * 1000, event, data };
}

/** The same as entries of a file. */
function recorded(frames: [at: number, direction: 'send' | 'receive', data: string][], more = {}) {
  const leg = har({ url: URL_BARE, status: 101, ...more }, { resourceType: 'websocket' });
  const socketMessages = frames.map(([at, direction, data]) => ({
    at: NOON_MS + at * 1000,
    direction,
    data,
  }));
  return { ...leg, socketMessages };
}

function uses(...observations: Observation[]) {
  return read(...observations).sockets.map(({ facts: use, verdict }) => ({
    method: use.method,
    token: use.token,
    validity: verdict.validity,
    outcome: verdict.outcome,
    cause: verdict.refusal?.cause ?? null,
    message: use.answer?.message ?? null,
  }));
}

describe('a token in a field', () => {
  it.each([
    ['certain', 'alone', SPENT],
    ['likely', 'with its scheme', `Bearer ${SPENT}`],
  ])('is %s to be the reason where it stands there %s', (certainty, _how, field) => {
    const date = { name: 'date', value: new Date(NOON_MS).toUTCString() };
    const answers = [0, 100, 200].map((at) => har({ at }, { responseHeaders: [date] }));
    const frames = recorded([
      [0.1, 'send', `40{"token":"${field}"}`],
      [0.2, 'receive', REFUSED],
    ]);
    const verdicts = read(...answers, frames).sockets.map(({ verdict }) => verdict.refusal);
    expect(verdicts).toMatchObject([{ cause: 'expired', certainty }]);
  });
});

describe('a token in the CONNECT packet', () => {
  it.each([
    ['as it is', `40{"token":"${SPENT}"}`],
    ['in a namespace', `40/live,{"token":"${SPENT}"}`],
    ['in its auth', `40{"auth":{"token":"${SPENT}"}}`],
    ['with its scheme', `40{"token":"Bearer ${SPENT}"}`],
    ['under another name', `40{"accessToken":"${SPENT}"}`],
  ])('is an attempt to authenticate: %s', (_how, frame) => {
    const expected = [
      {
        method: 'connect',
        token: SPENT,
        validity: 'expired',
        outcome: 'rejected',
        cause: 'expired',
        message: 'Invalid or expired token',
      },
    ];
    expect(uses(seen(0, 'open'), seen(0.1, 'send', frame), seen(0.2, 'receive', REFUSED))).toEqual(
      expected,
    );
    expect(
      uses(
        recorded([
          [0.1, 'send', frame],
          [0.2, 'receive', REFUSED],
        ]),
      ),
    ).toEqual(expected);
  });

  it('is accepted where the server lets it in', () => {
    const [use] = uses(
      seen(0, 'open'),
      seen(0.1, 'send', `40{"token":"${TOKEN}"}`),
      seen(0.2, 'receive', '40{"sid":"abc"}'),
    );
    expect(use).toMatchObject({ outcome: 'accepted', validity: 'valid' });
  });

  it('is refused where the server lets everybody in and then says no', () => {
    const [use] = uses(
      seen(0, 'open'),
      seen(0.1, 'send', `40{"token":"${TOKEN}"}`),
      seen(0.2, 'receive', '40{"sid":"abc"}'),
      seen(0.3, 'receive', '42["auth_error",{"message":"Invalid or expired token"}]'),
    );
    expect(use).toMatchObject({ outcome: 'rejected', message: 'Invalid or expired token' });
  });

  it('waits as long as nothing is answered', () => {
    const [use] = uses(seen(0, 'open'), seen(0.1, 'send', `40{"token":"${TOKEN}"}`));
    expect(use).toMatchObject({ outcome: 'pending' });
  });

  it('is none where the namespace is not there', () => {
    const [use] = uses(
      seen(0, 'open'),
      seen(0.1, 'send', `40/lve,{"token":"${TOKEN}"}`),
      seen(0.2, 'receive', '44/lve,{"message":"Invalid namespace"}'),
    );
    expect(use).toMatchObject({ outcome: 'pending' });
  });

  it('counts beside the event that comes after it', () => {
    const found = uses(
      seen(0, 'open'),
      seen(0.1, 'send', `40{"token":"${TOKEN}"}`),
      seen(0.2, 'receive', '40{"sid":"abc"}'),
      seen(0.3, 'send', `42["authenticate",{"token":"${TOKEN}"}]`),
      seen(0.4, 'receive', '42["authenticated",{"success":true}]'),
    );
    expect(found.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual([
      'connect accepted',
      'authenticate accepted',
    ]);
  });

  it('may be a word that is no token', () => {
    const frame = seen(0.1, 'send', '40{"token":"undefined"}');
    expect(uses(seen(0, 'open'), frame, seen(0.2, 'receive', REFUSED))).toMatchObject([
      { outcome: 'rejected', cause: 'placeholder' },
    ]);
  });

  it('is told by polling requests too', () => {
    const url = 'https://api.futureguide.id/socket.io/?EIO=4&transport=polling&sid=abc';
    const found = uses(
      har({ at: 100, url, method: 'POST', requestBody: `40{"token":"${SPENT}"}`, body: 'ok' }),
      har({ at: 200, url, body: REFUSED }),
    );
    expect(found).toMatchObject([{ method: 'connect', outcome: 'rejected', cause: 'expired' }]);
  });
});

it('gives two answers to two questions in their order', () => {
  const ask = (token: string) => `42["authenticate",{"token":"${token}"}]`;
  const found = uses(
    seen(0, 'open'),
    seen(1, 'send', ask(SPENT)),
    seen(1.05, 'send', ask(TOKEN)),
    seen(1.1, 'receive', '42["auth_error",{"message":"Invalid or expired token"}]'),
    seen(1.2, 'receive', '42["authenticated",{"success":true}]'),
  );
  expect(found.map(({ outcome }) => outcome)).toEqual(['rejected', 'accepted']);
});

describe('a connection that is refused', () => {
  it('lacked a token where none was shown', () => {
    const no = '44{"message":"Authentication required"}';
    expect(
      uses(
        recorded([
          [0.1, 'send', '40'],
          [0.2, 'receive', no],
        ]),
      ),
    ).toMatchObject([{ method: 'connect', outcome: 'rejected', cause: 'missing' }]);
  });

  it.each([
    ['that field', `40{"authorization":"Bearer ${SPENT}"}`],
    ['that field in capitals', `40{"Authorization":"Bearer ${SPENT}"}`],
    ['its headers', `40{"headers":{"Authorization":"Bearer ${SPENT}"}}`],
  ])('showed the token that stood in %s', (_where, packet) => {
    expect(
      uses(
        recorded([
          [0.1, 'send', packet],
          [0.2, 'receive', REFUSED],
        ]),
      ),
    ).toMatchObject([{ outcome: 'rejected', cause: 'expired', token: SPENT }]);
  });

  it('showed the token that stood in the header of its handshake', () => {
    const frames: [number, 'send' | 'receive', string][] = [
      [0.1, 'send', '40'],
      [0.2, 'receive', REFUSED],
    ];
    expect(uses(recorded(frames, { authorization: `Bearer ${SPENT}` }))).toMatchObject([
      { method: 'connect', outcome: 'rejected', cause: 'expired', token: SPENT },
    ]);
  });

  it('is no use of a header where an authenticate came after it', () => {
    const found = uses(
      recorded(
        [
          [0.1, 'send', '40'],
          [0.2, 'receive', '40{"sid":"abc"}'],
          [0.3, 'send', `42["authenticate",{"token":"${TOKEN}"}]`],
          [0.4, 'receive', '42["authenticated",{"success":true}]'],
        ],
        { authorization: `Bearer ${SPENT}` },
      ),
    );
    expect(found).toMatchObject([{ method: 'authenticate', outcome: 'accepted' }]);
  });

  it('says nothing of a token where what was sent is not seen', () => {
    expect(uses(seen(0, 'open'), seen(0.2, 'receive', REFUSED))).toEqual([]);
  });
});

describe('a token in the query of the socket', () => {
  const url = `${URL_BARE}&token=${SPENT}`;

  it('is an attempt to authenticate', () => {
    const live = uses(seen(0, 'open', '', url), seen(0.2, 'receive', REFUSED, url));
    const file = uses(recorded([[0.2, 'receive', REFUSED]], { url }));
    for (const found of [live, file])
      expect(found).toMatchObject([
        { method: 'connect', token: SPENT, outcome: 'rejected', cause: 'expired' },
      ]);
  });

  it('is one attempt, however many sources tell of it', () => {
    expect(
      uses(
        web({ url, status: 101 }),
        seen(0.1, 'open', '', url),
        seen(0.2, 'receive', REFUSED, url),
      ),
    ).toHaveLength(1);
  });

  it('is refused by the answer to the request itself', () => {
    const body = '{"message":"Invalid or expired token"}';
    expect(uses(har({ url, status: 401, body }))).toMatchObject([
      { outcome: 'rejected', cause: 'expired', message: 'Invalid or expired token' },
    ]);
  });

  it('is one attempt over all the polling requests that repeat it', () => {
    const polling = `https://api.futureguide.id/socket.io/?EIO=4&transport=polling&token=${TOKEN}`;
    const found = uses(
      har({ at: 0, url: polling, body: '0{"sid":"abc","upgrades":["websocket"]}' }),
      har({ at: 100, url: `${polling}&sid=abc`, method: 'POST', requestBody: '40', body: 'ok' }),
      har({ at: 200, url: `${polling}&sid=abc`, body: '40{"sid":"x"}' }),
    );
    expect(found).toMatchObject([{ method: 'connect', outcome: 'accepted', validity: 'valid' }]);
  });
});

it('is open in a file until its last frame, or as long as the file says that it was', () => {
  const frames = (took: number) =>
    read(recorded([[5, 'send', `40{"token":"${TOKEN}"}`]], { took })).recording.socketConnections();
  expect(frames(90).map(({ lastAt }) => lastAt - NOON_MS)).toEqual([5_000]);
  expect(frames(60_000).map(({ lastAt }) => lastAt - NOON_MS)).toEqual([60_000]);
});
