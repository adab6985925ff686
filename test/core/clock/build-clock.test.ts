import { describe, expect, it } from 'vitest';
import type { ClockSample } from '../../../src/core/clock/sample.ts';
import { fc } from '../../seeded.ts';
import { NOON_MS } from '../recording/legs.ts';
import { buildClock, calls, dated, HOST, holds, stamped } from './clock-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The app polls every 10 s; the odd ms give `Date` its phases. */
const POLL_MS = 10_137;

const clockOf = (samples: readonly ClockSample[]) => buildClock(HOST, samples);
const at = (samples: readonly ClockSample[], ms: number) => clockOf(samples).at(NOON_MS + ms);

describe('a clock that stays as it is', () => {
  it('is unknown without samples', () => {
    expect(clockOf([]).at(NOON_MS)).toBeNull();
    expect(clockOf([]).latest).toBeNull();
  });

  it('is as uncertain as the only sample', () => {
    const sample = dated({ at: 0, offset: 4_000 });
    const { lowMs, highMs } = sample;
    const reading = clockOf([sample]).latest;
    expect(reading).toMatchObject({ host: HOST, lowMs, highMs, samples: 1 });
    expect(reading?.offsetMs).toBe((lowMs + highMs) / 2);
    expect(reading?.uncertaintyMs).toBe((highMs - lowMs) / 2);
  });

  it.each([0, 61_000, -90_500, HOUR_MS])('%d ms ahead is found from whole seconds', (offset) => {
    const reading = clockOf(calls(60, POLL_MS, (ms) => dated({ at: ms, offset }))).latest;
    expect(holds(reading, offset)).toBe(true);
    expect(reading?.uncertaintyMs).toBeLessThan(250);
    expect(reading?.samples).toBe(60);
  });

  it('is not told narrower than servers may differ to a row that has no answer of its own', () => {
    const clock = clockOf(calls(40, 1_037, (ms) => stamped({ at: ms, offset: 700 })));
    const undated = clock.of({ id: 'no date', arrival: 20, sentAt: NOON_MS + 20_000 });
    expect(holds(undated, 700 - 450) && holds(undated, 700 + 450)).toBe(true);
    expect(clock.latest?.uncertaintyMs).toBeLessThan(100);
  });

  it('holds both of two servers less than a second apart for what is answered without a stamp', () => {
    const two = [0, 300].map((ms) => stamped({ at: ms, offset: 0 }));
    const clock = clockOf([...two, dated({ at: 500, offset: 600 })]);
    expect(holds(clock.unstamped(NOON_MS + 700), 0)).toBe(true);
    expect(holds(clock.unstamped(NOON_MS + 700), 600)).toBe(true);
  });

  it('holds both of two servers that slow answers do not tell apart', () => {
    const clock = clockOf(
      calls(32, POLL_MS, (ms) => {
        const offset = ms % 2 === 0 ? 0 : 2_100;
        return dated({ at: ms, offset, out: 1_200, back: 1_200 });
      }),
    );
    const reading = clock.at(NOON_MS + 5 * POLL_MS);
    expect(holds(reading, 0) && holds(reading, 2_100)).toBe(true);
  });

  it('narrows with more samples', () => {
    const samples = calls(40, 1_037, (ms) => dated({ at: ms, offset: 700 }));
    const width = (count: number) => clockOf(samples.slice(0, count)).latest?.uncertaintyMs ?? 0;
    expect(width(1)).toBeGreaterThan(500);
    expect(width(10)).toBeLessThan(width(1));
    expect(width(40)).toBeLessThan(width(10));
  });

  it('is found best by one timestamp among dates', () => {
    const samples = calls(5, POLL_MS, (ms) => dated({ at: ms, offset: 700 }));
    const reading = clockOf([...samples, stamped({ at: 7, offset: 700 })]).latest;
    expect(holds(reading, 700)).toBe(true);
    expect(reading?.uncertaintyMs).toBeLessThan(50);
  });

  it('holds before, between and after the samples, the less exactly the farther they are', () => {
    const samples = calls(12, POLL_MS, (ms) => dated({ at: ms, offset: 700 }));
    const clock = clockOf(samples);
    const width = (ms: number) => clock.at(NOON_MS + ms)?.uncertaintyMs ?? 0;
    for (const ms of [-HOUR_MS, 0, POLL_MS * 5.5, HOUR_MS])
      expect(holds(clock.at(NOON_MS + ms), 700)).toBe(true);
    expect(width(HOUR_MS)).toBeLessThan(1_200);
    expect(width(24 * HOUR_MS)).toBeGreaterThan(width(HOUR_MS));
  });
});

