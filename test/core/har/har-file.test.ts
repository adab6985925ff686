import { describe, expect, it } from 'vitest';
import { asOneFile, hostFilter, readHarFile } from '../../../src/core/har/har-file.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { NO_LIMITS } from '../../../src/core/recording/recording-limits.ts';
import { analyse } from '../../../src/core/verdict/analysis.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { NOON_MS, POLL } from '../recording/legs.ts';
import { v2Token } from '../token/tokens.ts';
import {
  chromeSanitised,
  type Exchange,
  fileOf,
  type Json,
  PRODUCERS,
  plainEntry,
} from './har-producers.ts';

const ours = hostFilter(futureGuide.isServiceHost, []);
const NOON_S = NOON_MS / 1000;
const GOOD = `Bearer ${v2Token(NOON_S - 60)}`;
const EXPIRED = `Bearer ${v2Token(NOON_S - 3_700)}`;

function legsOf(text: string, isWanted = ours) {
  const reading = readHarFile(text, 'file 1', isWanted);
  if (reading.kind === 'problem') throw new Error(`not read: ${reading.problem}`);
  return reading.legs;
}

function requestsOf(...texts: string[]) {
  const recording = new Recording(futureGuide, NO_LIMITS);
  const files = texts.map((text, index) => {
    const reading = readHarFile(text, `file ${index + 1}`, ours);
    return reading.kind === 'legs' ? reading.legs : [];
  });
  for (const leg of asOneFile(files)) recording.add(leg);
  return analyse(recording).requests;
}

const file = (...entries: Json[]) => JSON.stringify(fileOf(entries));
const fileTelling = (...exchanges: Exchange[]) => file(...exchanges.map(plainEntry));

const STORY: Exchange[] = [
  { at: 0, authorization: GOOD, cookie: 'theme=dark' },
  { at: 10_000, authorization: EXPIRED, status: 401 },
  {
    at: 20_000,
    status: 401,
    body: '{"success":false,"error":"UNAUTHORIZED","message":"Access token is required"}',
  },
  { at: 30_000, authorization: GOOD, status: null },
];

describe.each(PRODUCERS)('a file of $name', ({ write }) => {
  it('says the same as any other', () => {
    const requests = requestsOf(write(STORY));
    expect(
      requests.map(({ facts: request, verdict }) => [
        (request.startedAt ?? 0) - NOON_MS,
        request.status,
        verdict.validity,
        verdict.outcome,
        verdict.refusal?.cause ?? null,
        verdict.flags,
      ]),
    ).toEqual([
      [0, 200, 'valid', 'accepted', null, []],
      [10_000, 401, 'expired', 'rejected', 'expired', ['sent-expired', 'invalid-token']],
      [20_000, 401, 'none', 'rejected', 'missing', ['auth-error']],
      [30_000, null, 'valid', 'failed', null, []],
    ]);
  });
});

describe('a header that another tool has masked', () => {
  const judgedBy = (authorization: string) =>
    requestsOf(
      fileTelling(
        { at: 0, authorization: GOOD },
        { at: 5_000, authorization, status: 401, body: '{"error":"INVALID_TOKEN"}' },
      ),
    )[1]?.verdict;

  it.each([
    ...['[REDACTED]', 'REDACTED', 'Bearer [REDACTED]', 'Bearer REDACTED', 'Bearer ***', '***'],
    ...['Bearer <redacted>', '[authorization redacted]', 'Bearer xxxxxxxx', 'Bearer [FILTERED]'],
    ...['<hidden>', 'Bearer (removed)', 'Bearer eyJ***', 'Bearer %5BREDACTED%5D', 'sanitized'],
    ...['Bearer TOKEN_REMOVED', 'Bearer eyJhbGciOi...REDACTED', 'Bearer ...', 'Bearer disensor'],
    ...['Bearer eyJ…', 'Bearer eyJ…·1a2b3c4d', 'Bearer …·1a2b3c4d', 'Bearer •••••'],
  ])('says nothing of what was sent: %s', (authorization) => {
    expect(judgedBy(authorization)).toMatchObject({
      validity: 'unknown',
      outcome: 'rejected',
      refusal: { cause: 'unknown', certainty: 'possible' },
    });
  });

  it.each([
    ['Bearer undefined', 'placeholder'],
    ['Bearer opaque-1234567890', 'malformed'],
    ['Token abc', 'wrong-scheme'],
  ])('is none where it is what was sent: %s', (authorization, cause) => {
    expect(judgedBy(authorization)?.refusal?.cause).toBe(cause);
  });

  it('makes the file a sanitised one where no other is left', () => {
    const text = fileTelling({ at: 0, authorization: '[REDACTED]', cookie: '[REDACTED]' });
    expect(readHarFile(text, 'file 1', ours)).toMatchObject({ isSanitised: true });
  });
});

