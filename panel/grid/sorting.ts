import type { LogEntry } from '../../src/core/verdict/log.ts';
import type { Settings } from '../settings.ts';
import { columnOf } from './columns.ts';

type Sort = NonNullable<Settings['sort']>;

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** By a column; what has no value there comes last, and equal ones stay in the order of the log. */
export function sortEntries(
  entries: readonly LogEntry[],
  sort: Settings['sort'],
): readonly LogEntry[] {
  const column = sort && columnOf(sort.column);
  if (!column) return entries;
  const way = sort.descending ? -1 : 1;
  return entries
    .map((entry) => ({ entry, value: column.value(entry) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null);
      return way * compare(a.value, b.value);
    })
    .map(({ entry }) => entry);
}

/** What a click on a header makes of the order: ascending, descending, that of the log again. */
export function nextSort(sort: Settings['sort'], column: Sort['column']): Settings['sort'] {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}
