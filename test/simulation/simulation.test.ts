import { beforeAll, describe, expect, it } from 'vitest';
import { tableOf } from './table.ts';
import { Tally } from './tally.ts';
import { trySession } from './try-session.ts';

const SESSIONS = 200;
const FIRST_SEED = 70_001;

/** Failures of these kinds, each with its seed: `npm run simulate -- --show SEED` shows one. */
function failures(tally: Tally, kind: string): string[] {
  return tally.failures
    .filter((failure) => failure.kind.startsWith(kind))
    .map((failure) => `${failure.kind}, seed ${failure.seed}, #${failure.n}`);
}

describe('200 simulated sessions', () => {
  const tally = new Tally();

  beforeAll(async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed += 1)
      for (const trial of await trySession(seed)) tally.add(trial);
  }, 60_000);

  it('are read without a crash', () => {
    expect(failures(tally, 'crash')).toEqual([]);
  });

  it('lose no row', () => {
    expect(failures(tally, 'row lost')).toEqual([]);
  });

  it('hold refusals of every kind, and say so', () => {
    expect(tally.confusion.size).toBeGreaterThan(20);
    expect(tableOf(tally)).toContain('200 sessions');
  });
});
