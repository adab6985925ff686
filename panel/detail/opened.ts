import type { RequestEntry, SocketEntry } from '../../src/core/verdict/log.ts';

/** A row whose detail can be opened. */
export type Opened = RequestEntry | SocketEntry;

/** A clock that has only become a little better draws nothing anew (ms). */
const CLOCK_GRAIN_MS = 100;

/** The token that was sent, or null where there was none to look into. */
export function tokenOf(entry: Opened): string | null {
  if (entry.kind === 'socket') return entry.use.token;
  const { credential } = entry.request;
  return credential.kind === 'token' ? credential.token : null;
}

/** When it was sent (ms) by the clock that its token was judged by; null where it is not known. */
export function sentAtOf(entry: Opened): number | null {
  const at = entry.kind === 'socket' ? entry.use.at : entry.request.sentAt;
  const ahead = entry.verdict.clock?.offsetMs ?? 0;
  return at === null ? null : at + Math.round(ahead / CLOCK_GRAIN_MS) * CLOCK_GRAIN_MS;
}
