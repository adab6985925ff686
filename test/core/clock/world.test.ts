import { describe, expect, it } from 'vitest';
import { distance } from '../../../src/core/clock/offset-range.ts';
import { holds } from './clock-world.ts';
import { makeWorld, randomOf, type Traits, type World } from './world.ts';

const SEEDS = 200;
/** Times are whole ms. */
const ROUNDING_MS = 2;
const QUIET: Traits = {
  requests: 40,
  steps: 0,
  serverSteps: 0,
  replicaMs: null,
  dated: 1,
  lies: 0,
  isSparse: false,
  isSorted: false,
};

/** As many worlds as there are seeds; `traits` may depend on chance. */
function worlds(traits: (chance: () => number) => Partial<Traits>): World[] {
  return Array.from({ length: SEEDS }, (_, seed) => {
    const chance = randomOf(seed * 7_919 + 1);
    return makeWorld(seed, { ...QUIET, ...traits(chance) });
  });
}

/** The rows of which what is said leaves out the truth. */
function wrongRows({ rows, clock }: World, isMeant = (_: World['rows'][number]) => true): string[] {
  return rows.filter(isMeant).flatMap((row) => {
    const reading = clock.of(row);
    if (!reading) return [];
    const { lowMs, highMs } = reading;
    const said = { lowMs: lowMs - ROUNDING_MS, highMs: highMs + ROUNDING_MS };
    const isHeld = said.lowMs <= row.truthMs && row.truthMs <= said.highMs;
    return isHeld ? [] : [`${row.id}: ${row.truthMs} is not in ${lowMs} to ${highMs}`];
  });
}

const someSteps = (chance: () => number) => ({
  steps: Math.floor(chance() * 3),
  requests: 2 + Math.floor(chance() * 50),
  replicaMs: chance() < 0.3 ? (chance() - 0.5) * 20_000 : null,
  isSparse: chance() < 0.3,
  isSorted: chance() < 0.2,
});

describe('in any world', () => {
  it('no reading contradicts the Date of its own answer', () => {
    const all = worlds((chance) => ({
      ...someSteps(chance),
      serverSteps: Math.floor(chance() * 2),
      dated: chance(),
      lies: Math.floor(chance() * 4),
    }));
    for (const { rows, clock } of all)
      for (const row of rows) {
        const reading = clock.of(row);
        if (row.sample && reading) expect(distance(reading, row.sample), row.id).toBe(0);
      }
  });

  it('of an honest answer the truth is in what is said, whatever steps and servers there are', () => {
    const all = worlds((chance) => ({ ...someSteps(chance), dated: 0.2 + 0.8 * chance() }));
    const isQuick = ({ sentAt, endedAt }: World['rows'][number]) => endedAt - sentAt < 1_900;
    const wrong = all.map((world) =>
      wrongRows(world, (row) => row.sample !== null && isQuick(row)).join('\n'),
    );
    expect(wrong.filter(Boolean)).toEqual([]);
  });
});

describe('a clock that only drifts', () => {
  it('is bounded for every request, with few answers, hours apart', () => {
    const all = worlds((chance) => ({
      requests: 1 + Math.floor(chance() * 60),
      dated: 0.2 + 0.8 * chance(),
      isSparse: chance() < 0.5,
    }));
    expect(all.flatMap((world) => wrongRows(world))).toEqual([]);
  });
});

describe('two servers behind one host', () => {
  it('are both covered in the end', () => {
    const all = worlds((chance) => ({
      requests: 20 + Math.floor(chance() * 40),
      replicaMs: (chance() < 0.5 ? -1 : 1) * (1_500 + 8_500 * chance()),
    }));
    const uncovered = all.filter(
      ({ ends, clock }) => !ends.every((end) => holds(clock.latest, end)),
    );
    expect(uncovered.length).toBeLessThanOrEqual(SEEDS / 100);
  });
});

describe('one Date that lies', () => {
  it('widens nothing but its own request', () => {
    const all = worlds((chance) => ({ lies: 1, requests: 10 + Math.floor(chance() * 40) }));
    for (const { rows, clock, ends, traits } of all) {
      const last = rows.at(-1);
      expect(
        ends.some((end) => holds(clock.latest, end)),
        JSON.stringify(traits),
      ).toBe(true);
      if (last?.isLie) continue;
      expect(clock.latest?.uncertaintyMs).toBeLessThan(30_000);
    }
  });
});
