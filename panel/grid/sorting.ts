import type { LogEntry } from '../../src/core/verdict/entry.ts';
import type { Settings } from '../settings.ts';
import { type Column, columnOf } from './columns.ts';

type Sort = NonNullable<Settings['sort']>;

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface Sortable {
  entry: LogEntry;
  value: string | number | null;
}

/** Sorts a growing log by a column; what an entry has there is read once. */
export class SortedEntries {
  #column: Column | null = null;
  #known = new WeakMap<LogEntry, Sortable>();

  #read(entry: LogEntry, column: Column): Sortable {
    const known = this.#known.get(entry);
    if (known) return known;
    const read = { entry, value: column.value(entry) };
    this.#known.set(entry, read);
    return read;
  }

  /** What has no value in the column comes last, and equal ones stay in the order of the log. */
  read(entries: readonly LogEntry[], sort: Settings['sort']): readonly LogEntry[] {
    const column = sort && columnOf(sort.column);
    if (!column) return entries;
    if (column !== this.#column) this.#known = new WeakMap();
    this.#column = column;
    const way = sort.descending ? -1 : 1;
    return entries
      .map((entry) => this.#read(entry, column))
      .sort((a, b) => {
        if (a.value === null || b.value === null)
          return Number(a.value === null) - Number(b.value === null);
        return way * compare(a.value, b.value);
      })
      .map(({ entry }) => entry);
  }
}

/** What a click on a header makes of the order: ascending, descending, that of the log again. */
export function nextSort(sort: Settings['sort'], column: Sort['column']): Settings['sort'] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
