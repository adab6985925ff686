import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../panel/files/file-session.ts';
import { englishUtc } from '../../src/core/language/english.ts';
import { readReport } from '../../src/core/report/reading/read-report.ts';
import { readWhole } from '../../src/core/report/reading.ts';
import { reportOf } from '../../src/core/report/report.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { har } from '../core/recording/legs.ts';

const API = 'https://api.staging.example/v3';
const KEPT = [
  {
    origin: 'https://staging.example',
    access: 'watch',
    profile: {
      profile: 1,
      hosts: ['*.staging.example'],
      apiBase: API,
      refreshPath: '/v3/renew',
      refusalCodes: ['SESSION_OVER'],
    },
  },
];
const BODY = '{"success":false,"error":"SESSION_OVER"}';
const LEGS = [
  har({ url: `${API}/api/auth/profile`, status: 403, authorization: 'Bearer abc', body: BODY }),
  har({ at: 1_000, url: `${API.slice(0, -3)}/v3/renew`, method: 'POST', status: 200 }),
];
const KEEP = { view: () => null, keep: () => undefined };

function rows(kept: unknown) {
  const opened = { kind: 'har', legs: LEGS, isSanitised: false } as const;
  const { recording } = sessionOf(opened, ['staging.har'], kept, KEEP);
  const analysis = analyse(recording);
  return analysis.requests.map(({ facts: request, verdict }) => [
    request.route.kind,
    verdict.outcome,
  ]);
}

describe('a file of a host that the user has added', () => {
  it('is judged by the profile of that host', () => {
    expect(rows(KEPT)).toEqual([
      ['profile', 'rejected'],
      ['refresh', 'accepted'],
    ]);
  });

  it('is judged by FutureGuide’s where none was added', () => {
    expect(rows(undefined)).not.toEqual(rows(KEPT));
  });

  it('has a report that reads its routes by the same profile', () => {
    const opened = { kind: 'har', legs: LEGS, isSanitised: false } as const;
    const { recording } = sessionOf(opened, ['staging.har'], KEPT, KEEP);
    const tool = { name: 'test', version: '0' };
    const report = reportOf(readWhole(analyse(recording)), { kind: 'har' }, tool, englishUtc);
    const reading = readReport(JSON.parse(JSON.stringify(report)));
    if (reading.kind !== 'report') throw new Error('it is a report');
    const session = sessionOf(reading, ['report.json'], KEPT, KEEP);
    const kinds = session.recording.requests().map(({ route }) => route.kind);
    expect(kinds).toEqual(['profile', 'refresh']);
  });
});
