import { describe, expect, it } from 'vitest';
import { ClockReader } from '../../../src/core/clock/clocks.ts';
import { HostSamples } from '../../../src/core/clock/host-samples.ts';
import { whole } from '../../../src/core/recording/growing-lists.ts';
import type { HarLeg, RequestLeg } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import type { Header } from '../../../src/core/service/http.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { fc } from '../../seeded.ts';
import { har, NOON_MS, POLL, web } from '../recording/legs.ts';
import { v1Token, v2Token } from '../token/tokens.ts';
import { HOST, holds } from './clock-world.ts';

const APP = 'https://futureguide.id/_next/static/chunks/main.js';
const LOGIN = 'https://api.futureguide.id/api/auth/v2/login';
const TOOK_MS = 20;

const httpDate = (ms: number) => new Date(ms).toUTCString();
const header = (name: string, value: string): Header => ({ name, value });
const atNoon = [header('date', httpDate(NOON_MS))];

function recorded(...legs: RequestLeg[]): Recording {
  const recording = new Recording(futureGuide);
  for (const leg of legs) recording.add(leg);
  return recording;
}

const growthOf = (recording: Recording) => whole(recording.requests());

function samplesOf(...legs: RequestLeg[]) {
  const samples = new HostSamples(futureGuide, () => 0);
  const hosts = samples.read(growthOf(recorded(...legs)));
  return new Map([...hosts].map((host) => [host, samples.of(host).items]));
}

/** An answer at noon whose server says it is so many ms later. */
const answer = (more: Partial<HarLeg> = {}, body?: string, url = POLL) =>
  har({ url, ...(body === undefined ? {} : { body }) }, { responseHeaders: atNoon, ...more });

const errorBody = (timestamp: unknown) =>
  JSON.stringify({ success: false, error: 'NOT_FOUND', message: 'Route not found', timestamp });
const iso = (ms: number) => new Date(ms).toISOString();

describe('HostSamples', () => {
  it('reads Date: whole seconds, written between sending and the head of the answer', () => {
    const [sample] = samplesOf(answer()).get(HOST) ?? [];
    expect(sample).toMatchObject({
      sentAt: NOON_MS,
      at: NOON_MS + TOOK_MS,
      lowMs: -TOOK_MS - 1,
      highMs: 1000,
      source: 'date',
      request: 'r1',
    });
  });

  it('lets a slow body take its time', () => {
    const slow = { respondedAt: NOON_MS + 30, endedAt: NOON_MS + 240_000 };
    expect(samplesOf(answer(slow)).get(HOST)).toMatchObject([{ lowMs: -31, highMs: 1000 }]);
    const unmeasured = { respondedAt: null, endedAt: NOON_MS + 240_000 };
    expect(samplesOf(answer(unmeasured)).get(HOST)).toMatchObject([{ lowMs: -240_001 }]);
    const zeroWait = { ...unmeasured, respondedAt: NOON_MS };
    expect(samplesOf(answer(zeroWait)).get(HOST)).toMatchObject([{ lowMs: -240_001 }]);
  });

  it('reads the service’s own timestamp to the ms, together with Date', () => {
    const body = errorBody(iso(NOON_MS + 612));
    expect(samplesOf(answer({}, body)).get(HOST)).toMatchObject([
      { lowMs: 591, highMs: 613, source: 'timestamp' },
    ]);
    const alone = answer({ responseHeaders: [] }, body);
    expect(samplesOf(alone).get(HOST)).toMatchObject([{ lowMs: 591, highMs: 613 }]);
  });

  it('gives both where an answer contradicts itself', () => {
    const body = errorBody(iso(NOON_MS - 90_000));
    expect(samplesOf(answer({}, body)).get(HOST)).toMatchObject([
      { source: 'timestamp', highMs: -89_999 },
      { source: 'date' },
    ]);
  });

  it.each([
    ['a number', errorBody(NOON_MS + 5)],
    ['whole seconds', errorBody('2026-10-20T05:00:00Z')],
    ['no zone', errorBody('2026-10-20T05:00:00.000')],
    ['prose', errorBody('now')],
    ['no date', errorBody('2026-99-99T05:00:00.000Z')],
    ['inside data', JSON.stringify({ data: { timestamp: iso(NOON_MS) } })],
    ['no JSON', `"timestamp" ${iso(NOON_MS)}`],
    ['a list', JSON.stringify([{ timestamp: iso(NOON_MS) }])],
  ])('takes no timestamp from %s', (_, body) => {
    expect(samplesOf(answer({}, body)).get(HOST)).toMatchObject([{ source: 'date' }]);
    expect(samplesOf(answer({ responseHeaders: [] }, body)).size).toBe(0);
  });

  it.each<[string, RequestLeg]>([
    ['a cache', answer({ fromCache: true })],
    ['a proxy’s cache', answer({ responseHeaders: [...atNoon, header('Age', '0')] })],
    ['a service worker', answer({ answeredByWorker: true }, errorBody(iso(NOON_MS)))],
    ['nobody', har({ status: 0, error: 'net::ERR_FAILED' }, { responseHeaders: atNoon })],
    ['nobody yet', web({}, { responseHeaders: atNoon })],
    ['someone unknown when', answer({ startedAt: null, sentAt: null, endedAt: null })],
    ['someone before it was asked', answer({ endedAt: NOON_MS - 1 })],
    ['someone in no known time', answer({ endedAt: NOON_MS, respondedAt: null })],
    ['someone who says no time', answer({ responseHeaders: [] })],
  ])('leaves out what %s answered', (_, leg) => {
    expect(samplesOf(leg).size).toBe(0);
  });

  it.each([
    'Tue, 20 Oct 2026 05:00:00',
    'Tue Oct 20 05:00:00 2026',
    '20 Oct 2026',
    '1792472400',
    'Tue, 20 Oct 1926 05:00:00 GMT',
    'Tue, 99 Oct 2026 05:00:00 GMT',
    'soon',
    '',
  ])('does not take "%s" for a date', (value) => {
    expect(samplesOf(answer({ responseHeaders: [header('Date', value)] })).size).toBe(0);
  });

  it('takes Date of a 304 whose body webRequest shows from the cache', () => {
    const asked = { id: 'w', status: 200, fromCache: true };
    const told = web(asked, { responseHeaders: atNoon });
    expect(samplesOf(answer({ status: 304 }), told).get(HOST)).toHaveLength(1);
  });

  it('takes Date of a 304, but not the body that the cache had', () => {
    const leg = answer({ status: 304 }, errorBody(iso(NOON_MS - 90_000)));
    expect(samplesOf(leg).get(HOST)).toMatchObject([{ source: 'date', highMs: 1000 }]);
  });

  it('takes Date of a worker’s own request, but not the body it gave the page', () => {
    const page = answer(
      { answeredByWorker: true, responseHeaders: [] },
      errorBody(iso(NOON_MS + 612)),
    );
    const worker = answer({ body: { kind: 'none' } });
    const byWorker = web({ status: 200 }, { byWorker: true });
    expect(samplesOf(byWorker, worker, page).get(HOST)).toMatchObject([{ source: 'date' }]);
  });

  describe('iat of a new token', () => {
    const issuedAt = NOON_MS / 1000 + 30;
    const issued = (token: string) =>
      JSON.stringify({ success: true, data: { idToken: token, refreshToken: 'AMf-opaque' } });
    const login = (responseHeaders: Header[], token = v2Token(issuedAt)) =>
      har({ url: LOGIN, method: 'POST', body: issued(token) }, { responseHeaders });

    it('counts where a host has nothing else', () => {
      expect(samplesOf(login([])).get(HOST)).toMatchObject([
        { source: 'iat', lowMs: 29_979, highMs: 31_000 },
      ]);
      expect(samplesOf(login([], v1Token(issuedAt))).get(HOST)).toMatchObject([{ source: 'iat' }]);
    });

    it('counts for nothing beside a Date of any answer', () => {
      expect(samplesOf(login(atNoon)).get(HOST)).toMatchObject([{ source: 'date' }]);
      expect(samplesOf(login([]), answer()).get(HOST)).toMatchObject([{ source: 'date' }]);
      expect(samplesOf(login([]), answer({}, undefined, APP)).get(HOST)).toMatchObject([
        { source: 'iat' },
      ]);
    });

    it('is not looked for in tokens that were only sent', () => {
      expect(samplesOf(har({ authorization: `Bearer ${v2Token(issuedAt)}` })).size).toBe(0);
    });
  });
});

