import { type ClockReading, isSameReading } from '../clock/server-clock.ts';
import {
  differenceOf,
  FilteredList,
  firstPlaceOf,
  firstWhere,
  type Growth,
  MappedList,
  SortedList,
} from '../recording/growing-lists.ts';
import { senderOf } from '../recording/initiator.ts';
import type { RequestFacts } from '../recording/request.ts';
import { isWitnessed } from '../recording/witness.ts';
import { type UrlParts, urlParts } from '../service/http.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { CredentialRecord, Credentials } from './credentials.ts';
import type { RequestEntry } from './entry.ts';
import type { GuardReading } from './guards.ts';
import { isKeptAnswer, isLetThrough } from './let-through.ts';
import { type Sending, sentOrNever } from './sending.ts';
import type { Surroundings } from './surroundings.ts';
import { judgeRequest } from './verdict.ts';

/** What a request says by itself, and what of its surroundings it was judged by. */
interface Read {
  place: UrlParts;
  reading: ClockReading | null;
  row: RequestEntry;
}

function recordOf({ credential }: RequestFacts, { byToken }: Credentials): CredentialRecord | null {
  return credential.kind === 'token' ? (byToken.get(credential.token) ?? null) : null;
}

/** It has a record only where another sending counts that carried its token. */
function isLoose(request: RequestFacts): boolean {
  const isDated = (request.sentAt ?? request.startedAt) !== null;
  return request.credential.kind === 'token' && !(isWitnessed(request) && isDated);
}

/**
 * Judges requests by themselves, again and again as they grow in number. Their facts never change:
 * one is judged anew where its clock says another thing, or another of its surroundings is new.
 */
export class RequestRows {
  /** A weak map of so many costs each garbage collection more than all the rest. */
  readonly #reads = new Map<RequestFacts, Read>();
  readonly #rows = new MappedList<RequestFacts, RequestEntry>();
  readonly #inTime = new SortedList<RequestFacts>((a, b) =>
    sentOrNever(a) === sentOrNever(b) ? 0 : sentOrNever(a) - sentOrNever(b),
  );
  readonly #loose = new FilteredList<RequestFacts>();
  #profile: ServiceProfile | null = null;
  #withGuard: GuardReading | null = null;
  #hadFaults = false;

  /** One row for each, as long as it was not refused. */
  read(all: Growth<RequestFacts>, surroundings: Surroundings): Growth<RequestEntry> {
    const { profile, withGuard, faultOf } = surroundings;
    const isAllNew = this.#profile !== profile || this.#withGuard !== withGuard;
    if (isAllNew) this.#reads.clear();
    this.#profile = profile;
    this.#withGuard = withGuard;
    const outdated = this.#outdated(all, surroundings);
    for (const request of [...outdated, ...differenceOf(all).gone]) this.#reads.delete(request);
    this.#hadFaults = faultOf !== null;
    const changedFrom = isAllNew ? 0 : firstPlaceOf(all.items, outdated);
    return this.#rows.read(all, (request) => this.#read(request, surroundings).row, changedFrom);
  }

  /** Those that were read, and would be read otherwise now. */
  #outdated(
    all: Growth<RequestFacts>,
    { clocks, credentials, faultOf }: Surroundings,
  ): Set<RequestFacts> {
    const outdated = new Set<RequestFacts>();
    const look = (request: RequestFacts, isOutdated: (read: Read) => boolean) => {
      const read = this.#reads.get(request);
      if (read && isOutdated(read)) outdated.add(request);
    };
    const inTime = this.#inTime.read(all).items;
    for (const [host, fromMs] of clocks.changedFrom) {
      const clock = clocks.clockOf(host);
      const first = firstWhere(inTime, (request) => sentOrNever(request) >= fromMs);
      for (let index = first; index < inTime.length; index += 1) {
        const request = inTime[index] as RequestFacts;
        look(
          request,
          ({ place, reading }) =>
            place.host === host && !isSameReading(reading, clock?.of(request) ?? null),
        );
      }
    }
    for (const request of this.#loose.read(all, isLoose).items)
      look(request, ({ row }) => row.sending.record !== recordOf(request, credentials));
    if (faultOf || this.#hadFaults)
      for (const request of all.items)
        look(request, ({ row }) => row.sending.fault !== (faultOf?.(row.facts) ?? null));
    return outdated;
  }

  #read(recorded: RequestFacts, surroundings: Surroundings): Read {
    const known = this.#reads.get(recorded);
    if (known) return known;
    const { profile, clocks, credentials, withGuard, faultOf } = surroundings;
    const request = withGuard(recorded);
    const place = urlParts(request.url);
    const reading = clocks.clockOf(place.host)?.of(request) ?? null;
    const record = recordOf(request, credentials);
    const verdict = judgeRequest(request, record, reading, profile);
    const { id, method, route, status, sentAt, endedAt, credential, requestHeaders } = request;
    const sending: Sending = {
      id,
      request: id,
      host: place.host,
      method,
      path: place.path,
      route: route.kind,
      guarded: route.guarded,
      letThrough: isLetThrough(request, verdict),
      status,
      sentAt,
      answeredAt: endedAt,
      credential,
      record,
      by: request.by,
      sender: senderOf(request.initiator),
      headersRead: requestHeaders !== null,
      answerRead: endedAt !== null && request.body.kind !== 'unavailable',
      isKept: isKeptAnswer(request),
      isPagesWord: request.fromPage !== 'nothing',
      isStatusPagesWord: request.fromPage === 'answer' || request.fromPage === 'all',
      fault: faultOf?.(request) ?? null,
      judged: verdict,
    };
    const row: RequestEntry = {
      kind: 'request',
      id,
      at: request.startedAt,
      facts: request,
      sending,
      verdict,
    };
    const read = { place, reading, row };
    this.#reads.set(recorded, read);
    return read;
  }
}
