import type { CallEntry } from '../../src/core/verdict/entry.ts';

/** A row whose detail can be opened. */
export type Opened = CallEntry;

/** A clock that has only become a little better draws nothing anew (ms). */
const CLOCK_GRAIN_MS = 100;

/** When it was sent (ms) by the clock that its token was judged by; null where it is not known. */
export function sentAtOf(entry: Opened): number | null {
  const { sentAt } = entry.sending;
  const ahead = entry.verdict.clock?.offsetMs ?? 0;
  return sentAt === null ? null : sentAt + Math.round(ahead / CLOCK_GRAIN_MS) * CLOCK_GRAIN_MS;
}
