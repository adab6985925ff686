export interface Interval {
  from: number;
  to: number;
}

export interface Packed<T> {
  rows: T[][];
  /** those without a row, in order of time: such as end later would lie over them */
  hidden: T[];
}

/** Items side by side in as few rows as hold what each takes up, and in at most `maxRows`. */
export function pack<T>(
  all: readonly T[],
  maxRows: number,
  extentOf: (item: T) => Interval,
): Packed<T> {
  const rows: { items: T[]; from: number }[] = [];
  const hidden: T[] = [];
  const extents = all.map((item) => ({ item, ...extentOf(item) }));
  for (const { item, from, to } of extents.sort((a, b) => b.to - a.to || b.from - a.from)) {
    let row = rows.find((one) => to <= one.from);
    if (!row && rows.length < maxRows) {
      row = { items: [], from };
      rows.push(row);
    }
    if (row) {
      row.items.unshift(item);
      row.from = from;
    } else hidden.unshift(item);
  }
  return { rows: rows.map(({ items }) => items).reverse(), hidden };
}
