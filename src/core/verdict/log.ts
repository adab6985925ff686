import { FollowedList, type Growth, MappedList, SortedList } from '../recording/growing-lists.ts';
import type { DocumentObservation } from '../recording/observation.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { sentToken } from '../token/authorization.ts';
import type { Analysis } from './analysis.ts';
import type { JudgedRequest, JudgedSocket } from './judged.ts';
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

/** A row that sent something. */
export type CallEntry = RequestEntry | SocketEntry;
export type LogEntry = MarkerEntry | CallEntry;

/** The token that a row sent, or null. */
export function tokenOf(entry: LogEntry): string | null {
  if (entry.kind === 'marker') return null;
  return entry.kind === 'socket' ? entry.use.token : sentToken(entry.request.credential);
}

function asideOf({ request, sending }: JudgedRequest): Aside | null {
  if (request.foreign) return 'foreign';
  // What a fault of ours answers in the page is known by the fault's own record.
  return request.fromPage === 'all' && sending.fault === null ? 'told' : null;
}

function requestEntry(judged: JudgedRequest): RequestEntry {
  const { request, verdict } = judged;
  const { id, startedAt } = request;
  return { kind: 'request', id, at: startedAt, request, verdict, aside: asideOf(judged) };
}

function socketEntry({ use, verdict }: JudgedSocket): SocketEntry {
  const { id, at, fromPage } = use;
  return { kind: 'socket', id, at, use, verdict, aside: fromPage === 'all' ? 'told' : null };
}

function isSameReason(a: SignedOut | null, b: SignedOut | null): boolean {
  if (a === null || b === null) return a === b;
  if (a.by === 'emptied-storage' || b.by === 'emptied-storage') return a.by === b.by;
  return a.by === b.by && a.request === b.request;
}

const KINDS: readonly LogEntry['kind'][] = ['request', 'marker', 'socket'];

function inOrderOfTime(a: LogEntry, b: LogEntry): number {
  const [at, other] = [a.at ?? Number.POSITIVE_INFINITY, b.at ?? Number.POSITIVE_INFINITY];
  return at === other ? KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) : at - other;
}

/**
 * Requests, page changes and socket authentications in one order of time, read again and again. An
 * entry is the same object as long as the same is said of it.
 */
export class LogReader {
  readonly #requests = new FollowedList<JudgedRequest>();
  readonly #requestEntries = new MappedList<JudgedRequest, RequestEntry>();
  readonly #sockets = new FollowedList<JudgedSocket>();
  readonly #socketEntries = new MappedList<JudgedSocket, SocketEntry>();
  readonly #markers = new FollowedList<MarkerEntry>();
  readonly #markerOf = new WeakMap<DocumentObservation, MarkerEntry>();
  readonly #log = new SortedList(inOrderOfTime);

  /** The list grows in place; whoever keeps it must copy it. */
  read(analysis: Analysis): readonly LogEntry[] {
    const { rows } = analysis;
    const parts: readonly Growth<LogEntry>[] = [
      this.#requestEntries.read(this.#requests.read(rows.requests), requestEntry),
      this.#markers.read(this.#readMarkers(analysis)),
      this.#socketEntries.read(this.#sockets.read(rows.sockets), socketEntry),
    ];
    this.#log.exchange(
      parts.flatMap(({ gone }) => gone),
      parts.flatMap(({ items, from }) => items.slice(from)),
    );
    return this.#log.items;
  }

  #readMarkers(analysis: Analysis): MarkerEntry[] {
    const documents = analysis.recording.documents();
    const signedOutBefore = signOutReader(analysis);
    return documents.map((document) => {
      const signedOut = signedOutBefore(document);
      const known = this.#markerOf.get(document);
      if (known && isSameReason(known.signedOut, signedOut)) return known;
      const { id, at } = document;
      const marker: MarkerEntry = { kind: 'marker', id, at, document, signedOut };
      this.#markerOf.set(document, marker);
      return marker;
    });
  }
}

/** The log of a recording that is read once. */
export function readLog(analysis: Analysis): readonly LogEntry[] {
  return new LogReader().read(analysis);
}