const clocksOf = (recording: Recording) =>
  new ClockReader(recording.profile).read(growthOf(recording));

describe('ClockReader', () => {
  const ahead = [header('date', httpDate(NOON_MS + 60_000))];
  const recording = recorded(answer({ responseHeaders: ahead }), answer({}, undefined, APP));
  const { clockOf } = clocksOf(recording);

  it('keeps a clock for each host', () => {
    expect(holds(clockOf(HOST)?.latest ?? null, 60_500)).toBe(true);
    expect(holds(clockOf('futureguide.id')?.latest ?? null, 500)).toBe(true);
  });

  it('knows a host by its name or by any URL on it', () => {
    const clock = clockOf(HOST);
    expect(clock?.latest?.host).toBe(HOST);
    for (const name of [POLL, LOGIN, 'API.futureguide.id', `wss://${HOST}/socket.io/?EIO=4`])
      expect(clockOf(name)).toBe(clock);
  });

  it('knows nothing of a host that never said the time', () => {
    for (const name of ['docs.futureguide.id', '', 'https://', 'not a url', 'localhost:3000'])
      expect(clockOf(name)).toBeNull();
  });

  it('is not changed by another host', () => {
    const offsets = fc.array(fc.integer({ min: -1e7, max: 1e7 }), { maxLength: 20 });
    fc.assert(
      fc.property(offsets, offsets, (ours, others) => {
        const on = (url: string) => (offset: number, index: number) => {
          const at = index * 7_321;
          const date = [header('date', httpDate(NOON_MS + at + offset))];
          return har({ url, at }, { responseHeaders: date });
        };
        const alone = ours.map(on(POLL));
        const without = clocksOf(recorded(...alone)).clockOf(HOST);
        const beside = clocksOf(recorded(...alone, ...others.map(on(APP)))).clockOf(HOST);
        expect(beside?.latest).toEqual(without?.latest);
        expect(beside?.at(NOON_MS + 50_000)).toEqual(without?.at(NOON_MS + 50_000));
      }),
      { numRuns: 50 },
    );
  });
});
