import { beforeAll, describe, expect, it } from 'vitest';
import { readHarText, readObservations, type Said, type SaidRow } from './reader.ts';
import { simulate } from './session.ts';
import { tableOf } from './table.ts';
import { Tally } from './tally.ts';
import { trySession, viewOf } from './try-session.ts';
import { writeHar } from './writer-har.ts';
import { writeLegs } from './writer-legs.ts';

const SESSIONS = 200;
const FIRST_SEED = 70_001;
/** Enough to see a difference between a file and the live sources, in little time. */
const TOLD_TWICE = 60;

/** Failures of these kinds, each with its seed: `npm run simulate -- --show SEED` shows one. */
function failures(tally: Tally, kind: string): string[] {
  return tally.failures
    .filter((failure) => failure.kind.startsWith(kind))
    .map((failure) => `${failure.kind}, seed ${failure.seed}, #${failure.n}`);
}

describe(`${SESSIONS} simulated sessions, each as a file, as a sanitised file and live`, () => {
  const tally = new Tally();

  beforeAll(async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed += 1)
      for (const trial of await trySession(seed)) tally.add(trial);
  }, 120_000);

  it('are read without a crash', () => {
    expect(failures(tally, 'crash')).toEqual([]);
  });

  it('lose no row and have none invented', () => {
    expect([...failures(tally, 'row lost'), ...failures(tally, 'row invented')]).toEqual([]);
  });

  it('are never taken for refused where they were not, nor the other way', () => {
    expect(failures(tally, 'outcome wrong')).toEqual([]);
  });

  it('are certain only of what is true', () => {
    expect(failures(tally, 'certain wrong')).toEqual([]);
  });

  it('call likely what is true in 99 of 100 refusals', () => {
    const wrong = failures(tally, 'likely wrong');
    expect(wrong.length / tally.counts.likely, wrong.join('\n')).toBeLessThanOrEqual(0.01);
  });

  it('name 99.5 % of the causes that anybody could see', () => {
    const { named, visible } = tally.counts;
    const unnamed = failures(tally, 'visible cause unnamed').join('\n');
    expect(named / visible, unnamed).toBeGreaterThanOrEqual(0.995);
  });

  it('show no finding that is not true, and each that is', () => {
    expect([...failures(tally, 'finding false'), ...failures(tally, 'finding missed')]).toEqual([]);
  });

  it('have the true time in the stated clock', () => {
    expect(failures(tally, 'clock outside')).toEqual([]);
  });

  it('hold refusals of every kind, and say so', () => {
    expect(tally.confusion.size).toBeGreaterThan(20);
    expect(tableOf(tally)).toContain(`${SESSIONS} sessions`);
  });
});

function verdictOf({ method, url, outcome, validity, cause, certainty }: SaidRow): string {
  return `${method} ${url}: ${outcome} ${validity} ${cause ?? ''} ${certainty ?? ''}`;
}

/** In no order: of what began in one ms nobody knows which was the first. */
function verdictsOf({ rows, sockets }: Said): string[] {
  return [...rows, ...sockets].map(verdictOf).sort();
}

describe('the same traffic', () => {
  it('gives the same verdicts as a file and live', async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + TOLD_TWICE; seed += 1) {
      const seen = viewOf(await simulate(seed), 'har');
      // The page's side of what its worker broke on is told in other ways live.
      const view = { ...seen, exchanges: seen.exchanges.filter(({ byWorker }) => !byWorker) };
      // What was left out of a file cannot be left out live.
      if (view.isSanitised) continue;
      const live = verdictsOf(readObservations(writeLegs(view)));
      expect(live, `seed ${seed}`).toEqual(verdictsOf(readHarText(writeHar(view))));
    }
  });
});
