import { describe, expect, it } from 'vitest';
import type { RequestLeg } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { fc } from '../../seeded.ts';
import { har, refusal, web } from './legs.ts';

/** One exchange, and which of its witnesses were there. */
interface Exchange {
  /** ms since the one before */
  after: number;
  status: 200 | 401;
  /** how much later DevTools and the page say that it began, ms */
  harLate: number;
  toldEarly: number;
  isListed: boolean;
  isHeard: boolean;
  isTold: boolean;
}

const exchange = fc.record<Exchange>({
  after: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 21, max: 4_000 })),
  status: fc.constantFrom<(200 | 401)[]>(200, 401),
  harLate: fc.integer({ min: 0, max: 4 }),
  toldEarly: fc.integer({ min: 0, max: 4 }),
  isListed: fc.boolean(),
  isHeard: fc.boolean(),
  isTold: fc.boolean(),
});

type Lost = 'har' | 'web';

/**
 * All that is told of equal requests: the beginning and the end by webRequest, each entry by its
 * event and by a listing, each refusal by the page. One of the browser's two witnesses may lack some.
 */
function toldOf(exchanges: readonly Exchange[], lost: Lost): RequestLeg[] {
  let at = 0;
  return exchanges.flatMap(({ after, status, harLate, toldEarly, ...seen }) => {
    at += after;
    const over = web({ at, status });
    const begun = { ...over, endedAt: null, status: null };
    const entry = har({ at: at + harLate, status });
    const isListed = lost !== 'har' || seen.isListed;
    const isHeard = lost !== 'web' || seen.isHeard;
    return [
      ...(isHeard ? [begun, over, over] : []),
      ...(isListed ? [entry, { ...entry }] : []),
      ...(seen.isTold && status === 401 ? [refusal({ at: at - toldEarly })] : []),
    ];
  });
}

/** In any order, but for the beginning and the end that one source tells of one request. */
function inSomeOrder(legs: readonly RequestLeg[], places: readonly number[]): RequestLeg[] {
  const mixed = legs
    .map((leg, index) => ({ leg, place: places[index] ?? 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ leg }) => leg);
  const inOrder = new Map<string, RequestLeg[]>();
  for (const leg of legs) inOrder.set(leg.id, [...(inOrder.get(leg.id) ?? []), leg]);
  return mixed.map(({ id }) => inOrder.get(id)?.shift() as RequestLeg);
}

describe('equal requests are one row each', () => {
  it('where an entry is missing in the second of two bursts', () => {
    const recording = new Recording(futureGuide);
    for (const at of [0, 1, 502, 502]) recording.add(web({ at, status: 401 }));
    for (const at of [1, 1, 502]) recording.add(har({ at, status: 401 }));
    expect(recording.requests()).toHaveLength(4);
  });

  it.each<Lost>(['har', 'web'])(
    'in whatever order they are told, and though some legs of %s are missing',
    (lost) => {
      const places = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 60, maxLength: 60 });
      fc.assert(
        fc.property(
          fc.array(exchange, { minLength: 1, maxLength: 10 }),
          places,
          fc.boolean(),
          (exchanges, order, isReadAtOnce) => {
            const recording = new Recording(futureGuide);
            for (const leg of inSomeOrder(toldOf(exchanges, lost), order)) {
              recording.add(leg);
              if (isReadAtOnce) recording.requests();
            }
            const rows = recording.requests();
            expect(rows).toHaveLength(exchanges.length);
            expect(rows.map(({ status }) => status).sort()).toEqual(
              exchanges.map(({ status }) => status).sort(),
            );
          },
        ),
        { numRuns: 200 },
      );
    },
  );
});
