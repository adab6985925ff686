import type { Observation } from '../../../src/core/recording/observation.ts';
import { FakeSession } from './fake-session.ts';
import {
  authenticate,
  call,
  firebaseClaims,
  INVALID_TOKEN,
  madeToken,
  page,
  storage,
} from './script.ts';
import { crowd, manyTokens, twoPeople } from './timeline-scenes.ts';

const MINUTE = 60;
const POLL = '/api/assessment/status/job-7f3a91';

interface StoryTimes {
  now: number;
  /** s ago that the last token expired; negative when it has not yet */
  expiredAgo: number;
}

/** The incident: submit, poll every 10 s, the token ends between two polls, the app goes to /auth. */
function incident({ now, expiredAgo }: StoryTimes): { observations: Observation[]; token: string } {
  const exp = Math.floor(now / 1000) - expiredAgo;
  const token = madeToken(firebaseClaims(exp - 60 * MINUTE, exp));
  const bearer = `Bearer ${token}`;
  const start = (exp - 75) * 1000 + 412;
  const observations: Observation[] = [
    page('/dashboard', start - 4_000),
    storage(start - 3_900, {
      futureguide_access_token: token,
      futureguide_refresh_token: 'demo-refresh-token-opaque-0001',
    }),
    call({ path: 'https://futureguide.id/favicon.ico', at: start - 3_500 }),
    call({ path: '/api/auth/profile', at: start - 3_000, authorization: bearer }),
    call({
      path: '/api/archive/jobs/stats',
      at: start - 2_600,
      status: 401,
      body: '{"success":false,"error":"UNAUTHORIZED","message":"Access token is required"}',
    }),
    call({
      path: '/api/auth/token-balance?source=header',
      at: start - 2_500,
      authorization: bearer,
    }),
    ...authenticate(start - 1_500, token, null),
    call({
      method: 'POST',
      path: '/api/assessment/submit',
      at: start,
      authorization: bearer,
      status: 202,
      requestBody: '{"assessmentName":"AI-Driven Talent Mapping","answers":[1,2,3]}',
      body: '{"success":true,"data":{"jobId":"job-7f3a91","status":"queued"}}',
    }),
  ];
  for (let poll = 1; start + poll * 10_000 < Math.min(now, (exp + 25) * 1000); poll += 1) {
    const at = start + poll * 10_000;
    const isExpired = at / 1000 >= exp;
    const isCached = isExpired && at / 1000 < exp + 8;
    const isRefused = isExpired && !isCached;
    observations.push(
      call({
        path: POLL,
        at,
        authorization: bearer,
        status: isRefused ? 401 : 200,
        body: isRefused ? INVALID_TOKEN : '{"success":true,"data":{"status":"processing"}}',
      }),
    );
  }
  return { observations, token };
}

function story(): FakeSession {
  const session = new FakeSession();
  session.add(...incident({ now: Date.now(), expiredAgo: 30 }).observations);
  return session;
}

function signedOut(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const { observations } = incident({ now, expiredAgo: 40 });
  const lastCall = Math.max(
    ...observations.map((seen) => (seen.kind === 'har' ? (seen.startedAt ?? 0) : 0)),
  );
  session.add(
    ...observations,
    storage(lastCall + 900, {}),
    page('/auth', lastCall + 1_000),
    page('/dashboard', now - 3_000, 'back-forward-cache'),
  );
  return session;
}

