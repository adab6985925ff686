import { describe, expect, it } from 'vitest';
import { conclude } from '../../../../src/core/report/compare/conclusion.ts';
import type { ReportFile } from '../../../../src/core/report/report-schema.ts';

interface Counts {
  authenticated: number;
  invalidToken: number;
  cause?: 'expired' | 'unknown';
  /** s that the token with the least life had left */
  leastLeft?: number;
  refreshedByApp?: boolean;
}

/** A report of which only what is compared is filled in. */
function reportOf(counts: Counts): ReportFile {
  const { authenticated, invalidToken, cause, leastLeft = 1_800, refreshedByApp } = counts;
  const request = {
    id: 'r1',
    method: 'GET',
    url: 'https://api.futureguide.id/api/assessment/status/7f3a',
    startedAt: null,
    sentAt: null,
    status: 200,
    validity: 'valid',
    secondsLeft: leastLeft,
    outcome: cause ? 'rejected' : 'accepted',
    evidence: [],
    flags: [],
    by: 'app',
    ...(cause ? { cause } : {}),
  } satisfies ReportFile['requests'][number];
  return {
    schema: 1,
    tool: { name: 'futureguide-tokens', version: '0.0.0' },
    source: { kind: 'har' },
    clock: null,
    credentials: [
      {
        id: 't1',
        kind: 'jwt',
        alg: 'RS256',
        issuer: null,
        audience: null,
        subject: null,
        issuedAt: null,
        expiresAt: null,
        lifetimeSeconds: 3_600,
        places: [],
      },
    ],
    requests: [request],
    sockets: [],
    refreshes: refreshedByApp ? [{ request: 'r1', outcome: 'accepted', by: 'app' }] : [],
    jobs: [],
    findings: [],
    health: {
      requests: authenticated,
      authenticated,
      sentExpired: 0,
      invalidToken,
      rejected: invalidToken,
      invalidTokenRate: authenticated === 0 ? null : invalidToken / authenticated,
      refreshes: 0,
      refreshFailures: 0,
      refreshSuccessRate: null,
      assessments: { started: 0, succeeded: 0 },
      refusalsByPlace: { submit: 0, poll: 0, result: 0, socket: 0, other: 0 },
      monitoringSeconds: 0,
    },
  };
}

const BROKEN = reportOf({ authenticated: 99, invalidToken: 8, cause: 'expired', leastLeft: -12 });

describe('what two recordings say of a fix', () => {
  it('holds where enough was recorded across an expiry and nothing was refused', () => {
    const after = reportOf({ authenticated: 412, invalidToken: 0, refreshedByApp: true });
    expect(conclude(BROKEN, after)).toEqual({ kind: 'holds', rate: 8 / 99, requests: 412 });
  });

  it('cannot be told where no token came near its expiry afterwards', () => {
    const after = reportOf({ authenticated: 412, invalidToken: 0 });
    expect(conclude(BROKEN, after)).toEqual({
      kind: 'too-little',
      reason: { kind: 'no-expiry', lifetimeSeconds: 3_600 },
    });
  });

  it('cannot be told from so few requests that chance explains it', () => {
    const after = reportOf({ authenticated: 20, invalidToken: 0, leastLeft: 12 });
    expect(conclude(BROKEN, after)).toEqual({
      kind: 'too-little',
      reason: { kind: 'few-requests', requests: 20, wanted: 36 },
    });
  });

  it.each(['before', 'after'] as const)('cannot be told where nothing was judged %s', (side) => {
    const empty = reportOf({ authenticated: 0, invalidToken: 0 });
    const [before, after] = side === 'before' ? [empty, BROKEN] : [BROKEN, empty];
    expect(conclude(before, after)).toEqual({
      kind: 'too-little',
      reason: { kind: 'nothing-judged', side },
    });
  });

  it.each([
    ['better', 200, 60, 200, 4],
    ['worse', 200, 4, 200, 60],
    ['same', 200, 10, 200, 12],
    ['same', 10, 10, 10, 10],
  ] as const)('is %s at %i/%i before and %i/%i after', (kind, all, bad, allAfter, badAfter) => {
    const before = reportOf({ authenticated: all, invalidToken: bad, cause: 'unknown' });
    const after = reportOf({ authenticated: allAfter, invalidToken: badAfter, cause: 'unknown' });
    expect(conclude(before, after)).toMatchObject({ kind });
  });

  it('is clean where neither has any', () => {
    const clean = reportOf({ authenticated: 50, invalidToken: 0 });
    expect(conclude(clean, clean)).toEqual({ kind: 'clean' });
  });
});
