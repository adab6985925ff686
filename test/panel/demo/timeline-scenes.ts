import type { Observation, SocketObservation } from '../../../src/core/recording/observation.ts';
import { FakeSession } from './fake-session.ts';
import { call, firebaseClaims, INVALID_TOKEN, madeToken, page } from './script.ts';

const SUBMIT = '/api/assessment/submit';
const STATUS = '/api/assessment/status/';
const RESULT = '/api/assessment/result/';
const SOCKET = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket&sid=demo1';

function socket(at: number, event: SocketObservation['event'], data = ''): SocketObservation {
  return { kind: 'socket', id: `t-${event}-${at}`, socket: 'demo1', url: SOCKET, at, event, data };
}

const issued = (token: string, refreshToken: string) =>
  JSON.stringify({ success: true, data: { idToken: token, refreshToken } });

/** Two people, short lives, refreshes in time, late and refused, a socket, jobs that pass and fail. */
export function twoPeople(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const s = Math.floor(now / 1000);
  const rina = (ago: number, life: number) =>
    madeToken(firebaseClaims(s - ago, s - ago + life, 'rina@people.example'));
  const budi = madeToken({
    ...firebaseClaims(s - 160, s + 3440, 'budi@people.example'),
    sub: 'budi',
  });
  const [first, second, third] = [rina(1190, 600), rina(640, 400), rina(230, 3600)];
  const at = (ago: number) => now - ago * 1000;
  const polls = (token: string, job: string, from: number, to: number, refusedFrom = -1) => {
    const seen: Observation[] = [];
    for (let ago = from; ago > to; ago -= 10)
      seen.push(
        call({
          path: STATUS + job,
          at: at(ago),
          authorization: `Bearer ${token}`,
          ...(ago <= refusedFrom ? { status: 401, body: INVALID_TOKEN } : {}),
        }),
      );
    return seen;
  };
  const submit = (token: string, job: string, ago: number) =>
    call({
      method: 'POST',
      path: SUBMIT,
      at: at(ago),
      authorization: `Bearer ${token}`,
      status: 202,
      body: `{"success":true,"data":{"jobId":"${job}","status":"queued"}}`,
    });
  const refresh = (ago: number, to: string | null) =>
    call({
      method: 'POST',
      path: '/api/auth/v2/refresh',
      at: at(ago),
      requestBody: `{"refreshToken":"AMf-demo-refresh-${ago}-000000"}`,
      ...(to === null
        ? {
            status: 401,
            body: '{"success":false,"error":{"code":"INVALID_REFRESH_TOKEN","message":"Invalid refresh token"}}',
          }
        : { body: issued(to, `AMf-demo-refresh-${ago}-111111`) }),
    });
  session.add(
    page('/auth', at(1195)),
    call({
      method: 'POST',
      path: '/api/auth/v2/login',
      at: at(1190.4),
      requestBody: '{"email":"rina@people.example","password":"hunter2hunter2"}',
      body: issued(first, 'AMf-demo-refresh-000000'),
    }),
    call({ path: '/api/auth/profile', at: at(1188), authorization: `Bearer ${first}` }),
    socket(at(1186), 'open'),
    socket(at(1185), 'send', `42["authenticate",${JSON.stringify({ token: first })}]`),
    socket(at(1184.8), 'receive', '42["authenticated",{"success":true}]'),
    submit(first, 'job-1a', 1180),
    ...polls(first, 'job-1a', 1170, 645),
    refresh(640.5, second),
    ...polls(second, 'job-1a', 635, 560),
    call({ path: `${RESULT}job-1a`, at: at(556), authorization: `Bearer ${second}` }),
    socket(at(630), 'send', `42["authenticate",${JSON.stringify({ token: second })}]`),
    socket(at(629.8), 'receive', '42["authenticated",{"success":true}]'),
    submit(second, 'job-2b', 500),
    ...polls(second, 'job-2b', 490, 232, 235),
    ...polls(second, 'job-2b', 231, 231.5),
    refresh(238, null),
    refresh(230.4, third),
    ...polls(third, 'job-2b', 225, 170),
    call({
      path: '/api/chatbot/free',
      at: at(210),
      status: 503,
      body: '{}',
      authorization: `Bearer ${third}`,
    }),
    socket(at(165), 'close'),
    call({
      method: 'POST',
      path: '/api/auth/v2/login',
      at: at(160.4),
      body: issued(budi, 'AMf-demo-refresh-budi-0'),
    }),
    submit(budi, 'job-3c', 150),
    ...polls(budi, 'job-3c', 140, 20),
    call({
      path: '/api/archive/jobs/stats',
      at: at(100),
      status: 401,
      body: '{"success":false,"error":"UNAUTHORIZED","message":"Access token is required"}',
    }),
    call({ path: '/api/auth/profile', at: at(60), authorization: `Bearer ${third}` }),
  );
  return session;
}

/** Many tokens of one user side by side, more than have rows. */
export function manyTokens(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const s = Math.floor(now / 1000);
  for (let index = 0; index < 60; index += 1) {
    const token = madeToken(firebaseClaims(s - 1200 + index * 20, s + 2400 + index * 20));
    session.recording.add(
      call({
        path: '/api/auth/profile',
        at: now - 1_198_000 + index * 20_000,
        authorization: `Bearer ${token}`,
      }),
    );
  }
  return session;
}

const CROWD = 20_000;

/** As many requests as a recording holds, of every outcome, over an hour. */
export function crowd(): FakeSession {
  const session = new FakeSession(CROWD);
  const now = Date.now();
  const s = Math.floor(now / 1000);
  const tokens = Array.from({ length: 12 }, (_, index) =>
    madeToken(firebaseClaims(s - 3600 + index * 300, s - 3200 + index * 300)),
  );
  for (let index = 0; index < CROWD; index += 1) {
    const token = tokens[Math.floor((index / CROWD) * tokens.length)];
    const isRefused = index % 97 === 0;
    session.recording.add(
      call({
        path: `${STATUS}job-${index % 7}`,
        at: now - 3_600_000 + index * 180,
        authorization: `Bearer ${token}`,
        ...(isRefused ? { status: 401, body: INVALID_TOKEN } : {}),
        ...(index % 211 === 0 ? { status: 503 } : {}),
      }),
    );
  }
  return session;
}
