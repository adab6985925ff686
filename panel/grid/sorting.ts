import type { LogEntry } from '../../src/core/verdict/entry.ts';
import type { Settings } from '../settings.ts';
import { valueReader } from './column-values.ts';

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
  #column = '';
  #known = new WeakMap<LogEntry, Sortable>();

  /** What has no value in the column comes last, and equal ones stay in the order of the log. */
  read(entries: readonly LogEntry[], sort: Settings['sort']): readonly LogEntry[] {
    const readValue = sort && valueReader(sort.column);
    if (!readValue) return entries;
    if (sort.column !== this.#column) this.#known = new WeakMap();
    this.#column = sort.column;
    const sortable = (entry: LogEntry) => {
      const known = this.#known.get(entry) ?? { entry, value: readValue(entry) };
      this.#known.set(entry, known);
      return known;
    };
    const way = sort.descending ? -1 : 1;
    return entries
      .map(sortable)
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
