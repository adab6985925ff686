import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import type { Analysis, JudgedRequest } from './analysis.ts';
import type { Verdict } from './verdict.ts';

/** A page change between requests; `after` is the refusal that made the app leave. */
export interface MarkerEntry {
  kind: 'marker';
  id: string;
  at: number;
  document: DocumentObservation;
  signedOutAfter: RequestFacts | null;
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

/** An app that signs out because of a refusal leaves the page within this time. */
const LEAVES_WITHIN_MS = 5_000;

function signedOutAfter(
  opened: DocumentObservation,
  refused: readonly RequestFacts[],
): RequestFacts | null {
  const last = refused.findLast(({ startedAt }) => startedAt !== null && startedAt < opened.at);
  const when = last?.endedAt ?? last?.startedAt;
  if (!last || when === null || when === undefined) return null;
  return opened.at - when <= LEAVES_WITHIN_MS ? last : null;
}

function asideOf({ request, sending }: JudgedRequest): Aside | null {
  if (request.foreign) return 'foreign';
  // What a fault of ours answers in the page is known by the fault's own record.
  return request.fromPage === 'all' && sending.fault === null ? 'told' : null;
}

/** Requests, page changes and socket authentications in one order of time. */
export function readLog({ recording, rows }: Analysis): LogEntry[] {
  const { profile } = recording;
  const entries: LogEntry[] = [];
  const refused: RequestFacts[] = [];
  for (const judged of rows.requests) {
    const { request, verdict } = judged;
    const { id, startedAt } = request;
    const aside = asideOf(judged);
    entries.push({ kind: 'request', id, at: startedAt, request, verdict, aside });
    if (verdict.outcome === 'rejected' && !aside) refused.push(request);
  }
  for (const document of recording.documents()) {
    const { id, at, url } = document;
    const after = profile.isSignedOutPage(url) ? signedOutAfter(document, refused) : null;
    entries.push({ kind: 'marker', id, at, document, signedOutAfter: after });
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