describe('errors', () => {
  const honest = calls(9, POLL_MS, (ms) => dated({ at: ms, offset: 700 }));
  const alone = clockOf(honest).latest;

  it.each([
    ['first', -POLL_MS],
    ['in the middle', POLL_MS * 4.5],
  ])('one of ten, %s, is outvoted', (_, ms) => {
    const samples = [...honest, dated({ at: ms, offset: -HOUR_MS })];
    for (const when of [-POLL_MS, 0, POLL_MS * 4.5, POLL_MS * 9]) {
      const reading = at(samples, when);
      expect(holds(reading, 700)).toBe(true);
      expect(reading?.uncertaintyMs).toBeLessThan(700);
      expect(reading?.samples).toBe(9);
    }
  });

  it('the newest of ten leaves nothing in doubt but its own request', () => {
    const lie = dated({ at: POLL_MS * 9, offset: -HOUR_MS });
    const clock = clockOf([...honest, lie]);
    const own = clock.of({ id: lie.request, arrival: 9, sentAt: lie.sentAt });
    expect(holds(own, 700) && holds(own, -HOUR_MS)).toBe(true);
    expect(Math.abs((own?.offsetMs ?? 0) - 700)).toBeLessThan(500);
    expect(own?.own).toBeUndefined();
    expect(clock.latest?.lowMs).toBeGreaterThan(-1_000);
    expect(clock.at(lie.sentAt + 5)?.lowMs).toBeGreaterThan(-1_000);
  });

  it('the newest of ten, if this computer was set back, leaves the newest time in doubt', () => {
    const later = dated({ at: POLL_MS * 9, offset: 5 * MINUTE_MS });
    const { latest } = clockOf([...honest, later]);
    expect(holds(latest, 700) && holds(latest, 5 * MINUTE_MS)).toBe(true);
  });

  it.each([
    ['back', -131_000],
    ['ahead', 131_000],
  ])('the newest may be no error but a server’s clock that was set %s by minutes', (_, offset) => {
    const { latest } = clockOf([...honest, dated({ at: POLL_MS * 9, offset })]);
    expect(holds(latest, 700) && holds(latest, offset)).toBe(true);
  });

  it('the first may be no error but a server’s clock that was set since: of the time before it both are possible', () => {
    const samples = [dated({ at: -POLL_MS, offset: 81_000 }), ...honest];
    const undated = { id: 'no date', arrival: 0, sentAt: NOON_MS - 2 * POLL_MS };
    const reading = clockOf(samples).of(undated);
    expect(holds(reading, 700) && holds(reading, 81_000)).toBe(true);
    expect(at(samples, POLL_MS)?.highMs).toBeLessThan(2_000);
  });

  it('four that agree, in a row, are outvoted once the others are enough', () => {
    const lies = calls(4, 50, (ms) => dated({ at: POLL_MS * 8.5 + ms, offset: HOUR_MS }));
    const samples = [...calls(20, POLL_MS, (ms) => dated({ at: ms, offset: 700 })), ...lies];
    const reading = at(samples, POLL_MS * 8.5);
    expect(holds(reading, 700)).toBe(true);
    expect(reading?.highMs).toBeLessThan(2_000);
  });

  it('one against one proves neither', () => {
    const samples = [dated({ at: 0, offset: 0 }), dated({ at: POLL_MS, offset: HOUR_MS })];
    for (const truth of [0, HOUR_MS]) expect(holds(clockOf(samples).latest, truth)).toBe(true);
  });

  it('two servers behind one name leave both possible', () => {
    const samples = calls(60, POLL_MS, (ms) =>
      dated({ at: ms, offset: (ms / POLL_MS) % 3 === 0 ? 30_000 : 0 }),
    );
    const reading = at(samples, POLL_MS * 30);
    expect(holds(reading, 0) && holds(reading, 30_000)).toBe(true);
    expect(reading?.uncertaintyMs).toBeLessThan(17_000);
  });

  it('a few numbers that are none are left out', () => {
    const [first] = honest;
    const bad = [Number.NaN, Infinity, -Infinity].flatMap((number) =>
      ['at', 'sentAt', 'lowMs', 'highMs'].map((name) => ({ ...first, [name]: number })),
    ) as ClockSample[];
    const backwards = { ...first, lowMs: 5, highMs: -5 } as ClockSample;
    expect(clockOf([...bad, ...honest, backwards]).latest).toEqual(alone);
  });
});

