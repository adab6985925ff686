export interface Interval {
  from: number;
  to: number;
}

export interface Packed<T> {
  rows: T[][];
  /** how many had no row of their own and lie over others in the last one */
  more: number;
}

/** Intervals in as few rows as hold them side by side, but never in more than `maxRows`. */
export function pack<T extends Interval>(intervals: readonly T[], maxRows: number): Packed<T> {
  const rows: { items: T[]; end: number }[] = [];
  let more = 0;
  for (const item of intervals.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    let row = rows.find(({ end }) => end <= item.from);
    if (!row && rows.length < maxRows) {
      row = { items: [], end: item.from };
      rows.push(row);
    }
    if (!row) {
      row = rows[maxRows - 1];
      more += 1;
    }
    if (!row) continue;
    row.items.push(item);
    row.end = Math.max(row.end, item.to);
  }
  return { rows: rows.map(({ items }) => items), more };
}
