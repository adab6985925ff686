import { ClockReader } from '../clock/clocks.ts';
import type { ServerClock } from '../clock/server-clock.ts';
import { Fold, type Folding } from '../recording/fold.ts';
import {
  FilteredList,
  type Followable,
  FollowedList,
  followable,
  type Growth,
  MappedList,
  SortedList,
} from '../recording/growing-lists.ts';
import type { Recorded } from '../recording/recorded.ts';
import type { RequestFacts } from '../recording/request.ts';
import { isWitnessed } from '../recording/witness.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { Acceptance } from './acceptance.ts';
import type { Chains } from './chains.ts';
import { CredentialReader } from './credential-reader.ts';
import type { RequestEntry, SocketEntry } from './entry.ts';
import { GuardReader } from './guards.ts';
import { credentialUses, faultReader } from './reach.ts';
import { RequestRows } from './request-rows.ts';
import { RowsWithReasons } from './rows-with-reasons.ts';
import { type Sending, sentOrNever } from './sending.ts';
import { SessionReader } from './session-reader.ts';
import { SocketRows } from './socket-rows.ts';
import { findStorms } from './storms.ts';
import type { Surroundings } from './surroundings.ts';

/** All that is said of a recording; computed when read, and good until it is read again. */
export interface Analysis {
  recording: Recorded;
  /** the recording's, with the threshold that was asked for */
  profile: ServiceProfile;
  chains: Chains;
  /** what counts, in order of start: the browser saw it, and it is this page's */
  requests: readonly RequestEntry[];
  /** what counts, in order of time */
  sockets: readonly SocketEntry[];
  /** those of the app that the service took or refused, and that no fault touched */
  answered: readonly RequestEntry[];
  /** with what only the page told, and what a frame of another site sent; to be shown, no more */
  rows: { requests: Followable<RequestEntry>; sockets: Followable<SocketEntry> };
  /** the clock of a host, or null where nothing bounds it */
  clockOf(host: string): ServerClock | null;
  /** ms; the latest instant of which anything was seen */
  lastAt: number;
}

function countsRequest({ facts: request, sending }: RequestEntry): boolean {
  // An answer that our own fault makes in the page is in no record but the background's of the fault.
  return isWitnessed(request) || (sending.fault !== null && !request.foreign);
}

function countsSocket({ facts: use }: SocketEntry): boolean {
  return use.fromPage !== 'all';
}

export function isAnswered({ sending, verdict }: RequestEntry): boolean {
  const isSaid = sending.letThrough || verdict.outcome === 'rejected';
  return isSaid && sending.by === 'app' && sending.fault === null;
}

/** What was sent together: requests before sockets. */
function inOrderOfTime(a: Sending, b: Sending): number {
  if (sentOrNever(a) === sentOrNever(b))
    return Number(a.request === null) - Number(b.request === null);
  return sentOrNever(a) - sentOrNever(b);
}

const LAST_AT: Folding<Sending, { ms: number }> = {
  empty: () => ({ ms: 0 }),
  copy: (last) => ({ ...last }),
  add(last, { sentAt, answeredAt }) {
    last.ms = Math.max(last.ms, answeredAt ?? sentAt ?? 0);
  },
};

/**
 * Judges a recording again and again as it grows: first each sending by itself, then why the refused
 * were. Each part looks at what is new to it and keeps what it said of the rest; what is said is
 * always what a first reading would say.
 */
