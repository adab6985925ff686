import {
  type Followable,
  FollowedList,
  followable,
  MappedList,
  whole,
} from '../../src/core/recording/growing-lists.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { rowKey } from '../model/panel-model.ts';
import type { Settings } from '../settings.ts';
import { type Group, type Grouped, groupRepeated } from './groups.ts';
import { SortedEntries } from './sorting.ts';

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

function entryRow(entry: LogEntry): Row {
  return { kind: 'entry', key: rowKey(entry), entry, inside: false };
}

function groupedRow(row: Grouped): Row {
  if (row.kind === 'entry') return { ...row, key: rowKey(row.entry) };
  return { ...row, key: `group-${row.group.requests[0]?.id}` };
}

/** Puts entries into rows again and again; the row of an entry stays the same object where it can. */
export class GridRows {
  readonly #entries = new SortedEntries();
  readonly #sorted = new FollowedList<LogEntry>();
  readonly #rows = new MappedList<LogEntry, Row>();

  /** @param entries that the filter lets through */
  read(
    entries: Followable<LogEntry>,
    { sort, isGrouped, open, letGo }: Arrangement,
  ): Followable<Row> {
    const sorted = sort ? whole(this.#entries.read(entries.items, sort)) : entries;
    // Read in any case: what is gone is not held on to.
    const followed = this.#sorted.read(isGrouped ? whole([]) : sorted);
    const single = followable(this.#rows.read(followed, entryRow));
    if (entries.items.length === 0) return whole([]);
    const rows = isGrouped ? whole(groupRepeated(sorted.items, open).map(groupedRow)) : single;
    if (letGo === 0) return rows;
    return whole([{ kind: 'let-go', key: 'let-go', count: letGo }, ...rows.items]);
  }
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
