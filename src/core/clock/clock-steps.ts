import { type OffsetRange, overlaps, PROVEN_BY, peakOf } from './clock-consensus.ts';

/** A sample wider than this many times the narrower ones says too little to speak of a step … */
const COARSE_FACTOR = 4;
/** … unless it is narrower than this: most steps worth knowing are wider. */
const NEVER_COARSE_MS = 5_000;
/** So many of the newest are compared with: a step is proven though a few among them lie. */
const REMEMBERED = 2 * PROVEN_BY - 1;

export interface Steps {
  /** the index of the first sample of each stretch without a step; the first is 0 */
  starts: number[];
  /** indexes of the newest samples that contradict those before, where nothing has settled it yet */
  unsettled: number[];
}

function widthOf({ lowMs, highMs }: OffsetRange): number {
  return highMs - lowMs;
}

function coarseWidth(samples: readonly OffsetRange[]): number {
  const widths = new Float64Array(samples.map(widthOf)).sort();
  const narrow = widths[Math.floor(widths.length / 4)] ?? 0;
  return Math.max(NEVER_COARSE_MS, COARSE_FACTOR * narrow);
}

/** Whether it overlaps at least half of these; nothing contradicts none. */
function agrees(sample: OffsetRange, others: readonly OffsetRange[]): boolean {
  let agreeing = 0;
  for (const other of others) if (overlaps(sample, other)) agreeing += 1;
  return agreeing * 2 >= others.length;
}

function remember<T>(newest: T[], one: T): void {
  newest.push(one);
  if (newest.length > REMEMBERED) newest.shift();
}

/**
 * Where a clock was set, in samples in order of time. A sample that contradicts the newest ones
 * before it is an error, if the next ones contradict it, or the first after a step, once
 * `PROVEN_BY` like it agree on an offset. O(n).
 */
export function findSteps(samples: readonly OffsetRange[]): Steps {
  const coarse = coarseWidth(samples);
  const starts = [0];
  let trusted: OffsetRange[] = [];
  let dissenting: OffsetRange[] = [];
  let indexes: number[] = [];
  for (const [index, sample] of samples.entries()) {
    if (widthOf(sample) > coarse) continue;
    if (agrees(sample, trusted)) {
      if (!agrees(sample, dissenting)) [dissenting, indexes] = [[], []];
      remember(trusted, sample);
      continue;
    }
    remember(dissenting, sample);
    remember(indexes, index);
    if (dissenting.length < PROVEN_BY) continue;
    const peak = peakOf(dissenting);
    if (peak.votes < PROVEN_BY) continue;
    const first = dissenting.findIndex((one) => overlaps(one, peak));
    starts.push(indexes[first] ?? index);
    trusted = dissenting.filter((one) => overlaps(one, peak));
    [dissenting, indexes] = [[], []];
  }
  return { starts, unsettled: indexes };
}