describe('a sanitised file', () => {
  it('leaves the token unknown, and never says that it was missing', () => {
    const requests = requestsOf(chromeSanitised.write(STORY));
    expect(requests.map(({ verdict }) => verdict.validity)).toEqual(STORY.map(() => 'unknown'));
    expect(requests.flatMap(({ verdict }) => verdict.refusal?.cause ?? [])).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  it('is one only where the whole file spares credentials', () => {
    const [first] = requestsOf(
      fileTelling({ status: 401 }, { at: 5, url: 'https://other.example/', cookie: 'a=1' }),
    );
    expect(first?.verdict.refusal?.cause).toBe('missing');
  });

  it('does not make another file of the same recording one', () => {
    const requests = requestsOf(
      chromeSanitised.write([{ at: 0, status: 401 }]),
      fileTelling({ at: 5, status: 401 }, { at: 9, authorization: GOOD }),
    );
    expect(requests.map(({ verdict }) => verdict.refusal?.cause)).toEqual([
      'unknown',
      'missing',
      undefined,
    ]);
  });
});

describe('every entry', () => {
  it('is one request, in order of start, ties as they stand in the file, the undated last', () => {
    const dated = (startedDateTime: Json, n: number) => ({
      ...plainEntry({ url: `${POLL}?n=${n}` }),
      startedDateTime,
    });
    const noon = new Date(NOON_MS).toISOString();
    const text = file(
      dated('yesterday', 1),
      dated(new Date(NOON_MS + 5).toISOString(), 2),
      dated(noon, 3),
      dated(null, 4),
      dated(noon, 5),
      dated('2026-13-45T99:99:99Z', 6),
    );
    const order = requestsOf(text).map(({ facts: request }) => request.url.split('n=')[1]);
    expect(order).toEqual(['3', '5', '2', '1', '4', '6']);
    expect(requestsOf(text).map(({ facts: request }) => request.id)).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => `r${n}`),
    );
  });

  it('stays when its date cannot be read, and says so of its token', () => {
    const entry = { ...plainEntry({ authorization: EXPIRED, status: 401 }), startedDateTime: '–' };
    const [judged] = requestsOf(file(entry));
    expect(judged?.verdict).toMatchObject({ validity: 'unknown', outcome: 'rejected' });
    expect(judged?.facts.startedAt).toBeNull();
  });

  it('is never merged with another, however alike', () => {
    const same = Array.from({ length: 50 }, () => ({ authorization: GOOD }));
    expect(requestsOf(fileTelling(...same)).length).toBe(50);
  });

  it('is left out when it is a preflight or of a host that is not wanted', () => {
    const preflight = plainEntry({ method: 'OPTIONS' });
    (preflight.request as { headers: Json[] }).headers = [
      { name: 'Access-Control-Request-Method', value: 'GET' },
    ];
    const text = file(
      preflight,
      plainEntry({ method: 'options' }),
      plainEntry({ url: 'https://other.example/api/x' }),
      plainEntry({ url: 'data:text/plain,x' }),
      plainEntry({ url: '/api/x' }),
    );
    expect(legsOf(text).map(({ method }) => method)).toEqual(['OPTIONS']);
  });

  it.each<[string, Json]>([
    ['nothing', null],
    ['a number', 7],
    ['no request', {}],
    ['a request of null', { request: null }],
    ['a request without URL', { request: { method: 'GET' } }],
  ])('that holds %s is passed over', (_what, entry) => {
    expect(legsOf(file(entry, plainEntry({}))).length).toBe(1);
  });
});

describe('hosts', () => {
  const url = 'https://API.FutureGuide.ID:8443/api/x';

  it('are matched without case, whatever their port', () => {
    expect(ours(url)).toBe(true);
    expect(ours('https://notfutureguide.id/')).toBe(false);
    expect(ours('https://futureguide.id.evil.example/')).toBe(false);
    expect(ours('https://user@futureguide.id/')).toBe(true);
  });

  it('may be added, with one port or any, or all be taken', () => {
    const local = hostFilter(futureGuide.isServiceHost, ['LocalHost:3000', 'dev.example']);
    expect(local('http://localhost:3000/api')).toBe(true);
    expect(local('http://localhost:3001/api')).toBe(false);
    expect(local('http://dev.example:99/api')).toBe(true);
    expect(local(url)).toBe(true);
    const every = hostFilter(futureGuide.isServiceHost, ['*']);
    expect(every('http://[::1]:80/')).toBe(true);
    expect(every('about:blank')).toBe(false);
  });
});

describe('the two sides of a request that a service worker answered', () => {
  const page = (at: number) => {
    const entry = plainEntry({ at, authorization: GOOD, took: 30 });
    return {
      ...entry,
      response: { ...(entry.response as object), _fetchedViaServiceWorker: true },
    };
  };
  const worker = (at: number) => plainEntry({ at, authorization: GOOD, took: 10 });

  it('stay two requests that name each other', () => {
    const requests = requestsOf(file(page(0), worker(5), page(100), worker(105)));
    expect(requests.map(({ facts: request }) => [request.id, request.twin])).toEqual([
      ['r1', 'r2'],
      ['r2', 'r1'],
      ['r3', 'r4'],
      ['r4', 'r3'],
    ]);
  });

  it('are only those that overlap', () => {
    const requests = requestsOf(file(worker(0), page(1_000), worker(5_000)));
    expect(requests.map(({ facts: request }) => request.twin)).toEqual([null, null, null]);
  });
});

describe('a text that is no HAR', () => {
  it.each([
    ['', 'empty'],
    ['\uFEFF \n', 'empty'],
    ['<html>', 'not-json'],
    ['{"log":{"entries":[', 'not-json'],
    ['[]', 'not-har'],
    ['null', 'not-har'],
    ['{"log":{}}', 'not-har'],
    ['{"log":{"entries":{}}}', 'not-har'],
    ['{"log":null}', 'not-har'],
  ])('%j is %s', (text, problem) => {
    expect(readHarFile(text, 'x', ours)).toEqual({ kind: 'problem', problem });
  });
});

describe('a large file', () => {
  const MANY = 20_000;
  it.each<[string, (n: number) => number]>([
    ['at one instant', () => 0],
    ['a second apart', (n) => n * 1000],
  ])('of equal requests %s is read to its end', (_how, at) => {
    const exchanges = Array.from({ length: MANY }, (_, n) => ({ at: at(n), authorization: GOOD }));
    const text = fileTelling(...exchanges);
    const recording = new Recording(futureGuide, NO_LIMITS);
    for (const leg of legsOf(text)) recording.add(leg);
    expect(recording.requests().length).toBe(MANY);
  });
});