describe('a clock that is set', () => {
  const DAY_OF_POLLS = 200;
  const STEP_AT = POLL_MS * 100.5;
  const stepped = (before: number, after: number) =>
    calls(DAY_OF_POLLS, POLL_MS, (ms) => dated({ at: ms, offset: ms < STEP_AT ? before : after }));

  it.each([
    ['the server’s, ahead', 0, 180_000, 1_000],
    ['the server’s, back', 180_000, 0, 1_000],
    ['this computer’s, ahead', 500, -3_599_500, 1_000],
    ['by 3 s only', 0, 3_000, 3_000],
  ])('%s: each time has its own', (_, before, after, withinMs) => {
    const samples = stepped(before, after);
    for (const [ms, offset] of [
      [-HOUR_MS, before],
      [0, before],
      [POLL_MS * 100, before],
      [POLL_MS * 101, after],
      [POLL_MS * 150, after],
      [HOUR_MS, after],
    ] as const) {
      const reading = at(samples, ms);
      expect(holds(reading, offset), `${ms} ms`).toBe(true);
      expect(reading?.uncertaintyMs, `${ms} ms`).toBeLessThan(withinMs);
    }
  });

  it('and set back again', () => {
    const samples = calls(90, POLL_MS, (ms) =>
      dated({ at: ms, offset: ms >= POLL_MS * 30 && ms < POLL_MS * 60 ? 180_000 : 0 }),
    );
    const read = (poll: number) => at(samples, POLL_MS * poll);
    expect(
      [29, 30, 59, 60, 89].map((poll) => Math.round((read(poll)?.offsetMs ?? 0) / 1000) + 0),
    ).toEqual([0, 180, 180, 0, 0]);
  });

  it('is in doubt until a second answer agrees', () => {
    const samples = stepped(0, 180_000);
    const row = POLL_MS * 101;
    const first = at(samples.slice(0, 102), row);
    expect(holds(first, 0) && holds(first, 180_000)).toBe(true);
    expect(at(samples.slice(0, 103), row)?.lowMs).toBeGreaterThan(170_000);
    expect(at(samples.slice(0, 103), POLL_MS * 99)?.highMs).toBeLessThan(2_000);
  });

  it('is in doubt until five agree, where this computer’s own clock cannot have done it', () => {
    const samples = stepped(180_000, 0);
    const row = POLL_MS * 102;
    for (const known of [103, 104, 105]) {
      const reading = at(samples.slice(0, known), row);
      expect(holds(reading, 0) && holds(reading, 180_000), `${known} samples`).toBe(true);
    }
    expect(at(samples.slice(0, 106), row)?.highMs).toBeLessThan(2_000);
  });

  it('soon after the start: what came before holds for its time', () => {
    const samples = calls(60, POLL_MS, (ms) =>
      dated({ at: ms, offset: ms < POLL_MS * 2.5 ? 0 : 180_000 }),
    );
    expect(holds(at(samples, 0), 0)).toBe(true);
    expect(at(samples, 0)?.highMs).toBeLessThan(2_000);
    expect(at(samples, POLL_MS * 3)?.lowMs).toBeGreaterThan(170_000);
  });

  it('after one answer: of its time both are possible', () => {
    const samples = calls(60, POLL_MS, (ms) => dated({ at: ms, offset: ms === 0 ? 0 : 180_000 }));
    const early = at(samples, 0);
    expect(holds(early, 0) && holds(early, 180_000)).toBe(true);
  });

  it('back, this computer’s: the order of the answers tells which of two times is meant', () => {
    const row = (name: string, run: number, ms: number, offset: number) => ({
      ...dated({ at: ms, offset }),
      request: name,
      run,
    });
    const samples = [
      ...Array.from({ length: 20 }, (_, k) => row(`a${k}`, 0, k * POLL_MS, 0)),
      ...Array.from({ length: 20 }, (_, k) => row(`b${k}`, 1, (k + 5.3) * POLL_MS, 147_000)),
    ];
    const clock = buildClock(HOST, samples, (arrival) => (arrival < 20 ? 0 : 1));
    const sentAt = NOON_MS + 12 * POLL_MS + 5;
    expect(clock.of({ id: 'no date', arrival: 12, sentAt })?.highMs).toBeLessThan(3_000);
    expect(clock.of({ id: 'no date', arrival: 30, sentAt })?.lowMs).toBeGreaterThan(140_000);
    const either = clock.at(sentAt);
    expect(holds(either, 0) && holds(either, 147_000)).toBe(true);
  });

  it('back, this computer’s: of the time that came twice both are possible', () => {
    const first = calls(60, POLL_MS, (ms) => dated({ at: ms, offset: 0 }));
    const again = calls(60, POLL_MS, (ms) => dated({ at: POLL_MS * 42.3 + ms, offset: 180_000 }));
    const samples = [...first, ...again];
    for (const poll of [45, 50, 55]) {
      const reading = at(samples, POLL_MS * poll);
      expect(holds(reading, 0) && holds(reading, 180_000)).toBe(true);
    }
    expect(holds(at(samples, POLL_MS * 10), 0)).toBe(true);
    expect(at(samples, POLL_MS * 90)?.lowMs).toBeGreaterThan(170_000);
  });

  it('by the server and soon after by this computer: the only answer in between counts', () => {
    const samples = [
      ...calls(4, POLL_MS, (ms) => dated({ at: ms, offset: 0 })),
      dated({ at: 60 * MINUTE_MS, offset: 186_000 }),
      ...calls(4, POLL_MS, (ms) => dated({ at: 90 * MINUTE_MS + ms, offset: 160_000 })),
    ];
    const undated = { id: 'no date', arrival: 4, sentAt: NOON_MS + 50 * MINUTE_MS };
    const reading = clockOf(samples).of(undated);
    expect(holds(reading, 0) && holds(reading, 186_000)).toBe(true);
  });

  it('although every other answer was held for minutes and fits both', () => {
    const held = (ms: number, offset: number) => dated({ at: ms, offset, out: 300_000 });
    const samples = calls(80, POLL_MS, (ms) => {
      const offset = ms < POLL_MS * 40 ? 0 : 100_000;
      return (ms / POLL_MS) % 2 === 0 ? held(ms, offset) : dated({ at: ms, offset });
    });
    expect(at(samples, POLL_MS * 60)?.lowMs).toBeGreaterThan(90_000);
    expect(at(samples, POLL_MS * 20)?.highMs).toBeLessThan(10_000);
  });
});

