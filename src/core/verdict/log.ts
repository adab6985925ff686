import {
  type Followable,
  FollowedList,
  followable,
  type Growth,
  SortedList,
  whole,
} from '../recording/growing-lists.ts';
import type { DocumentObservation } from '../recording/observation.ts';
import type { Analysis } from './analysis.ts';
import type { LogEntry, MarkerEntry, RequestEntry, SignedOut, SocketEntry } from './entry.ts';
import { signOutReader } from './sign-out.ts';

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
  readonly #requests = new FollowedList<RequestEntry>();
  readonly #sockets = new FollowedList<SocketEntry>();
  readonly #markers = new FollowedList<MarkerEntry>();
  readonly #markerOf = new WeakMap<DocumentObservation, MarkerEntry>();
  readonly #log = new SortedList(inOrderOfTime);

  /** The list grows in place; whoever keeps it must copy it. */
  read(analysis: Analysis): Followable<LogEntry> {
    const { rows } = analysis;
    const parts: readonly Growth<LogEntry>[] = [
      this.#requests.read(rows.requests),
      this.#markers.read(whole(this.#readMarkers(analysis))),
      this.#sockets.read(rows.sockets),
    ];
    const growth = this.#log.exchange(
      parts.flatMap(({ gone }) => gone),
      parts.flatMap(({ items, from }) => items.slice(from)),
    );
    return followable(growth);
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
  return new LogReader().read(analysis).items;
}
