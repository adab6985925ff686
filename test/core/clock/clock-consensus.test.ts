import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consensusOf, type OffsetRange } from '../../../src/core/clock/clock-consensus.ts';

const range = (lowMs: number, highMs: number): OffsetRange => ({ lowMs, highMs });

describe('consensusOf', () => {
  it('is the intersection where all agree, even in one point', () => {
    expect(consensusOf([range(0, 10), range(5, 20), range(-3, 8)])).toEqual({
      ...range(5, 8),
      offsetMs: 6.5,
      votes: 3,
    });
    expect(consensusOf([range(0, 5), range(5, 9)])).toEqual({
      ...range(5, 5),
      offsetMs: 5,
      votes: 2,
    });
  });

  it('leaves out one more for each that disagrees', () => {
    const agreed = [range(0, 10), range(2, 12), range(4, 14), range(6, 16)];
    const { votes, ...wider } = consensusOf([...agreed, range(100, 101)]);
    expect(votes).toBe(4);
    expect(wider).toEqual({ ...range(4, 12), offsetMs: 8 });
  });

  it('takes in what five others share, and stays with the most', () => {
    const most = Array.from({ length: 12 }, () => range(0, 10));
    const others = Array.from({ length: 5 }, () => range(50, 60));
    expect(consensusOf([...most, ...others])).toEqual({ ...range(0, 60), offsetMs: 5, votes: 12 });
    expect(consensusOf([...most, ...others.slice(1)])).toMatchObject(range(0, 10));
  });

  it('takes in all where none agree', () => {
    expect(consensusOf([range(0, 1), range(10, 12), range(20, 23)])).toEqual({
      ...range(0, 23),
      offsetMs: 0.5,
      votes: 1,
    });
  });

  const anEnd = fc.integer({ min: -2_000, max: 2_000 });
  const aRange = fc.tuple(anEnd, anEnd).map(([a, b]) => range(Math.min(a, b), Math.max(a, b)));
  const anHonest = fc
    .tuple(fc.nat(1_000), fc.nat(1_000))
    .map(([below, above]) => range(-below, above));

  it('misses the truth, here 0, by less than the width of a right range, whatever a minority says', () => {
    const some = fc
      .array(anHonest, { minLength: 1, maxLength: 30 })
      .chain((honest) =>
        fc.tuple(fc.constant(honest), fc.array(aRange, { maxLength: honest.length - 1 })),
      );
    fc.assert(
      fc.property(some, ([honest, wrong]) => {
        const { lowMs, highMs } = consensusOf([...honest, ...wrong]);
        const widest = Math.max(...honest.map((one) => one.highMs - one.lowMs));
        expect(Math.max(lowMs, -highMs)).toBeLessThanOrEqual(widest);
      }),
      { numRuns: 1000 },
    );
  });

  it('holds the truth where the wrong ones meet no right one', () => {
    const far = aRange.map(({ lowMs, highMs }) => range(lowMs + 10_000, highMs + 10_000));
    const some = fc
      .array(anHonest, { minLength: 1, maxLength: 30 })
      .chain((honest) =>
        fc.tuple(fc.constant(honest), fc.array(far, { maxLength: honest.length - 1 })),
      );
    fc.assert(
      fc.property(some, ([honest, wrong]) => {
        const { lowMs, highMs, offsetMs } = consensusOf([...honest, ...wrong]);
        expect(lowMs <= 0 && highMs >= 0).toBe(true);
        expect(Math.abs(offsetMs)).toBeLessThanOrEqual(1_000);
      }),
      { numRuns: 1000 },
    );
  });
});
