import type { LogEntry } from '../../src/core/verdict/log.ts';
import { rowKey } from '../model/panel-model.ts';
import type { Settings } from '../settings.ts';
import { type Group, groupRepeated } from './groups.ts';
import { sortEntries } from './sorting.ts';

/** What the grid shows under its header, from top to end. */
export type Row =
  | { kind: 'entry'; key: string; entry: LogEntry; inside: boolean }
  | { kind: 'group'; key: string; group: Group; isOpen: boolean }
  | { kind: 'let-go'; key: string; count: number };

export interface Arrangement {
  sort: Settings['sort'];
  isGrouped: boolean;
  /** routes whose groups are open */
  open: ReadonlySet<string>;
  /** requests that the recording had no room for */
  letGo: number;
}

/** Puts the entries that the filter lets through into rows. */
export function rowsOf(
  entries: readonly LogEntry[],
  { sort, isGrouped, open, letGo }: Arrangement,
): readonly Row[] {
  if (entries.length === 0) return [];
  const sorted = sortEntries(entries, sort);
  const rows: Row[] = letGo > 0 ? [{ kind: 'let-go', key: 'let-go', count: letGo }] : [];
  if (!isGrouped) {
    for (const entry of sorted)
      rows.push({ kind: 'entry', key: rowKey(entry), entry, inside: false });
    return rows;
  }
  for (const row of groupRepeated(sorted, open)) {
    const key = row.kind === 'entry' ? rowKey(row.entry) : `group-${row.group.requests[0]?.id}`;
    rows.push({ ...row, key });
  }
  return rows;
}

/** Whether the service refused it, or it was sent in a way that it should have. */
export function isFlagged(row: Row): boolean {
  return row.kind === 'entry' && row.entry.kind !== 'marker' && row.entry.verdict.flags.length > 0;
}

/** Where a row stands; −1 where it is not shown. Those near the end are found first. */
export function indexOf(rows: readonly Row[], key: string | null): number {
  return key === null ? -1 : rows.findLastIndex((row) => row.key === key);
}

/** The closed group that a request is folded into. */
export function groupHolding(rows: readonly Row[], key: string | null): Group | null {
  if (key === null) return null;
  for (const row of rows)
    if (row.kind === 'group' && row.group.requests.some((entry) => rowKey(entry) === key))
      return row.isOpen ? null : row.group;
  return null;
}
