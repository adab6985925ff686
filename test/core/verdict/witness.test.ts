import { describe, expect, it } from 'vitest';
import { readFindings } from '../../../src/core/findings/findings.ts';
import { readHealth } from '../../../src/core/jobs/health.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { readWhole } from '../../../src/core/report/reading.ts';
import { reportOf } from '../../../src/core/report/report.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { currentCredential } from '../../../src/core/verdict/current.ts';
import { readLog } from '../../../src/core/verdict/log.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { authenticate, ending, fault, read, socket } from '../findings/story.ts';
import { handshake, har, NOON_MS, POLL, REFUSED, refusal, web } from '../recording/legs.ts';

const TOOL = { name: 'test', version: '0' };
const GOOD = ending(3_000);
const OLD = ending(-600);
const EXPIRED_WORDS = '{"success":false,"error":"TOKEN_EXPIRED","message":"Token expired"}';
const YEARS_AHEAD = `{"success":false,"error":"INVALID_TOKEN","timestamp":"2036-01-01T00:00:00.000Z"}`;

function reported(...observations: Observation[]) {
  return reportOf(readWhole(read(...observations)), { kind: 'panel' }, TOOL, englishUtc);
}

describe('what only the page tells of', () => {
  const made = refusal({ url: `${POLL}?made-up`, status: 401, body: REFUSED });

  it('is a row that is marked and says nothing', () => {
    const [row] = reported(made).requests;
    expect(row).toMatchObject({ told: 'page', validity: 'unknown', outcome: 'unknown', flags: [] });
    expect(row).not.toHaveProperty('cause');
  });

  it('is in no count, finding or chain', () => {
    const refreshes = Array.from({ length: 30 }, (_, index) =>
      refusal({
        url: 'https://api.futureguide.id/api/auth/v2/refresh',
        method: 'POST',
        at: index * 10,
        status: 401,
        body: REFUSED,
      }),
    );
    const analysis = read(
      web({ status: 200, authorization: `Bearer ${GOOD}` }),
      made,
      ...refreshes,
    );
    expect(readFindings(analysis)).toEqual([]);
    expect(readHealth(analysis)).toMatchObject({ requests: 1, rejected: 0, refreshes: 0 });
    expect(analysis.chains.refreshes).toEqual([]);
    expect(readLog(analysis)).toHaveLength(32);
  });

  it('becomes a row like any other once the browser tells of it too', () => {
    const seen = web({ status: 401, authorization: `Bearer ${OLD}` });
    const [row, ...others] = reported(refusal({ status: 401, body: REFUSED }), seen).requests;
    expect(others).toEqual([]);
    expect(row).toMatchObject({ outcome: 'rejected', cause: 'expired' });
    expect(row).not.toHaveProperty('told');
  });

  it('becomes one too once DevTools tell of the page’s side of its service worker', () => {
    const seen = {
      ...har({ status: 401, authorization: `Bearer ${OLD}` }),
      answeredByWorker: true,
    };
    const [row, ...others] = reported(refusal({ status: 401, body: REFUSED }), seen).requests;
    expect(others).toEqual([]);
    expect(row).toMatchObject({ outcome: 'rejected' });
    expect(row).not.toHaveProperty('told');
  });

  it('is merged only with a leg of the same status', () => {
    const told = refusal({ status: 401, body: REFUSED });
    const begun = web({ status: 200, authorization: `Bearer ${GOOD}` }, { endedAt: null });
    for (const seen of [web({ status: 200, authorization: `Bearer ${GOOD}` }), begun])
      expect(
        reported(seen, told)
          .requests.map((row) => [row.status, row.told])
          .sort(),
      ).toEqual([
        [200, undefined],
        [401, 'page'],
      ]);
  });

  it('is ours where a fault of the debugger answers in the page', () => {
    const on = fault(-1, null, {
      name: 'fail-refresh',
      way: 'page-hook',
      leaves: 'answered',
      status: 401,
      pattern: '^https://api\\.futureguide\\.id/api/assessment/',
    });
    const [row] = reported(on, refusal({ status: 401, body: REFUSED })).requests;
    expect(row).toMatchObject({ cause: 'fault', certainty: 'certain', fault: 'fail-refresh' });
    expect(row).not.toHaveProperty('told');
    const [other] = reported(on, refusal({ status: 403, body: REFUSED })).requests;
    expect(other).toMatchObject({ told: 'page' });
  });
});

