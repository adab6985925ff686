import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import type { Analysis } from './analysis.ts';
import type { JudgedRequest } from './judged.ts';
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

/** Why a row counts for nothing: only the page told of it, or a frame of another site sent it. */
export type Aside = 'told' | 'foreign';

export interface RequestEntry {
  kind: 'request';
  id: string;
  at: number | null;
  request: RequestFacts;
  verdict: Verdict;
  aside: Aside | null;
}

export interface SocketEntry {
  kind: 'socket';
  id: string;
  at: number;
  use: SocketUse;
  verdict: Verdict;
  aside: Aside | null;
}

export type LogEntry = MarkerEntry | RequestEntry | SocketEntry;

function asideOf({ request, sending }: JudgedRequest): Aside | null {
  if (request.foreign) return 'foreign';
  // What a fault of ours answers in the page is known by the fault's own record.
  return request.fromPage === 'all' && sending.fault === null ? 'told' : null;
}

/** Requests, page changes and socket authentications in one order of time. */
export function readLog(analysis: Analysis): LogEntry[] {
  const { recording, rows } = analysis;
  const signedOutBefore = signOutReader(analysis);
  const entries: LogEntry[] = [];
  for (const judged of rows.requests) {
    const { request, verdict } = judged;
    const { id, startedAt } = request;
    const aside = asideOf(judged);
    entries.push({ kind: 'request', id, at: startedAt, request, verdict, aside });
  }
  for (const document of recording.documents()) {
    const { id, at } = document;
    entries.push({ kind: 'marker', id, at, document, signedOut: signedOutBefore(document) });
  }
  for (const { use, verdict } of rows.sockets)
    entries.push({
      kind: 'socket',
      id: use.id,
      at: use.at,
      use,
      verdict,
      aside: use.fromPage === 'all' ? 'told' : null,
    });
  return entries.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity));
}
