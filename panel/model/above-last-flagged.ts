import type { LogEntry } from '../../src/core/verdict/entry.ts';

/** So many rows before it are seen, too. */
const ROWS_BEFORE = 3;

/** The row from which a file is read, so that its last flagged row is seen; none where none is flagged. */
export function aboveLastFlagged(entries: readonly LogEntry[]): LogEntry | undefined {
  const index = entries.findLastIndex(
    (entry) => entry.kind !== 'marker' && entry.verdict.flags.length > 0,
  );
  return index === -1 ? undefined : entries[Math.max(0, index - ROWS_BEFORE)];
}