export class Analyser {
  readonly #recording: Recorded;
  readonly #credentials: CredentialReader;
  readonly #clocks: ClockReader;
  readonly #guards = new GuardReader();
  readonly #all = new FollowedList<RequestFacts>();
  readonly #counted = new FilteredList<RequestFacts>();
  readonly #requests = new RequestRows();
  readonly #sockets = new SocketRows();
  readonly #countedRequests = new FilteredList<RequestEntry>();
  readonly #countedSockets = new FilteredList<SocketEntry>();
  readonly #answered = new FilteredList<RequestEntry>();
  readonly #requestSendings = new MappedList<RequestEntry, Sending>();
  readonly #socketSendings = new MappedList<SocketEntry, Sending>();
  readonly #inTime = new SortedList<Sending>(inOrderOfTime);
  readonly #acceptance: Fold<Sending, Acceptance>;
  readonly #lastAt = new Fold(LAST_AT);
  readonly #sessions = new SessionReader();
  readonly #requestRows = new RowsWithReasons<RequestEntry>({
    counts: countsRequest,
    isMadeUp: ({ facts: request }) => request.fromPage === 'all',
  });
  readonly #socketRows = new RowsWithReasons<SocketEntry>({
    counts: countsSocket,
    isMadeUp: () => true,
  });
  #profile: ServiceProfile;
  #hadFaults = false;
  #version = -1;
  #analysis: Analysis | null = null;

  constructor(recording: Recorded) {
    const { profile } = recording;
    this.#recording = recording;
    this.#profile = profile;
    this.#credentials = new CredentialReader(profile);
    this.#clocks = new ClockReader(profile);
    this.#acceptance = new Fold<Sending, Acceptance>({
      empty: () => new Acceptance(profile),
      copy: (acceptance) => acceptance.copy(),
      add: (acceptance, sending) => acceptance.add(sending),
    });
  }

  /** Below `expiringSeconds` left a token counts as expiring. */
  read(expiringSeconds = this.#recording.profile.expiringSeconds): Analysis {
    // What is read may let the oldest go.
    this.#recording.requests();
    const isSame = this.#profile.expiringSeconds === expiringSeconds;
    if (this.#analysis && isSame && this.#version === this.#recording.version)
      return this.#analysis;
    if (!isSame) this.#profile = { ...this.#recording.profile, expiringSeconds };
    this.#version = this.#recording.version;
    this.#analysis = this.#judge();
    return this.#analysis;
  }

  #judge(): Analysis {
    const recording = this.#recording;
    const profile = this.#profile;
    const all = this.#all.read(recording.requestGrowth());
    const faults = recording.faults();
    const faultOf =
      faults.length === 0 ? null : faultReader(faults, () => credentialUses(recording));
    const isTouched = (request: RequestFacts) =>
      faultOf !== null && !request.foreign && faultOf(request) !== null;
    const counts = (request: RequestFacts) => isWitnessed(request) || isTouched(request);
    const isFaulty = faultOf !== null || this.#hadFaults;
    this.#hadFaults = faultOf !== null;
    const counted = this.#counted.read(all, counts, isFaulty ? 0 : all.items.length);
    const credentials = this.#credentials.read(recording, counted);
    const clocks = this.#clocks.read(counted);
    const withGuard = this.#guards.read(counted);
    const surroundings: Surroundings = { profile, clocks, credentials, withGuard, faultOf };
    const requestRows = this.#requests.read(all, surroundings);
    const socketRows = this.#sockets.read(recording.socketUses(), surroundings);

    const sendings = this.#sendingsInTime(requestRows, socketRows);
    const acceptance = this.#acceptance.read(sendings);
    const sessions = this.#sessions.read(recording, counted, credentials, acceptance);
    const storms = findStorms(acceptance, sendings.items);
    const scene = { profile, sessions, acceptance, storms };
    const requests = this.#requestRows.read(requestRows, scene);
    const sockets = this.#socketRows.read(socketRows, scene);
    return {
      recording,
      profile,
      chains: sessions.chains,
      requests: requests.counted.items,
      sockets: sockets.counted.items,
      answered: this.#answered.read(requests.counted, isAnswered).items,
      rows: { requests: followable(requests.all), sockets: followable(sockets.all) },
      clockOf: clocks.clockOf,
      lastAt: Math.max(
        this.#lastAt.read(sendings).ms,
        recording.storage()?.at ?? 0,
        recording.documents().at(-1)?.at ?? 0,
      ),
    };
  }

  /** All that counts. */
  #sendingsInTime(requests: Growth<RequestEntry>, sockets: Growth<SocketEntry>): Growth<Sending> {
    const sendingOf = ({ sending }: RequestEntry | SocketEntry) => sending;
    const ofRequests = this.#requestSendings.read(
      this.#countedRequests.read(requests, countsRequest),
      sendingOf,
    );
    const ofSockets = this.#socketSendings.read(
      this.#countedSockets.read(sockets, countsSocket),
      sendingOf,
    );
    return this.#inTime.exchange(
      [...ofRequests.gone, ...ofSockets.gone],
      [...ofRequests.items.slice(ofRequests.from), ...ofSockets.items.slice(ofSockets.from)],
    );
  }
}

/** Judges a recording once. Below `expiringSeconds` left a token counts as expiring. */
export function analyse(recording: Recorded, expiringSeconds?: number): Analysis {
  return new Analyser(recording).read(expiringSeconds);
}