describe('two servers too far apart to look like one', () => {
  it('may both have answered without a stamp', () => {
    const FAR_MS = 31_000;
    const samples = calls(30, POLL_MS, (ms) => {
      return dated({ at: ms, offset: ms % (3 * POLL_MS) === 0 ? FAR_MS : 0 });
    });
    const reading = clockOf(samples).unstamped(NOON_MS + 15 * POLL_MS);
    expect(holds(reading, 0) && holds(reading, FAR_MS)).toBe(true);
  });

  it('are not seen in a clock that was set ahead once', () => {
    const samples = calls(30, POLL_MS, (ms) => {
      return dated({ at: ms, offset: ms < 15 * POLL_MS ? 0 : HOUR_MS });
    });
    const reading = clockOf(samples).unstamped(NOON_MS + 5 * POLL_MS);
    expect(reading?.uncertaintyMs).toBeLessThan(3_000);
  });
});

describe('what is answered without a stamp, where this computer’s clock was set back', () => {
  const first = [0, 1_000].map((ms) => dated({ at: ms, offset: 0 }));
  const second = [-3_000, 9_000].map((ms) => {
    return { ...dated({ at: ms, offset: HOUR_MS }), run: 1 };
  });

  it('may have been sent in either run', () => {
    const reading = clockOf([...first, ...second]).unstamped(NOON_MS + 2_000);
    expect(holds(reading, 0) && holds(reading, HOUR_MS)).toBe(true);
  });

  it('was sent in the first, where it lies before all', () => {
    const reading = clockOf([...first, ...second]).unstamped(NOON_MS - 20 * MINUTE_MS);
    expect(holds(reading, 0) && !holds(reading, HOUR_MS)).toBe(true);
  });
});