function everyKind(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const s = Math.floor(now / 1000);
  const good = madeToken(firebaseClaims(s - 600, s + 3000));
  const soon = madeToken(firebaseClaims(s - 3400, s + 200));
  const old = madeToken(firebaseClaims(s - 7300, s - 3700));
  const v1 = madeToken({
    id: 'a1',
    email: 'budi@people.example',
    user_type: 'user',
    iat: s - 90,
    exp: s + 604_710,
  });
  const at = (offset: number) => now - 60_000 + offset * 1_000;
  session.droppedBefore = 1200;
  session.add(
    page('/assessment', at(0)),
    call({
      method: 'POST',
      path: '/api/auth/v2/login',
      at: at(1),
      status: 401,
      requestBody: '{"email":"rina@people.example","password":"hunter2hunter2"}',
      body: '{"success":false,"error":{"code":"INVALID_CREDENTIALS","message":"Invalid email or password"}}',
    }),
    call({
      method: 'POST',
      path: '/api/auth/v2/login',
      at: at(2),
      requestBody: '{"email":"rina@people.example","password":"hunter2hunter2"}',
      body: JSON.stringify({
        success: true,
        data: { idToken: good, refreshToken: 'AMf-vBdemodemodemo1234567890' },
      }),
    }),
    call({ path: '/api/auth/profile', at: at(3), authorization: `Bearer ${good}` }),
    call({ path: '/api/auth/profile', at: at(4), authorization: `Bearer ${soon}` }),
    call({
      path: '/api/auth/profile',
      at: at(5),
      authorization: 'Bearer undefined',
      status: 401,
      body: INVALID_TOKEN,
    }),
    call({
      path: '/api/auth/profile',
      at: at(6),
      authorization: `Bearer "${good}"`,
      status: 401,
      body: INVALID_TOKEN,
    }),
    call({
      path: '/api/auth/profile',
      at: at(7),
      authorization: good,
      status: 401,
      body: '{"success":false,"error":"UNAUTHORIZED","message":"Access token is required"}',
    }),
    call({
      path: '/api/auth/profile',
      at: at(8),
      authorization: 'Bearer eyJhbGciOiJSUzI1NiJ9.broken',
      status: 401,
      body: INVALID_TOKEN,
    }),
    call({
      path: '/api/auth/profile',
      at: at(9),
      authorization: `Bearer ${good}`,
      status: 401,
      body: INVALID_TOKEN,
    }),
    call({ path: POLL, at: at(10), authorization: `Bearer ${old}`, status: 200 }),
    call({
      path: POLL,
      at: at(11),
      authorization: `Bearer ${old}`,
      status: 401,
      body: INVALID_TOKEN,
    }),
    call({
      path: POLL,
      at: at(12),
      authorization: `Bearer ${good}`,
      status: 503,
      body: '{"success":false,"error":"SERVICE_UNAVAILABLE","message":"try later"}',
    }),
    call({
      path: POLL,
      at: at(13),
      authorization: `Bearer ${good}`,
      status: 0,
      error: 'net::ERR_ABORTED',
    }),
    call({
      path: POLL,
      at: at(14),
      authorization: `Bearer ${good}`,
      status: 0,
      error: 'net::ERR_BLOCKED_BY_CLIENT',
    }),
    call({
      path: POLL,
      at: at(15),
      authorization: `Bearer ${good}`,
      status: 429,
      body: '{"success":false,"error":"RATE_LIMIT_EXCEEDED","message":"Too many requests"}',
    }),
    call({
      path: '/api/archive/results/3f6c1b2e-9e1d-4a52-8a7e-0d9b5f3a1c77?include=persona&lang=id',
      at: at(16),
      authorization: `Bearer ${good}`,
      status: 404,
      body: '{"success":false,"error":{"code":"NOT_FOUND","message":"Result not found"}}',
    }),
    call({
      method: 'POST',
      path: '/api/auth/v2/refresh',
      at: at(17),
      status: 401,
      requestBody: '{"refreshToken":"AMf-vBdemodemodemo1234567890"}',
      body: '{"success":false,"error":{"code":"INVALID_REFRESH_TOKEN","message":"Refresh token is invalid"}}',
    }),
    call({ path: '/api/chatbot/conversations', at: at(18), authorization: `Bearer ${v1}` }),
    ...authenticate(at(19), old, 'Invalid or expired token'),
    ...authenticate(at(20), good, null),
    {
      kind: 'act',
      id: 'act1',
      act: 'refresh',
      method: 'POST',
      url: 'https://api.futureguide.id/api/auth/v2/refresh',
      startedAt: at(21),
    },
    call({
      method: 'POST',
      path: '/api/auth/v2/refresh',
      at: at(21) + 2,
      requestBody: '{"refreshToken":"AMf-vBdemodemodemo1234567890"}',
      body: JSON.stringify({
        success: true,
        data: { idToken: good, refreshToken: 'AMf-vBother0987654321' },
      }),
    }),
    {
      kind: 'web',
      id: 'w1',
      method: 'GET',
      url: `https://api.futureguide.id${POLL}`,
      startedAt: at(30),
      sentAt: at(30),
      endedAt: null,
      status: null,
      error: null,
      fromCache: false,
      redirectUrl: null,
      resourceType: 'xmlhttprequest',
      requestHeaders: [{ name: 'Authorization', value: `Bearer ${good}` }],
      responseHeaders: null,
      byWorker: false,
      askingOrigin: null,
      foreign: false,
    },
    storage(
      at(31),
      {
        futureguide_access_token: good,
        futureguide_refresh_token: 'demo-refresh-token-opaque-0001',
        authV2_idToken: old,
        token: `"${old}"`,
      },
      { token: old },
    ),
  );
  session.refresh = {
    running: false,
    last: {
      at: now - 12_000,
      outcome: {
        kind: 'refreshed',
        before: {
          fingerprint: '9c41d07b',
          issuedAt: (s - 3600) * 1000,
          expiresAt: (s - 12) * 1000,
        },
        after: { fingerprint: '1f3a9c2e', issuedAt: (s - 12) * 1000, expiresAt: (s + 3588) * 1000 },
        places: ['localStorage.futureguide_access_token', 'localStorage.futureguide_refresh_token'],
      },
    },
  };
  return session;
}

