import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Recording } from '../../../src/core/recording/recording.ts';
import { futureGuide } from '../../../src/futureguide.ts';
import { har, NOON_MS, POLL, refusal, web } from './legs.ts';

const starts = (recording: Recording) =>
  recording.requests().map(({ startedAt }) => (startedAt ?? 0) - NOON_MS);

describe('the recording', () => {
  it('updates a pending request in place', () => {
    const recording = new Recording(futureGuide);
    const pending = web();
    recording.add(pending);
    const [before] = recording.requests();
    recording.add({ ...pending, status: 200, endedAt: NOON_MS + 9 });
    expect(before?.state).toBe('pending');
    expect(recording.requests().map(({ id, state }) => [id, state])).toEqual([
      [before?.id, 'answered'],
    ]);
  });

  it('keeps the id of a request, whichever source tells of it first', () => {
    const legs = [har({ status: 401 }), web({ status: 401 }), refusal({ status: 401 })];
    for (const order of [legs, legs.toReversed()]) {
      const recording = new Recording(futureGuide);
      const ids = order.flatMap((leg) => {
        recording.add(leg);
        return recording.requests().map(({ id }) => id);
      });
      expect(ids).toEqual([ids[0], ids[0], ids[0]]);
    }
  });

  it('keeps the facts of untouched requests the same object', () => {
    const recording = new Recording(futureGuide);
    recording.add(web({ at: 0, status: 200 }));
    const [first] = recording.requests();
    recording.add(web({ at: 10, status: 200 }));
    expect(recording.requests()[0]).toBe(first);
  });

  it('says the same whether it is read after every observation or only at the end', () => {
    const seen = fc.record({
      of: fc.constantFrom(web, har, refusal),
      at: fc.integer({ min: 0, max: 9_000 }),
      url: fc.constantFrom(POLL, `${POLL}1`),
      status: fc.constantFrom(200, 401),
    });
    const dropping = fc.option(fc.integer({ min: 0, max: 9_000 }), { nil: null });
    fc.assert(
      fc.property(fc.array(seen, { maxLength: 30 }), dropping, (all, clearedAt) => {
        const [often, once] = [new Recording(futureGuide), new Recording(futureGuide)];
        for (const { of, ...told } of all) {
          const leg = of(told);
          for (const recording of [often, once]) recording.add(leg);
          often.requests();
        }
        for (const recording of [often, once])
          if (clearedAt !== null) recording.clear(NOON_MS + clearedAt);
        expect(often.requests()).toEqual(once.requests());
      }),
    );
  });

  it('takes nothing that begins while it is paused', () => {
    const recording = new Recording(futureGuide);
    const before = web({ at: 0 });
    recording.add(before);
    recording.pause(NOON_MS + 5);
    recording.add(web({ at: 10, status: 200 }));
    recording.add({ ...before, status: 200, endedAt: NOON_MS + 11 });
    recording.resume(NOON_MS + 20);
    recording.add(har({ at: 12, status: 200 }));
    recording.add(web({ at: 30, status: 200 }));
    expect(starts(recording)).toEqual([0, 30]);
    expect(recording.requests()[0]?.state).toBe('answered');
  });

  it('forgets on clear, also what arrives late of it', () => {
    const recording = new Recording(futureGuide);
    const late = web({ at: 0 });
    recording.add(late);
    recording.clear(NOON_MS + 5);
    recording.add({ ...late, status: 200, endedAt: NOON_MS + 9 });
    recording.add(web({ at: 9, status: 200 }));
    expect(starts(recording)).toEqual([9]);
  });

  it('lets the oldest go when it is full, and says how many', () => {
    const recording = new Recording(futureGuide, {
      requests: 100,
      events: 10,
      bodyCharacters: 1_000,
    });
    for (let k = 0; k < 130; k += 1) recording.add(web({ at: k * 10_000, status: 200 }));
    const kept = recording.requests().length;
    expect(kept).toBeLessThanOrEqual(100);
    expect(recording.dropped + kept).toBe(130);
    expect(starts(recording).at(-1)).toBe(129 * 10_000);
  });

  it('lets the oldest bodies go when they grow too large', () => {
    const recording = new Recording(futureGuide, {
      requests: 100,
      events: 10,
      bodyCharacters: 250,
    });
    for (let k = 0; k < 5; k += 1)
      recording.add(har({ at: k * 10_000, status: 200, body: 'x'.repeat(100) }));
    expect(recording.requests().map(({ body }) => body.kind)).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
      'text',
      'text',
    ]);
  });
});