describe('two lists of which either may be named first', () => {
  const listed = (firstMs: number, offset: number, run: number) =>
    calls(9, POLL_MS, (ms) => dated({ at: firstMs + ms, offset })).map((one) => ({ ...one, run }));
  const runOf = (arrival: number) => (arrival < 9 ? 0 : 1);

  it('are in order of time where the server’s clock would have turned back with this computer’s', () => {
    const samples = [...listed(HOUR_MS, -54_000, 0), ...listed(0, 0, 1)];
    const reading = buildClock(HOST, samples, runOf).latest;
    expect(holds(reading, -54_000)).toBe(true);
    expect(reading?.highMs).toBeLessThan(-50_000);
  });

  it('are in their own order where another server, some seconds behind, answered first after the turn', () => {
    const first = calls(9, 1_037, (ms) => dated({ at: ms, offset: ms === 8_296 ? 5_000 : 0 }));
    const then = calls(9, 1_037, (ms) => dated({ at: ms - 33_900, offset: 43_000 }));
    const samples = [...first, ...then.map((one) => ({ ...one, run: 1 }))];
    const reading = buildClock(HOST, samples, runOf).latest;
    expect(holds(reading, 43_000)).toBe(true);
    expect(reading?.lowMs).toBeGreaterThan(40_000);
  });

  it('are in their own order where the server’s clock went on', () => {
    const samples = [...listed(HOUR_MS, 0, 0), ...listed(0, 2 * HOUR_MS, 1)];
    const reading = buildClock(HOST, samples, runOf).latest;
    expect(holds(reading, 2 * HOUR_MS)).toBe(true);
    expect(reading?.lowMs).toBeGreaterThan(HOUR_MS);
  });
});

describe('a clock that drifts', () => {
  it.each([40e-6, -40e-6, 400e-6])('%f of its time is followed over a day', (drift) => {
    const samples = calls(3_000, 30_013, (ms) => stamped({ at: ms, offset: 2_000 + drift * ms }));
    const clock = clockOf(samples);
    for (const ms of [0, 6 * HOUR_MS, 12 * HOUR_MS, 24 * HOUR_MS]) {
      const offset = 2_000 + drift * ms;
      const reading = clock.at(NOON_MS + ms);
      expect(Math.abs((reading?.offsetMs ?? 0) - offset)).toBeLessThan(500);
      expect(reading?.uncertaintyMs).toBeLessThan(700);
      if (Math.abs(drift) < 50e-6) expect(holds(reading, offset)).toBe(true);
    }
  });
});

const aMoment = fc.integer({ min: 0, max: 3 * HOUR_MS });
const anOffset = fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS });
const aTrip = fc.record({
  at: aMoment,
  out: fc.integer({ min: 0, max: 5_000 }),
  back: fc.integer({ min: 0, max: 5_000 }),
  exact: fc.boolean(),
});
type Trip = typeof aTrip extends fc.Arbitrary<infer T> ? T : never;
const honestly = (offset: number) => (trip: Trip) =>
  trip.exact ? stamped({ ...trip, offset }) : dated({ ...trip, offset });

