import { Fold, type Folding } from '../recording/fold.ts';
import { type Growth, SortedList } from '../recording/growing-lists.ts';
import type { RequestFacts } from '../recording/request.ts';

/** A request as this computer's clock dated it. */
export type DatedRequest = Pick<RequestFacts, 'arrival' | 'startedAt' | 'endedAt'>;

/** Sources list what happened together in any order; less than this (ms) is no turning back. */
const TOGETHER_MS = 1_000;

interface Listed {
  /** arrivals at which time turned back */
  turns: readonly number[];
  lastStart: number;
  lastEnd: number;
}

/**
 * Where this computer's clock turned back: a source lists requests by their start or by their end,
 * so one that both started and ended before those listed ahead of it shows that the clock was set,
 * or a list in another order.
 */
const LISTED: Folding<DatedRequest, Listed> = {
  empty: () => ({
    turns: [],
    lastStart: Number.NEGATIVE_INFINITY,
    lastEnd: Number.NEGATIVE_INFINITY,
  }),
  copy: (listed) => ({ ...listed }),
  add(listed, { arrival, startedAt, endedAt }) {
    if (startedAt === null || endedAt === null) return;
    const { lastStart, lastEnd } = listed;
    if (startedAt < lastStart - TOGETHER_MS && endedAt < lastEnd - TOGETHER_MS) {
      listed.turns = [...listed.turns, arrival];
      listed.lastStart = startedAt;
      listed.lastEnd = endedAt;
    }
    listed.lastStart = Math.max(listed.lastStart, startedAt);
    listed.lastEnd = Math.max(listed.lastEnd, endedAt);
  },
};

function byArrival(a: DatedRequest, b: DatedRequest): number {
  return a.arrival - b.arrival;
}

/** Reads again and again, as requests come, in which run of this computer's clock each of them was. */
export class LocalRuns {
  readonly #listed = new SortedList<DatedRequest>(byArrival);
  readonly #fold = new Fold(LISTED);

  /** The arrivals at which this computer's clock turned back, in order. */
  turns(requests: Growth<DatedRequest>): readonly number[] {
    return this.#fold.read(this.#listed.read(requests)).turns;
  }
}

/** The runs between turns count from 0; in each, time goes on. */
export function runsBetween(turns: readonly number[]): (arrival: number) => number {
  return (arrival) => countUpTo(turns, arrival);
}

/** How many of these, which are in order, are at most so great. */
function countUpTo(ordered: readonly number[], most: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const half = (low + high) >>> 1;
    if ((ordered[half] ?? 0) <= most) low = half + 1;
    else high = half;
  }
  return low;
}
