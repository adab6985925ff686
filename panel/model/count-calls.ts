import { asideOf, type LogEntry } from '../../src/core/verdict/entry.ts';

/** A request or socket; what is only shown beside them counts nowhere. */
export function isCall(entry: LogEntry): boolean {
  return entry.kind !== 'marker' && !asideOf(entry);
}

/** How many requests and sockets are among the rows. */
export function countCalls(entries: readonly LogEntry[]): number {
  return entries.filter(isCall).length;
}