describe('whatever comes', () => {
  it('the truth is inside where all are honest', () => {
    fc.assert(
      fc.property(
        anOffset,
        fc.array(aTrip, { minLength: 1, maxLength: 300 }),
        aMoment,
        (offset, trips, ms) => {
          expect(holds(at(trips.map(honestly(offset)), ms), offset)).toBe(true);
        },
      ),
    );
  });

  it('the truth is inside where all are honest and the clock drifts by less than 50 ppm', () => {
    const aDrift = fc.double({ min: -49e-6, max: 49e-6, noNaN: true });
    fc.assert(
      fc.property(aDrift, fc.array(aTrip, { minLength: 1, maxLength: 300 }), (drift, trips) => {
        const samples = trips.map((trip) =>
          stamped({ ...trip, offset: drift * (trip.at + trip.out) }),
        );
        const clock = clockOf(samples);
        for (const { at: ms } of trips)
          expect(holds(clock.at(NOON_MS + ms), drift * ms)).toBe(true);
      }),
    );
  });

  it('the order of arrival does not matter', () => {
    const shuffled = fc
      .array(fc.tuple(aTrip, fc.constantFrom(0, 180_000, -HOUR_MS)), {
        minLength: 1,
        maxLength: 200,
      })
      .map((trips) => trips.map(([trip, offset]) => honestly(offset)(trip)))
      .chain((samples) =>
        fc.tuple(
          fc.constant(samples),
          fc.shuffledSubarray(samples, { minLength: samples.length, maxLength: samples.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, aMoment, ([samples, others], ms) => {
        expect(at(others, ms)).toEqual(at(samples, ms));
        expect(clockOf(others).latest).toEqual(clockOf(samples).latest);
      }),
    );
  });

  it('fewer lies than honest answers, of which no two are alike, never put the truth outside', () => {
    const trips = fc.array(aTrip, { minLength: 3, maxLength: 63 });
    fc.assert(
      fc.property(
        anOffset,
        trips,
        fc.infiniteStream(fc.nat()),
        aMoment,
        (offset, all, chance, ms) => {
          const lies = [...all.keys()]
            .sort((a, b) => Number(chance.next().value) - Number(chance.next().value) || a - b)
            .slice(0, Math.floor((all.length - 1) / 2));
          const samples = all.map((trip, index) => {
            const place = lies.indexOf(index);
            // None comes near another, or near the truth.
            const lie = (place + 1) * 60_000 * (place % 2 ? -1 : 1);
            return honestly(place < 0 ? offset : offset + lie)({ ...trip, at: trip.at / 20 });
          });
          expect(holds(at(samples, ms / 20), offset)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('shifting all times of this computer shifts nothing but the instants', () => {
    const aShift = fc.integer({ min: -1e11, max: 1e11 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(aTrip, anOffset), { maxLength: 100 }),
        aShift,
        aMoment,
        (trips, k, ms) => {
          const samples = trips.map(([trip, offset]) => honestly(offset)(trip));
          const later = samples.map((one) => ({ ...one, sentAt: one.sentAt + k, at: one.at + k }));
          expect(at(later, ms + k)).toEqual(at(samples, ms));
          expect(clockOf(later).latest).toEqual(clockOf(samples).latest);
        },
      ),
    );
  });

  it('the reading is one range around its best offset, and nothing throws', () => {
    const anything = fc.record({
      run: fc.nat(3),
      sentAt: fc.double(),
      at: fc.double(),
      lowMs: fc.double(),
      highMs: fc.double(),
      source: fc.constantFrom('date' as const, 'timestamp' as const, 'iat' as const),
      request: fc.string(),
    });
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 80 }), fc.double(), (samples, ms) => {
        const reading = clockOf(samples).at(ms);
        if (!reading) return;
        const { lowMs, offsetMs, highMs, uncertaintyMs } = reading;
        expect(lowMs <= offsetMs && offsetMs <= highMs).toBe(true);
        expect(uncertaintyMs).toBe(Math.max(offsetMs - lowMs, highMs - offsetMs));
      }),
      { numRuns: 1000 },
    );
  });
});
