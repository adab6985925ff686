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
 * The offsets that servers behind one name can have, of which each of these ranges bounds one;
 * they must be at least one. Where all share an offset there may be one server, near their
 * intersection. Else, or where it is known that there are `several`, the lowest lies in the range
 * that ends first, the highest in the one that begins last.
 */
export function cover(ranges: readonly OffsetRange[], several = false): Cover {
  let endsFirst = ranges[0] as OffsetRange;
  let beginsLast = endsFirst;
  let sharpness = 0;
  for (const range of ranges) {
    sharpness += 1 / Math.max(SECOND_MS, range.highMs - range.lowMs);
    if (range.highMs < endsFirst.highMs) endsFirst = range;
    if (range.lowMs > beginsLast.lowMs) beginsLast = range;
  }
  const isShared = beginsLast.lowMs <= endsFirst.highMs;
  const farthest = { lowMs: endsFirst.lowMs, highMs: beginsLast.highMs, isShared };
  if (several || !isShared) return farthest;
  const marginMs = MARGIN / sharpness;
  return {
    lowMs: Math.max(endsFirst.lowMs, beginsLast.lowMs - marginMs),
    highMs: Math.min(beginsLast.highMs, endsFirst.highMs + marginMs),
    isShared,
  };
}
