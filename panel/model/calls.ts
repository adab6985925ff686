import type { LogEntry } from '../../src/core/verdict/log.ts';

/** How many requests and sockets are among the rows; what is only shown beside them counts nowhere. */
export function countCalls(entries: readonly LogEntry[]): number {
  const isCall = (entry: LogEntry) => entry.kind !== 'marker' && !entry.aside;
  return entries.filter(isCall).length;
}
