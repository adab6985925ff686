import { expect, it } from 'vitest';
import { isLeaseOver } from '../../../src/core/faults/lease.ts';

it.each([
  ['just given', 0, false],
  ['about to end', 59_999, false],
  ['at its end', 60_000, true],
  ['after a night asleep', 8 * 3_600_000, true],
  ['with the clock set back since', -1, true],
])('a lease that is %s', (_label, passed, isOver) => {
  expect(isLeaseOver(1_000_000, 60_000, 1_000_000 + passed)).toBe(isOver);
});