describe('the words of a refusal', () => {
  const bearer = `Bearer ${OLD}`;

  it('are those that the browser recorded, whatever the page tells', () => {
    const seen = har({ status: 401, authorization: bearer, body: REFUSED });
    const [row] = reported(seen, refusal({ status: 401, body: EXPIRED_WORDS })).requests;
    expect(row).toMatchObject({ code: 'INVALID_TOKEN', flags: ['sent-expired', 'invalid-token'] });
  });

  it('make nothing certain where only the page tells them', () => {
    const seen = web({ status: 401, authorization: bearer });
    const [row] = reported(seen, refusal({ status: 401, body: EXPIRED_WORDS })).requests;
    expect(row).toMatchObject({ cause: 'expired', certainty: 'likely' });
    expect(row?.evidence.at(-1)?.text).toMatch(/told by the page/);
  });

  it('bound no clock where only the page tells them', () => {
    const seen = web({ status: 401, authorization: bearer });
    const told = [seen, refusal({ status: 401, body: YEARS_AHEAD })];
    expect(reported(...told).clock).toBeNull();
    expect(reported(har({ status: 401, body: YEARS_AHEAD })).clock).not.toBeNull();
  });

  it('of a success are never the page’s', () => {
    const login = 'https://api.futureguide.id/api/auth/v2/login';
    const brought = JSON.stringify({ data: { idToken: GOOD, refreshToken: 'AMf-1234567890' } });
    const seen = web({ url: login, method: 'POST', status: 200 });
    const told = refusal({ url: login, method: 'POST', status: 200, body: brought });
    expect(reported(seen, told).credentials).toEqual([]);
  });
});

describe('a frame of another site', () => {
  const seen = har({ at: 50, status: 401, authorization: `Bearer ${OLD}`, body: REFUSED });
  const own = har({ status: 200, authorization: `Bearer ${GOOD}` });

  it('has rows that are marked, and nothing more', () => {
    const analysis = read(own, { ...seen, foreign: true });
    expect(currentCredential(analysis.recording)?.token).toBe(GOOD);
    expect(readFindings(analysis)).toEqual([]);
    const { requests, credentials, health } = reported(own, { ...seen, foreign: true });
    expect(requests[1]).toMatchObject({ foreign: true, flags: [] });
    expect(requests[1]).not.toHaveProperty('cause');
    expect(credentials).toHaveLength(1);
    expect(health).toMatchObject({ requests: 1, rejected: 0, sentExpired: 0 });
  });

  it('is known by whichever source tells so', () => {
    const told = web({ at: 50, status: 401, authorization: `Bearer ${OLD}` }, { foreign: true });
    expect(reported(told, seen).requests).toMatchObject([{ foreign: true }]);
  });
});

describe('a socket', () => {
  const URL = 'wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket&sid=s1';
  const frames = [
    { ...authenticate(1, OLD), url: URL },
    { ...socket(2, 'receive', ['auth_error', { message: 'Token expired' }]), url: URL },
  ];

  it('that only the page tells of is a row, and nothing more', () => {
    const recording = new Recording(futureGuide);
    for (const frame of frames) recording.add(frame);
    const analysis = analyse(recording);
    expect(analysis.sockets).toEqual([]);
    expect(analysis.chains.credentials.all).toEqual([]);
    expect(recording.socketConnections()).toEqual([]);
    const [row] = analysis.rows.sockets.items;
    expect(row?.verdict).toMatchObject({ outcome: 'unknown', flags: [], refusal: null });
  });

  it('is never sure of what only the page’s scripts say on it', () => {
    const [told] = reported(handshake(URL, NOON_MS), ...frames).sockets;
    expect(told).toMatchObject({ cause: 'expired', certainty: 'likely' });
    const recorded = frames.map(({ event, data, at }) => ({
      direction: event === 'send' ? ('send' as const) : ('receive' as const),
      at,
      data,
    }));
    const entry = { ...har({ url: URL, status: 101 }), socketMessages: recorded };
    const [sure] = reported(entry, ...frames).sockets;
    expect(sure).toMatchObject({ cause: 'expired', certainty: 'certain' });
  });

  it('does not become the session by what only the page says on it', () => {
    const { recording } = read(handshake(URL, NOON_MS), ...frames);
    expect(currentCredential(recording)).toBeNull();
  });
});
