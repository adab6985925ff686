import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import type { Analysis } from './analysis.ts';
import { type SignedOut, signOutReader } from './sign-out.ts';
import type { Verdict } from './verdict.ts';

/** A page change between requests. */
export interface MarkerEntry {
  kind: 'marker';
  id: string;
  at: number;
  document: DocumentObservation;
  /** why the app left for its sign-in page; null where it did not */
  signedOut: SignedOut | null;
}

export interface RequestEntry {
  kind: 'request';
  id: string;
  at: number | null;
  request: RequestFacts;
  verdict: Verdict;
}

export interface SocketEntry {
  kind: 'socket';
  id: string;
  at: number;
  use: SocketUse;
  verdict: Verdict;
}

export type LogEntry = MarkerEntry | RequestEntry | SocketEntry;

/** Requests, page changes and socket authentications in one order of time. */
export function readLog(analysis: Analysis): LogEntry[] {
  const { recording, requests, sockets } = analysis;
  const signedOutBefore = signOutReader(analysis);
  const entries: LogEntry[] = [];
  for (const { request, verdict } of requests)
    entries.push({ kind: 'request', id: request.id, at: request.startedAt, request, verdict });
  for (const document of recording.documents()) {
    const { id, at } = document;
    entries.push({ kind: 'marker', id, at, document, signedOut: signedOutBefore(document) });
  }
  for (const { use, verdict } of sockets)
    entries.push({ kind: 'socket', id: use.id, at: use.at, use, verdict });
  return entries.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity));
}
