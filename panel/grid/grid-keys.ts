const PAGE_ROWS = 10;

/** The row (0 to `count` − 1) to which a key leads from row `index`; null for any other key. */
export function stepTo(
  key: string,
  index: number,
  count: number,
  pageRows = PAGE_ROWS,
): number | null {
  const clamp = (row: number) => Math.min(count - 1, Math.max(0, row));
  switch (key) {
    case 'ArrowDown':
      return clamp(index + 1);
    case 'ArrowUp':
      return clamp(index - 1);
    case 'PageDown':
      return clamp(index + pageRows);
    case 'PageUp':
      return clamp(index - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return clamp(count - 1);
    default:
      return null;
  }
}

/** The next of the wanted rows in that direction, beyond the end from the other one; −1 for none. */
export function nextWanted<T>(
  rows: readonly T[],
  from: number,
  step: 1 | -1,
  isWanted: (row: T) => boolean,
): number {
  const count = rows.length;
  for (let turn = 1; turn <= count; turn += 1) {
    const index = (((from + step * turn) % count) + count) % count;
    const row = rows[index];
    if (row !== undefined && isWanted(row)) return index;
  }
  return -1;
}
