import type { RequestFacts } from '../recording/request.ts';

/** A request as this computer's clock dated it. */
export type DatedRequest = Pick<RequestFacts, 'arrival' | 'startedAt' | 'endedAt'>;

/** Sources list what happened together in any order; less than this (ms) is no turning back. */
const TOGETHER_MS = 1_000;

/**
 * Where this computer's clock turned back: a source lists requests by their start or by their end,
 * so one that both started and ended before those listed ahead of it shows that the clock was set,
 * or a list in another order. The runs between count from 0; in each, time goes on.
 */
export function readRuns(requests: readonly DatedRequest[]): (arrival: number) => number {
  const turns: number[] = [];
  let lastStart = Number.NEGATIVE_INFINITY;
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const { arrival, startedAt, endedAt } of requests.toSorted(byArrival)) {
    if (startedAt === null || endedAt === null) continue;
    if (startedAt < lastStart - TOGETHER_MS && endedAt < lastEnd - TOGETHER_MS) {
      turns.push(arrival);
      lastStart = startedAt;
      lastEnd = endedAt;
    }
    lastStart = Math.max(lastStart, startedAt);
    lastEnd = Math.max(lastEnd, endedAt);
  }
  return (arrival) => countUpTo(turns, arrival);
}

function byArrival(a: DatedRequest, b: DatedRequest): number {
  return a.arrival - b.arrival;
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
