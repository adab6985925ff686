import type { LogEntry } from '../../src/core/verdict/log.ts';

/** How many of these rows are requests and sockets; page changes are none. */
export function countCalls(entries: readonly LogEntry[]): number {
  return entries.reduce((count, { kind }) => count + (kind === 'marker' ? 0 : 1), 0);
}
