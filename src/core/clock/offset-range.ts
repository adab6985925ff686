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
 * The offsets that servers behind one name can have, of which each of these ranges bounds one;
 * they must be at least one. Where all share an offset there is one server, and it is their
 * intersection. Else there are two or more: the lowest lies in the range that ends first, the
 * highest in the one that begins last.
 */
export function cover(ranges: readonly OffsetRange[]): Cover {
  let endsFirst = ranges[0] as OffsetRange;
  let beginsLast = endsFirst;
  for (const range of ranges) {
    if (range.highMs < endsFirst.highMs) endsFirst = range;
    if (range.lowMs > beginsLast.lowMs) beginsLast = range;
  }
  return beginsLast.lowMs <= endsFirst.highMs
    ? { lowMs: beginsLast.lowMs, highMs: endsFirst.highMs, isShared: true }
    : { lowMs: endsFirst.lowMs, highMs: beginsLast.highMs, isShared: false };
}
