import { SECOND_MS } from '../language/units.ts';

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

export function widened({ lowMs, highMs }: OffsetRange, byMs: number): OffsetRange {
  return { lowMs: lowMs - byMs, highMs: highMs + byMs };
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
/** Servers behind one name are seldom farther (ms) apart, so a slow answer leaves no more open. */
export const HARDLY_APART_MS = 3_000;
/** No answer rules out another server better than whole seconds do. */
/** What a quick answer leaves open (ms), its whole second with it. */
const QUICK_MS = 1_200;
/** An answer that has to allow for more drift (ms) since tells no server's clock of now. */
const RECENT_DRIFT_MS = 500;

/**
 * The offsets that servers behind one name can have, of which each of the ranges added bounds one;
 * they must be at least one. It is made of numbers alone, since each row of a recording adds many.
 */
export class Covering {
  #count = 0;
  #recent = 0;
  #sharpness = 0;
  /** as it was when the answers came */
  #ownSharpness = 0;
  /** both ends (ms) of the range that ends first */
  #firstLow = 0;
  #firstHigh = Number.POSITIVE_INFINITY;
  /** both ends (ms) of the range that begins last */
  #lastLow = Number.NEGATIVE_INFINITY;
  #lastHigh = 0;
  /** the least that holds all ranges of answers that are not long past (ms) */
  #leastMs = Number.POSITIVE_INFINITY;
  #mostMs = Number.NEGATIVE_INFINITY;

  get count(): number {
    return this.#count;
  }

  /** of answers that are not long past */
  get recent(): number {
    return this.#recent;
  }

  /** The range that an answer gave, widened by so much drift (ms) at both ends since. */
  add(lowMs: number, highMs: number, driftMs = 0): void {
    this.#count += 1;
    this.#sharpness += 1 / Math.max(SECOND_MS, highMs - lowMs);
    this.#ownSharpness += 1 / Math.max(SECOND_MS, highMs - lowMs - 2 * driftMs);
    if (driftMs <= RECENT_DRIFT_MS) {
      this.#recent += 1;
      this.#leastMs = Math.min(this.#leastMs, lowMs);
      this.#mostMs = Math.max(this.#mostMs, highMs);
    }
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
   * Where each server may be that answered. Nobody sees when on its way an answer was stamped, so
   * servers may differ by half of what the way leaves open and yet look like one.
   */
  readEach(several: boolean): Cover {
    const { lowMs, highMs, isShared } = this.read(several);
    const slowMs = Math.max(0, this.#count / this.#ownSharpness - QUICK_MS);
    const unseenMs = isShared && !several ? slowMs / 2 : HARDLY_APART_MS;
    return {
      lowMs: Math.min(lowMs, Math.max(this.#leastMs, lowMs - unseenMs)),
      highMs: Math.max(highMs, Math.min(this.#mostMs, highMs + unseenMs)),
      isShared,
    };
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
