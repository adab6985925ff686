/** A stretch of offsets (server − this computer, ms), both ends included. */
export interface OffsetRange {
  lowMs: number;
  highMs: number;
}

/** How far apart two ranges lie, ms; 0 where they share an offset. */
export function distance(a: OffsetRange, b: OffsetRange): number {
  return Math.max(0, a.lowMs - b.highMs, b.lowMs - a.highMs);
}

export function middle({ lowMs, highMs }: OffsetRange): number {
  return (lowMs + highMs) / 2;
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

/** What both say; they must share an offset. */
export function both(a: OffsetRange, b: OffsetRange): OffsetRange {
  return { lowMs: Math.max(a.lowMs, b.lowMs), highMs: Math.min(a.highMs, b.highMs) };
}

/** What several ranges say together, and whether one server can have told all of them. */
export interface Cover extends OffsetRange {
  isShared: boolean;
}

/**
 * Servers about a second apart can look like one, the rather the fewer and slower the answers are:
 * so many times what one more answer would take off the range may be missing from it.
 */
const MARGIN = 4;
/** No answer rules out another server better than whole seconds do. */
const SECOND_MS = 1_000;

/**
 * The offsets that servers behind one name can have, of which each of the ranges added bounds one;
 * they must be at least one. It is made of numbers alone, since each row of a recording adds many.
 */
export class Covering {
  #count = 0;
  #sharpness = 0;
  /** both ends (ms) of the range that ends first */
  #firstLow = 0;
  #firstHigh = Number.POSITIVE_INFINITY;
  /** both ends (ms) of the range that begins last */
  #lastLow = Number.NEGATIVE_INFINITY;
  #lastHigh = 0;

  get count(): number {
    return this.#count;
  }

  add(lowMs: number, highMs: number): void {
    this.#count += 1;
    this.#sharpness += 1 / Math.max(SECOND_MS, highMs - lowMs);
    if (highMs < this.#firstHigh) {
      this.#firstLow = lowMs;
      this.#firstHigh = highMs;
    }
    if (lowMs > this.#lastLow) {
      this.#lastLow = lowMs;
      this.#lastHigh = highMs;
    }
  }

  /**
   * Where all share an offset there may be one server, near their intersection. Else, or where it is
   * known that there are `several`, the lowest lies in the range that ends first, the highest in the
   * one that begins last.
   */
  read(several = false): Cover {
    const isShared = this.#lastLow <= this.#firstHigh;
    if (several || !isShared) return { lowMs: this.#firstLow, highMs: this.#lastHigh, isShared };
    const marginMs = MARGIN / this.#sharpness;
    return {
      lowMs: Math.max(this.#firstLow, this.#lastLow - marginMs),
      highMs: Math.min(this.#lastHigh, this.#firstHigh + marginMs),
      isShared,
    };
  }
}