function differs(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const s = Math.floor(now / 1000);
  const sent = madeToken(firebaseClaims(s - 3400, s + 200));
  const stored = madeToken(firebaseClaims(s - 5, s + 3595, 'budi@people.example'));
  session.add(
    storage(now - 30_000, {
      futureguide_access_token: stored,
      futureguide_refresh_token: 'x'.repeat(40),
    }),
    page('/dashboard', now - 9_000),
    call({ path: POLL, at: now - 3_000, authorization: `Bearer ${sent}` }),
  );
  session.nextOutcome = { kind: 'refused', message: 'Refresh token is invalid' };
  return session;
}

function v1(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const s = Math.floor(now / 1000);
  const token = madeToken({
    id: 'a1',
    email: 'budi@people.example',
    iat: s - 90,
    exp: (s + 604_710) * 1000 + 500,
  });
  session.add(
    storage(now - 30_000, { token, auth_version: 'v1' }),
    call({ path: POLL, at: now - 3_000, authorization: `Bearer ${token}` }),
  );
  return session;
}

function opaque(): FakeSession {
  const session = new FakeSession();
  session.add(
    call({
      path: POLL,
      at: Date.now() - 3_000,
      authorization: 'Bearer 4f9a2c7be1d04e0b9a77c3d8',
      status: 401,
      body: INVALID_TOKEN,
    }),
  );
  return session;
}

function many(): FakeSession {
  const session = new FakeSession();
  const now = Date.now();
  const s = Math.floor(now / 1000);
  const token = madeToken(firebaseClaims(s - 3400, s + 200));
  for (let index = 0; index < 10_000; index += 1)
    session.recording.add(
      call({
        path: `${POLL}${index % 7}`,
        at: now - 600_000 + index * 50,
        authorization: `Bearer ${token}`,
      }),
    );
  return session;
}

function scripted(change: (session: FakeSession) => void): () => FakeSession {
  return () => {
    const session = new FakeSession();
    change(session);
    return session;
  };
}

export const SCENES: Record<string, () => FakeSession> = {
  story,
  'signed-out': signedOut,
  'every-kind': everyKind,
  differs,
  v1,
  opaque,
  many,
  huge: () => {
    const session = new FakeSession(200);
    for (const observation of incident({ now: Date.now(), expiredAgo: 5_000 }).observations)
      session.add(observation);
    session.droppedBefore = 81_230;
    return session;
  },
  'two-people': twoPeople,
  'many-tokens': manyTokens,
  crowd,
  waiting: scripted(() => {}),
  connecting: scripted((session) => {
    session.connection = 'connecting';
    session.site = 'unknown';
  }),
  paused: scripted((session) => session.setRecording(false)),
  other: scripted((session) => {
    session.site = 'other';
  }),
  withheld: scripted((session) => {
    session.site = 'access-withheld';
  }),
  updated: () => Object.assign(story(), { connection: 'extension-updated' }),
  'withheld-with-rows': () => Object.assign(story(), { site: 'access-withheld' }),
  disconnected: () => Object.assign(story(), { connection: 'disconnected' }),
};
