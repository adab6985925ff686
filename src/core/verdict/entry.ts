import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { sentToken } from '../token/authorization.ts';
import { type DecodedToken, decodeToken } from '../token/jwt.ts';
import type { Sending } from './sending.ts';
import type { Verdict } from './verdict.ts';

/** Something that was sent, with what is said of it: from the judging to the grid, the filter and the report. */
interface Entry<Kind extends 'request' | 'socket', Facts> {
  kind: Kind;
  id: string;
  /** ms; when a request began, or a socket authenticated */
  at: number | null;
  facts: Facts;
  sending: Sending;
  verdict: Verdict;
}
export type RequestEntry = Entry<'request', RequestFacts>;
export type SocketEntry = Entry<'socket', SocketUse>;

/** What made the app leave for its sign-in page. */
export type SignedOut =
  | { by: 'refusal' | 'logout'; request: RequestFacts }
  | { by: 'emptied-storage' };

/** A page change between requests. */
export interface MarkerEntry {
  kind: 'marker';
  id: string;
  /** ms */
  at: number;
  document: DocumentObservation;
  /** why the app left for its sign-in page; null where it did not */
  signedOut: SignedOut | null;
}

export type CallEntry = RequestEntry | SocketEntry;
export type LogEntry = MarkerEntry | CallEntry;

/** Why a row counts for nothing: only the page told of it, or a frame of another site sent it. */
export type Aside = 'told' | 'foreign';

export function asideOf(entry: CallEntry): Aside | null {
  if (entry.kind === 'socket') return entry.facts.fromPage === 'all' ? 'told' : null;
  const { facts, sending } = entry;
  if (facts.foreign) return 'foreign';
  // What a fault of ours answers in the page is known by the fault's own record.
  return facts.fromPage === 'all' && sending.fault === null ? 'told' : null;
}

/** The token that a row sent, or null. */
export function tokenOf(entry: LogEntry): string | null {
  return entry.kind === 'marker' ? null : sentToken(entry.facts.credential);
}

/** What can be read of the token that a row sent; null where it sent none. */
export function decodedOf(entry: CallEntry): DecodedToken | null {
  const token = tokenOf(entry);
  if (token === null) return null;
  return entry.sending.record?.decoded ?? decodeToken(token);
}
