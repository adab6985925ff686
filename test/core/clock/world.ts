/** Seeded worlds of clocks that know the truth: what each answer could tell, and what was so. */
import { LocalRuns, runsBetween } from '../../../src/core/clock/local-runs.ts';
import type { ClockSample } from '../../../src/core/clock/sample.ts';
import type { ServerClock } from '../../../src/core/clock/server-clock.ts';
import { whole } from '../../../src/core/recording/growing-lists.ts';
import { NOON_MS } from '../recording/legs.ts';
import { buildClock, HOST } from './clock-world.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What may go wrong in a world. */
export interface Traits {
  requests: number;
  /** this computer's clock is set so often */
  steps: number;
  /** so is the servers' */
  serverSteps: number;
  /** how far a second server's clock is ahead, ms; null without one */
  replicaMs: number | null;
  /** the share of the answers that have a Date */
  dated: number;
  /** so many Dates lie */
  lies: number;
  /** whether the pauses between requests are long, an hour and more */
  isSparse: boolean;
  /** whether the file is in order of time by this computer's clock, which hides a step back */
  isSorted: boolean;
}

/** A request, and how far its server's clock was ahead of this computer's when it was sent. */
export interface Row {
  id: string;
  arrival: number;
  startedAt: number;
  sentAt: number;
  endedAt: number;
  truthMs: number;
  /** how far its server's clock is ahead of the first server's, ms */
  ahead: number;
  isLie: boolean;
  sample: ClockSample | null;
}

export interface World {
  traits: Traits;
  /** in the order of the file */
  rows: Row[];
  clock: ServerClock;
  /** how far each server's clock is ahead in the end, ms */
  ends: number[];
}

/** Mulberry32: numbers in [0, 1) that a seed decides. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Between two clocks twice as much, ms per ms. */
const MOST_DRIFT = 80e-6;

/** How a clock goes: by an offset, a drift and the times at which it was set. */
function clockOf(random: () => number, steps: number, spanMs: number) {
  const base = (random() - 0.5) * 20 * MINUTE_MS;
  const drift = (random() - 0.5) * MOST_DRIFT;
  const sets = Array.from({ length: steps }, () => {
    const size = SECOND_MS * 2 ** (random() * 11);
    return { at: random() * spanMs, size: random() < 0.5 ? -size : size };
  });
  return (trueMs: number) =>
    trueMs +
    base +
    drift * trueMs +
    sets.reduce((sum, { at, size }) => (trueMs < at ? sum : sum + size), 0);
}

function pauseOf(random: () => number, isSparse: boolean): number {
  const kind = random();
  if (kind < 0.3) return random() * 300;
  if (isSparse && kind > 0.6) return random() * 2 * HOUR_MS;
  return kind < 0.9 ? 10 * SECOND_MS + random() * SECOND_MS : random() * 5 * MINUTE_MS;
}

function latencyOf(random: () => number): number {
  const kind = random();
  return kind < 0.02 ? random() * 2 * MINUTE_MS : 20 * 2 ** (random() * 7);
}

export function makeWorld(seed: number, traits: Traits): World {
  const random = randomOf(seed);
  const sends: number[] = [];
  let trueMs = 0;
  for (let index = 0; index < traits.requests; index += 1) {
    trueMs += pauseOf(random, traits.isSparse);
    sends.push(trueMs);
  }
  const mine = clockOf(random, traits.steps, trueMs);
  const theirs = clockOf(random, traits.serverSteps, trueMs);
  const liars = new Set(
    Array.from({ length: traits.lies }, () => Math.floor(random() * traits.requests)),
  );
  const rows = sends.map((sent, index): Row => {
    const out = latencyOf(random) / 2;
    const back = latencyOf(random) / 2;
    const ahead = random() < 0.5 ? 0 : (traits.replicaMs ?? 0);
    const sentAt = Math.round(NOON_MS + mine(sent));
    const took = out + back;
    const lie = liars.has(index) ? (random() < 0.5 ? -1 : 1) * HOUR_MS * random() : 0;
    const told = Math.floor((theirs(sent + out) + ahead + lie + NOON_MS) / SECOND_MS) * SECOND_MS;
    const id = `r${index}`;
    const sample: ClockSample = {
      run: 0,
      sentAt,
      at: sentAt + took,
      lowMs: told - (sentAt + took) - 1,
      highMs: told + SECOND_MS - sentAt + 1,
      source: 'date',
      request: id,
    };
    return {
      id,
      arrival: index,
      startedAt: sentAt,
      sentAt,
      endedAt: sentAt + took,
      truthMs: theirs(sent) + ahead - mine(sent),
      ahead,
      isLie: lie !== 0,
      sample: random() < traits.dated ? sample : null,
    };
  });
  const listed = traits.isSorted ? rows.toSorted((a, b) => a.startedAt - b.startedAt) : rows;
  for (const [index, row] of listed.entries()) row.arrival = index;
  const runOf = runsBetween(new LocalRuns().turns(whole(listed)));
  const samples = listed.flatMap(({ sample, arrival }) =>
    sample ? [{ ...sample, run: runOf(arrival) }] : [],
  );
  const lastTold = sends[rows.findLastIndex(({ sample }) => sample !== null)] ?? trueMs;
  const end = theirs(lastTold) - mine(lastTold);
  return {
    traits,
    rows: listed,
    clock: buildClock(HOST, samples, runOf),
    ends: traits.replicaMs === null ? [end] : [end, end + traits.replicaMs],
  };
}
