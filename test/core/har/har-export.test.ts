import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { outletOf, redactedHar, redactedHarPieces } from '../../../src/core/har/har-export.ts';
import { asOneFile } from '../../../src/core/har/har-file.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import { senderOf } from '../../../src/core/recording/initiator.ts';
import type { HarLeg } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../../src/core/recording/recording-limits.ts';
import { openFile } from '../../../src/core/report/opened-file.ts';
import { readWhole } from '../../../src/core/report/reading.ts';
import { reportOf } from '../../../src/core/report/report.ts';
import { type Analysis, analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { allScenarios, record } from '../../scenarios/judge.ts';
import { play, START_MS } from '../../scenarios/play.ts';
import type { Scenario } from '../../scenarios/script.ts';
import { har as leg, REFUSED } from '../recording/legs.ts';
import { API, NOON_S, TOOL } from '../report/report-world.ts';
import { jwt } from '../token/tokens.ts';
import { HAR_SCHEMA } from './har-schema.ts';

const ajv = new Ajv({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(HAR_SCHEMA);

function opened(har: string): Analysis {
  const file = openFile(new TextEncoder().encode(har), 'file 1', () => true);
  if (file.kind !== 'har') throw new Error(JSON.stringify(file));
  const recording = new Recording(futureGuide, NO_LIMITS);
  for (const leg of file.legs) recording.add(leg);
  return analyse(recording);
}

function played(scenario: Scenario): Analysis {
  return analyse(
    record(play(scenario, START_MS, 'a').arrivals.map(({ observation }) => observation)),
  );
}

const isWebSocket = ({ facts: { url } }: Analysis['requests'][number]) => url.startsWith('wss:');

function said({ requests }: Analysis, { sockets = true } = {}): string[] {
  return requests
    .filter((judged) => sockets || !isWebSocket(judged))
    .map(({ facts: { method, status }, verdict: { validity, outcome, flags, refusal } }) =>
      [method, status, validity, outcome, refusal?.cause, refusal?.certainty, ...flags].join(' '),
    );
}

function saidOfSockets({ sockets }: Analysis): string[] {
  return sockets.map(({ verdict: { validity, outcome, refusal } }) =>
    [validity, outcome, refusal?.cause].join(' '),
  );
}

/** What only the storage of the page or a fault of the debugger tells; a HAR has neither. */
const NOT_IN_A_HAR = [
  'Another tab signed somebody else in',
  'A refresh of another tab, known by its mark on storage alone',
];
const hasFault = ({ steps }: Scenario) => steps.some(({ act }) => act.kind === 'fault');
const SCENARIOS = allScenarios().filter(
  (scenario) => !hasFault(scenario) && !NOT_IN_A_HAR.includes(scenario.label),
);

describe('a redacted HAR that is opened', () => {
  it.each(SCENARIOS.map((scenario) => [`${scenario.theme}: ${scenario.label}`, scenario] as const))(
    'says again what was said of “%s”',
    (_, scenario) => {
      const analysis = played(scenario);
      if (analysis.requests.length === 0) return;
      const har = redactedHar(analysis, TOOL);
      validate(JSON.parse(har));
      expect(validate.errors ?? []).toEqual([]);
      const again = opened(har);
      // A socket that only the page's hook has seen gets an entry of its own.
      const sockets = analysis.requests.some(isWebSocket);
      expect(said(again, { sockets })).toEqual(said(analysis, { sockets }));
      expect(saidOfSockets(again)).toEqual(saidOfSockets(analysis));
    },
  );
});

/** The same traffic as a HAR of another producer has it. */
function readFromFile(scenario: Scenario): Analysis {
  const observations = play(scenario, START_MS, 'a').arrivals.map(({ observation }) => observation);
  const legs = new Map<string, HarLeg>();
  for (const one of observations)
    if (one.kind === 'har')
      legs.set(one.id, {
        ...one,
        file: { twin: null, place: legs.size, inFlight: false, by: 'app' },
      });
  return analyse(record(asOneFile([[...legs.values()]])));
}

const MASK = /(eyJ)?…(·[0-9a-f]{8})?/g;
const ADDRESS = /[\w.+-]+(@|%40)[\w.-]+/g;
/** All that a report says, but for the addresses of people, which have become numbers. */
function reported(analysis: Analysis): unknown {
  const report = reportOf(readWhole(analysis), { kind: 'har' }, TOOL, englishUtc);
  return JSON.parse(JSON.stringify(report).replace(ADDRESS, 'person').replace(MASK, '…'));
}

describe('an audit of a redacted HAR', () => {
  it.each(
    allScenarios().map((scenario) => [`${scenario.theme}: ${scenario.label}`, scenario] as const),
  )('reports the same of “%s”', (_, scenario) => {
    const original = readFromFile(scenario);
    if (original.requests.length === 0) return;
    const again = opened(redactedHar(original, TOOL));
    expect(reported(again)).toEqual(reported(original));
    const twice = redactedHar(again, TOOL);
    expect(reported(opened(twice))).toEqual(reported(original));
  });
});

describe('a redacted HAR', () => {
  const SIGNATURE = 'c2lnbmF0dXJlLXRoYXQtbm9ib2R5LW1heS1zZWU';
  const claims = {
    sub: 'u1',
    name: 'Sari Wulandari',
    email: 'sari@siswa.example',
    iat: NOON_S - 60,
    exp: NOON_S + 3_000,
  };
  const token = jwt(claims, SIGNATURE);
  const forged = jwt({ ...claims, name: 'Somebody Else' }, SIGNATURE);
  const analysis = analyse(
    record([
      leg({
        method: 'POST',
        url: `${API}/api/auth/v2/login`,
        requestBody: '{"email":"sari@siswa.example","password":"correct horse 7"}',
        body: JSON.stringify({ data: { idToken: token, refreshToken: 'AMf-refresh-1234567' } }),
      }),
      leg({ at: 1_000, authorization: `Bearer ${token}` }),
      leg({ at: 2_000, authorization: `Bearer ${forged}`, status: 401, body: REFUSED }),
      leg({
        at: 3_000,
        url: `${API}/api/x?email=sari%40siswa.example&to=budi@people.example`,
        authorization: `Bearer ${token}`,
      }),
    ]),
  );
  const har = redactedHar(analysis, TOOL);
  const entries = JSON.parse(har).log.entries as {
    request: { url: string; headers: { name: string; value: string }[] };
    _futureguide: Record<string, unknown>;
  }[];
  const tokenOf = (index: number) => {
    const header = entries[index]?.request.headers.find(({ name }) => name === 'authorization');
    return header?.value.replace('Bearer ', '') ?? '';
  };

  it('holds no signature, password, refresh token, name or address', () => {
    const decoded = [...har.matchAll(/eyJ[\w-]+/g)].map(([part]) =>
      Buffer.from(part, 'base64url').toString(),
    );
    const readable = [har, decodeURIComponent(har.replace(/%(?![0-9a-f]{2})/gi, '')), ...decoded];
    expect(readable.join('\n')).not.toMatch(
      /c2lnbmF0dXJl|correct horse|AMf-refresh|Sari|Somebody|siswa\.example|people\.example/,
    );
  });

  it('still tells tokens and people apart', () => {
    expect(tokenOf(1)).toBe(tokenOf(3));
    expect(tokenOf(1)).not.toBe(tokenOf(2));
    expect(tokenOf(1).split('.')[2]).toBe(tokenOf(2).split('.')[2]);
    expect(entries[3]?.request.url).toMatch(
      /email=person-(\d)%40redacted\.invalid&to=person-(?!\1)\d@redacted\.invalid/,
    );
  });

  it('carries our verdicts', () => {
    expect(entries[2]?._futureguide).toMatchObject({
      id: 'r3',
      validity: 'valid',
      outcome: 'rejected',
      cause: 'tampered',
      certainty: 'certain',
    });
  });

  it('has only what is wanted', () => {
    const some = redactedHar(analysis, TOOL, (id) => id === 'r3');
    expect(JSON.parse(some).log.entries).toHaveLength(1);
  });

  it('written piece by piece, is JSON as any other with so many entries', () => {
    for (const wanted of [[], ['r3'], ['r1', 'r2', 'r3']]) {
      const pieces = [...redactedHarPieces(analysis, TOOL, (id) => wanted.includes(id))];
      const text = pieces.join('');
      expect(JSON.parse(text).log.entries).toHaveLength(wanted.length);
      expect(text).toBe(JSON.stringify(JSON.parse(text), null, 2));
      expect(pieces.length).toBeGreaterThan(wanted.length);
    }
  });

  it('is made entry by entry as its pieces are taken, and never held whole', () => {
    const outlet = outletOf(analysis);
    const redactedSoFar = () => Object.values(outlet.counts()).reduce((sum, count) => sum + count);
    const counts: number[] = [];
    for (const _piece of redactedHarPieces(analysis, TOOL, () => true, outlet))
      counts.push(redactedSoFar());
    const [beginning, first, second, third, fourth] = counts;
    expect(beginning).toBe(0);
    expect(new Set([beginning, first, second, third, fourth])).toHaveProperty('size', 5);
  });

  it('says which code sent a request: scripts without their queries, nobody by name', () => {
    const frame = (functionName: string, line: number) => ({
      functionName,
      url: `https://app.futureguide.id/assets/monitor.js?key=${SIGNATURE}#sari@siswa.example`,
      line,
      column: 9,
    });
    const initiator = [frame('axios', 3), frame('pollStatus', 41), frame('sari@siswa.example', 5)];
    const sent = { ...leg({ authorization: `Bearer ${token}` }), initiator };
    const text = redactedHar(analyse(record([sent])), TOOL);
    const [entry] = JSON.parse(text).log.entries;
    const { callFrames } = entry._initiator.stack;
    expect(callFrames[1]).toEqual({
      functionName: 'pollStatus',
      url: 'https://app.futureguide.id/assets/monitor.js',
      lineNumber: 40,
      columnNumber: 8,
    });
    expect(text).not.toMatch(/c2lnbmF0dXJl|siswa\.example/);
    const [again] = opened(text).requests;
    expect(senderOf(again?.facts.initiator ?? [])).toMatchObject({
      functionName: 'pollStatus',
      line: 41,
    });
    expect(entries[1]).not.toHaveProperty('_initiator');
  });
});
