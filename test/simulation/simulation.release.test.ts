import { beforeAll, describe, expect, it } from 'vitest';
import { tableOf } from './table.ts';
import { Tally } from './tally.ts';
import { trySession } from './try-session.ts';

const SESSIONS = 3_000;
const FIRST_SEED = 20_001;

describe(`${SESSIONS} simulated sessions`, () => {
  const tally = new Tally();
  const count = (kind: string) => tally.failed(kind);

  beforeAll(async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed += 1)
      for (const trial of await trySession(seed)) tally.add(trial);
    console.log(tableOf(tally));
  }, 1_800_000);

  it('never crash, lose no row, invent none', () => {
    expect([count('crash'), count('row lost'), count('row invented')]).toEqual([0, 0, 0]);
  });

  it('are judged at least as well as BENCHMARKS.md says', () => {
    const { likely, named, visible, clockRows, replicaRows } = tally.counts;
    expect(count('certain wrong')).toBe(0);
    expect(count('likely wrong') / likely).toBeLessThanOrEqual(0.01);
    expect(named / visible).toBeGreaterThanOrEqual(0.995);
    expect([count('clock outside'), clockRows > 0]).toEqual([0, true]);
    expect(1 - count('replica uncovered') / replicaRows).toBeGreaterThanOrEqual(0.99);
  });

  it('show no finding falsely in more than 0.1 % of them, and miss none in more than 1 %', () => {
    const { recordings } = tally.counts;
    const off = [...tally.findings].filter(
      ([, { false: wrong, missed }]) => wrong / recordings > 0.001 || missed / recordings > 0.01,
    );
    expect(off).toEqual([]);
  });
});
