export interface Interval {
  from: number;
  to: number;
}

export interface Packed<T> {
  rows: T[][];
  /** those without a row, in order of time: what comes first would lie over them */
  hidden: T[];
}

type Placed<T> = Interval & { item: T };

interface Row<T> {
  /** the most wanted ones; others lie between them */
  wanted: Interval[];
  /** where the earliest of the others begins */
  from: number;
  placed: Placed<T>[];
}

function inOrder<T>(placed: Placed<T>[]): T[] {
  return placed.sort((a, b) => a.from - b.from || a.to - b.to).map(({ item }) => item);
}

function endOf<T>({ placed }: Row<T>): number {
  return Math.max(...placed.map(({ to }) => to));
}

/**
 * Items side by side in few rows that hold what each takes up, and in at most `maxRows`: first the most
 * wanted, in their order, then those that end last.
 */
export function pack<T>(
  all: readonly T[],
  maxRows: number,
  extentOf: (item: T) => Interval,
  mostWanted: readonly T[] = [],
): Packed<T> {
  const rows: Row<T>[] = [];
  const hidden: Placed<T>[] = [];
  const ranks = new Map([...new Set(mostWanted)].map((item, rank) => [item, rank]));
  const extents = all.map((item) => {
    return { item, rank: ranks.get(item) ?? ranks.size, ...extentOf(item) };
  });
  extents.sort((a, b) => a.rank - b.rank || b.to - a.to || b.from - a.from);
  for (const { item, rank, from, to } of extents) {
    const isClear = (other: Interval) => to <= other.from || from >= other.to;
    let row = rows.find((one) => to <= one.from && one.wanted.every(isClear));
    if (!row && rows.length < maxRows) {
      row = { wanted: [], from: Number.POSITIVE_INFINITY, placed: [] };
      rows.push(row);
    }
    (row?.placed ?? hidden).push({ item, from, to });
    if (rank < ranks.size) row?.wanted.push({ from, to });
    else if (row) row.from = from;
  }
  // Whichever was laid first: what ends last lies lowest.
  rows.reverse().sort((a, b) => endOf(a) - endOf(b));
  return { rows: rows.map(({ placed }) => inOrder(placed)), hidden: inOrder(hidden) };
}
