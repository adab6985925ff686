/** A stretch of offsets (server − this computer, ms), both ends included. */
export interface OffsetRange {
  lowMs: number;
  highMs: number;
}

/** What several ranges say together. */
export interface Consensus extends OffsetRange {
  /** the best single offset; inside the range, not always in its middle */
  offsetMs: number;
  /** how many of the ranges share one offset */
  votes: number;
}

/**
 * So many that agree with one another, but not with the most, are no chance errors: they tell of
 * another clock. Were each tenth answer wrong, and all of them alike, five together would come
 * once in 100 000; a page load's few stale answers stay below it.
 */
export const PROVEN_BY = 5;
/** With fewer answers in all, this share of the winner's votes leaves the vote open. */
const OPEN_VOTE_SHARE = 1 / 2;

export function overlaps(a: OffsetRange, b: OffsetRange): boolean {
  return a.lowMs <= b.highMs && b.lowMs <= a.highMs;
}

/** The least range that holds all of these; they must be at least one. */
export function hull(ranges: readonly OffsetRange[]): OffsetRange {
  let lowMs = Number.POSITIVE_INFINITY;
  let highMs = Number.NEGATIVE_INFINITY;
  for (const range of ranges) {
    lowMs = Math.min(lowMs, range.lowMs);
    highMs = Math.max(highMs, range.highMs);
  }
  return { lowMs, highMs };
}

/** One end of each range, in order. */
function ordered(ranges: readonly OffsetRange[], end: keyof OffsetRange): Float64Array {
  const ends = new Float64Array(ranges.length);
  for (let index = 0; index < ends.length; index += 1) ends[index] = ranges[index]?.[end] ?? 0;
  return ends.sort();
}

/** Walks over the ends of ranges and counts how many are open (Marzullo 1984). */
class Sweep {
  readonly #lows: Float64Array;
  readonly #highs: Float64Array;

  constructor(ranges: readonly OffsetRange[]) {
    this.#lows = ordered(ranges, 'lowMs');
    this.#highs = ordered(ranges, 'highMs');
  }

  /** The greatest number of ranges that share one offset. */
  most(): number {
    let opened = 0;
    let most = 0;
    for (let closed = 0; closed < this.#highs.length; closed += 1) {
      const highMs = this.#highs[closed] ?? 0;
      while (this.#isOpen(opened, highMs)) opened += 1;
      most = Math.max(most, opened - closed);
    }
    return most;
  }

  /** The stretches, in order, that at least so many of the ranges share. */
  sharedBy(needed: number): OffsetRange[] {
    const stretches: OffsetRange[] = [];
    let opened = 0;
    let lowMs = 0;
    for (let closed = 0; closed < this.#highs.length; closed += 1) {
      const highMs = this.#highs[closed] ?? 0;
      while (this.#isOpen(opened, highMs)) {
        opened += 1;
        if (opened - closed === needed) lowMs = this.#lows[opened - 1] ?? 0;
      }
      if (opened - closed === needed) stretches.push({ lowMs, highMs });
    }
    return stretches;
  }

  #isOpen(next: number, highMs: number): boolean {
    return (this.#lows[next] ?? Number.POSITIVE_INFINITY) <= highMs && next < this.#lows.length;
  }
}

/** The narrowest stretch that the most of the ranges share, and how many they are. */
export function peakOf(ranges: readonly OffsetRange[]): OffsetRange & { votes: number } {
  const sweep = new Sweep(ranges);
  const votes = sweep.most();
  const width = ({ lowMs, highMs }: OffsetRange) => highMs - lowMs;
  const peak = sweep.sharedBy(votes).reduce((a, b) => (width(b) < width(a) ? b : a));
  return { ...peak, votes };
}

/**
 * What ranges of which some may be wrong say together; they must be at least one, with finite ends.
 * - Where all agree it is their intersection.
 * - Where some do not, as many again may be wrong unseen: the range is what the others share when
 *   that many of them are left out.
 * - Where the others agree on an offset of their own, and are many, it takes that in as well; the
 *   best offset stays with the most.
 *
 * Of `n` ranges of which fewer than half are wrong, the result meets at least one right one, so it
 * misses the truth by less than the width of the widest right one. It holds the truth if the wrong
 * ones meet no right one.
 */
export function consensusOf(ranges: readonly OffsetRange[]): Consensus {
  const peak = peakOf(ranges);
  const { votes } = peak;
  const needed = Math.max(1, 2 * votes - ranges.length);
  const around = new Sweep(ranges).sharedBy(needed);
  const core = around.find((stretch) => overlaps(stretch, peak)) ?? peak;
  const others = ranges.filter((range) => !overlaps(range, core));
  const heardFrom = Math.ceil(Math.min(votes * OPEN_VOTE_SHARE, PROVEN_BY));
  const rivals = others.length < heardFrom ? [] : new Sweep(others).sharedBy(heardFrom);
  return { ...hull([core, ...rivals]), offsetMs: (core.lowMs + core.highMs) / 2, votes };
}
