import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { sentToken } from '../token/authorization.ts';
import { type DecodedToken, decodeToken } from '../token/jwt.ts';
import type { Sending } from './sending.ts';
import type { Verdict } from './verdict.ts';

export interface RequestEntry {
  kind: 'request';
  id: string;
  /** ms; when it began */
  at: number | null;
  request: RequestFacts;
  sending: Sending;
  verdict: Verdict;
}

export interface SocketEntry {
  kind: 'socket';
  id: string;
  /** ms */
  at: number;
  use: SocketUse;
  sending: Sending;
  verdict: Verdict;
}

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

/** Something that was sent, with what is said of it: from the judging to the grid, the filter and the report. */
export type CallEntry = RequestEntry | SocketEntry;
export type LogEntry = MarkerEntry | CallEntry;

/** Why a row counts for nothing: only the page told of it, or a frame of another site sent it. */
export type Aside = 'told' | 'foreign';

export function asideOf(entry: CallEntry): Aside | null {
  if (entry.kind === 'socket') return entry.use.fromPage === 'all' ? 'told' : null;
  const { request, sending } = entry;
  if (request.foreign) return 'foreign';
  // What a fault of ours answers in the page is known by the fault's own record.
  return request.fromPage === 'all' && sending.fault === null ? 'told' : null;
}

/** The token that a row sent, or null. */
export function tokenOf(entry: LogEntry): string | null {
  if (entry.kind === 'marker') return null;
  return entry.kind === 'socket' ? entry.use.token : sentToken(entry.request.credential);
}

/** What can be read of the token that a row sent; null where it sent none. */
export function decodedOf(entry: CallEntry): DecodedToken | null {
  const token = tokenOf(entry);
  if (token === null) return null;
  return entry.sending.record?.decoded ?? decodeToken(token);
}
