import { describe, expect, it } from 'vitest';
import type { RequestLeg } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { fc } from '../../seeded.ts';
import { har, NOON_MS, REFUSED, refusal, type Told, web } from './legs.ts';

function recordingOf(...legs: RequestLeg[]): Recording {
  const recording = new Recording(futureGuide);
  for (const leg of legs) recording.add(leg);
  return recording;
}

const summary = (recording: Recording) =>
  recording
    .requests()
    .map(({ startedAt, status, state, body }) => [
      (startedAt ?? 0) - NOON_MS,
      status ?? state,
      body.kind === 'text' ? body.text : null,
    ]);

describe('one row from three sources', () => {
  it('puts webRequest, HAR and the page’s refusal together', () => {
    const recording = recordingOf(
      web({ at: 0, status: 401 }),
      har({ at: 3, status: 401 }),
      refusal({ at: -1 }),
    );
    expect(summary(recording)).toEqual([[0, 401, REFUSED]]);
  });

  it('keeps a request that DevTools never told of', () => {
    expect(summary(recordingOf(web({ status: 401 }), refusal()))).toEqual([[0, 401, REFUSED]]);
  });

  it('keeps a request that only DevTools told of', () => {
    expect(summary(recordingOf(har({ status: 200, body: '{}' })))).toEqual([[0, 200, '{}']]);
  });

  it('pairs equal requests in order, not by the nearest time', () => {
    const at = [0, 1, 2, 3];
    const recording = recordingOf(
      ...at.map((ms) => web({ at: ms, status: 200 })),
      ...at.map((ms) => har({ at: ms + 3, status: 200, body: `answer ${ms}` })),
    );
    expect(summary(recording)).toEqual(at.map((ms) => [ms, 200, `answer ${ms}`]));
  });

  it('counts only what both can hear where equal requests are paired in order', () => {
    const recording = recordingOf(
      web({ at: 0, status: 200 }),
      har({ at: 2, status: 200, body: 'a picture' }, { resourceType: 'image' }),
      har({ at: 25, status: 200, body: 'a call' }, { resourceType: 'fetch' }),
    );
    expect(summary(recording)).toEqual([
      [0, 200, 'a call'],
      [2, 200, 'a picture'],
    ]);
  });

  it('gives the words of a call to no script that was refused beside it', () => {
    const script = har({ at: 0, status: 401, body: 'no' }, { resourceType: 'script' });
    const recording = recordingOf(script, refusal({ at: 40 }));
    expect(summary(recording)).toEqual([
      [0, 401, 'no'],
      [40, 401, REFUSED],
    ]);
  });

  it('leaves the row without a HAR entry alone where one was lost', () => {
    const recording = recordingOf(
      web({ at: 0, status: 401 }),
      web({ at: 1000, status: 401 }),
      har({ at: 1002, status: 401, body: 'second' }),
    );
    expect(summary(recording)).toEqual([
      [0, 401, null],
      [1000, 401, 'second'],
    ]);
  });

  it('does not shift a row when each source lost another one', () => {
    const recording = recordingOf(
      ...[0, 1000, 2000].map((at) => web({ at, status: 200 })),
      ...[1000, 2000, 3000].map((at) => har({ at, status: 200, body: `${at}` })),
    );
    expect(summary(recording)).toEqual([
      [0, 200, null],
      [1000, 200, '1000'],
      [2000, 200, '2000'],
      [3000, 200, '3000'],
    ]);
  });

  it('tells equal requests apart by their status', () => {
    const recording = recordingOf(
      web({ at: 0, status: 200 }),
      web({ at: 1, status: 401 }),
      har({ at: 0, status: 401, body: REFUSED }),
      har({ at: 1, status: 200, body: 'fine' }),
    );
    expect(summary(recording)).toEqual([
      [0, 200, 'fine'],
      [1, 401, REFUSED],
    ]);
  });

  it('shows one row for a call that a service worker answered', () => {
    const recording = recordingOf(
      web({ at: 5, status: 200 }, { byWorker: true }),
      har({ at: 5, status: 200 }),
      har({ at: 0, status: 200, body: '{"data":1}' }, { answeredByWorker: true }),
    );
    expect(summary(recording)).toEqual([[5, 200, '{"data":1}']]);
  });

  it('makes one row of a revalidation, which DevTools calls 304 and webRequest 200', () => {
    const recording = recordingOf(
      web({ at: 0, status: 200 }, { fromCache: true }),
      har({ at: 2, status: 304, body: '{"data":1}' }),
    );
    expect(summary(recording)).toEqual([[0, 304, '{"data":1}']]);
  });

  it('tells a revalidation from an equal request that was answered anew', () => {
    const recording = recordingOf(
      web({ at: 0, status: 200 }, { fromCache: true }),
      web({ at: 1, status: 200 }),
      har({ at: 0, status: 200, body: 'new' }),
      har({ at: 1, status: 304, body: 'kept' }),
    );
    expect(summary(recording)).toEqual([
      [0, 304, 'kept'],
      [1, 200, 'new'],
    ]);
  });

  it.each([
    ['a cache', har({ status: 200 }, { fromCache: true })],
    ['a cache whose entry does not say so', har({ status: 200 })],
  ])('makes one row of an answer from %s', (_what, entry) => {
    const seen = web({ status: 200 }, { fromCache: true });
    const [row, ...others] = recordingOf(seen, entry).requests();
    expect([row?.status, row?.fromCache, others]).toEqual([200, true, []]);
  });

  it('makes one row of an answer that was cut, though only one source saw its status', () => {
    const recording = recordingOf(
      web({ status: 200, error: 'net::ERR_ABORTED' }),
      har({ status: 0, error: 'net::ERR_FAILED' }),
    );
    expect(summary(recording)).toEqual([[0, 200, null]]);
  });

  it('makes no row of two exchanges of which each source lost another', () => {
    const recording = recordingOf(web({ at: 0, status: 401 }), har({ at: 1, status: 304 }));
    expect(summary(recording).map(([, status]) => status)).toEqual([401, 304]);
  });

  it('leaves out what DevTools itself looks for in the cache', () => {
    const lookup = web({ error: 'net::ERR_CACHE_MISS' }, { resourceType: 'other' });
    expect(summary(recordingOf(lookup))).toEqual([]);
    const found = web({ status: 200 }, { resourceType: 'other', fromCache: true });
    expect(summary(recordingOf(found))).toEqual([]);
  });

  it('keeps an entry whose date cannot be read, at the end', () => {
    const recording = recordingOf(har({ status: 401 }, { startedAt: null }), web({ status: 200 }));
    expect(summary(recording).map(([, status]) => status)).toEqual([200, 401]);
  });

  it('does not depend on the order of arrival', () => {
    const tolds: Told[] = [0, 0, 1, 900, 1900, 1901, 2500].map((at, k) => ({
      at,
      status: k % 2 ? 401 : 200,
    }));
    const legs = [
      ...tolds.map((told) => web(told)),
      ...tolds.slice(1).map((told) => har({ ...told, at: (told.at ?? 0) + 2 })),
    ];
    const expected = summary(recordingOf(...legs));
    fc.assert(
      fc.property(fc.shuffledSubarray(legs, { minLength: legs.length }), (shuffled) => {
        expect(summary(recordingOf(...shuffled))).toEqual(expected);
      }),
    );
  });

  it('takes the same observation twice without a second row', () => {
    const leg = har({ status: 200 });
    expect(recordingOf(leg, leg, { ...leg }).requests()).toHaveLength(1);
  });
});
