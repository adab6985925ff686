import { describe, expect, it } from 'vitest';
import { readHealth } from '../../../src/core/jobs/health.ts';
import { readJobs } from '../../../src/core/jobs/jobs.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import {
  authenticate,
  byDebugger,
  call,
  ending,
  fault,
  read,
  refresh,
  socket,
} from '../findings/story.ts';
import { NO_HEALTH } from './no-health.ts';

const REFUSED = { refused: true };
const good = ending(3000);
const old = ending(-5);

function health(...observations: Observation[]) {
  const analysis = read(...observations);
  return readHealth(analysis, readJobs(analysis));
}

describe('health', () => {
  it('has nothing to say of nothing', () => {
    expect(health()).toEqual(NO_HEALTH);
  });

  it('counts by hand what the team counts', () => {
    const told = health(
      call(0, null, 'https://futureguide.id/'),
      call(1, good, '/api/assessment/submit', { method: 'POST', body: '{"data":{"jobId":"j1"}}' }),
      call(2, good, '/api/assessment/status/j1'),
      call(3, good, '/api/assessment/result/j1'),
      call(4, old, '/api/assessment/submit', { method: 'POST', ...REFUSED }),
      call(5, old, '/api/assessment/status/j2', REFUSED),
      call(6, old, '/api/assessment/status/j2', REFUSED),
      call(65, old, '/api/assessment/result/j2', REFUSED),
      call(66, null, '/api/auth/profile', { status: 401 }),
      call(67, old, '/api/archive/jobs'),
      call(68, null, '/api/archive/results/7'),
      refresh(69, { status: 503 }),
      refresh(140, { to: ending(4000) }),
      refresh(300, { status: 401 }),
      authenticate(301, old),
      socket(302, 'receive', ['auth_error', { message: 'Invalid or expired token' }]),
    );
    expect(told).toEqual({
      requests: 15,
      authenticated: 9,
      sentExpired: 5,
      invalidToken: 4,
      rejected: 6,
      invalidTokenRate: 4 / 9,
      refreshes: 3,
      refreshFailures: 2,
      refreshSuccessRate: 1 / 3,
      assessments: { started: 3, succeeded: 1 },
      refusalsByPlace: { submit: 1, poll: 2, result: 1, socket: 1, other: 2 },
      monitoringSeconds: 62.06,
    });
  });

  it('counts of what carried no token only what was refused for want of one', () => {
    const vitals = 'https://futureguide.id/api/performance';
    const told = health(
      ...[0, 1, 2, 3].map((at) => call(at, null, vitals, { method: 'POST' })),
      call(5, null, '/api/archive/jobs'),
      call(6, null, '/api/auth/profile', { status: 401 }),
      refresh(7, { status: 401 }),
      call(8, good),
      call(9, old, '/api/auth/profile', REFUSED),
    );
    expect(told).toMatchObject({ requests: 9, authenticated: 3, invalidTokenRate: 1 / 3 });
  });

  it('leaves out what a fault or the debugger did', () => {
    const forced = refresh(10, { status: 401 });
    const told = health(
      fault(0, 5),
      call(1, old, '/api/assessment/status/j1', REFUSED),
      refresh(2, { status: 500 }),
      forced,
      byDebugger(forced),
      call(20, good),
    );
    expect(told).toMatchObject({
      authenticated: 1,
      invalidToken: 0,
      rejected: 0,
      sentExpired: 0,
      invalidTokenRate: 0,
      refreshes: 0,
      refreshSuccessRate: null,
    });
  });

  it('counts a request that two sides were recorded of once', () => {
    const twins = [
      { ...call(0, old, undefined, REFUSED), id: 'page', answeredByWorker: true },
      { ...call(0, old, undefined, REFUSED), id: 'worker' },
    ];
    const [page, worker] = twins.map((leg, k) => ({
      ...leg,
      file: { twin: twins[1 - k]?.id ?? null, place: k, inFlight: false },
    }));
    if (!page || !worker) throw new Error('there are two sides');
    expect(health(page, worker)).toMatchObject({ requests: 2, authenticated: 1, invalidToken: 1 });
  });
});
