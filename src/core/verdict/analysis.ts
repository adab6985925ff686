import { type Clocks, readClocks } from '../clock/clocks.ts';
import type { ClockReading, ServerClock } from '../clock/server-clock.ts';
import type { Recording } from '../recording/recording.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { isWitnessed } from '../recording/witness.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { Credential } from '../token/authorization.ts';
import { Acceptance } from './acceptance.ts';
import { causeOf } from './causes/cause.ts';
import { type Chains, readChains } from './chains.ts';
import { readCredentials } from './credentials.ts';
import { guardReader } from './guards.ts';
import { isLetThrough } from './let-through.ts';
import { faultReader, type Touchable } from './reach.ts';
import type { Judged, Sending } from './sending.ts';
import { readStanding } from './standing.ts';
import { findStorms } from './storms.ts';
import { judgeRequest, judgeSocket, type Verdict } from './verdict.ts';

export interface JudgedRequest {
  request: RequestFacts;
  sending: Sending;
  verdict: Verdict;
}

export interface JudgedSocket {
  use: SocketUse;
  sending: Sending;
  verdict: Verdict;
}

/** All that is said of a recording; computed when read, never stored with it. */
export interface Analysis {
  recording: Recording;
  /** the recording's, with the threshold that was asked for */
  profile: ServiceProfile;
  chains: Chains;
  /** what counts, in order of start: the browser saw it, and it is this page's */
  requests: readonly JudgedRequest[];
  /** what counts, in order of time */
  sockets: readonly JudgedSocket[];
  /** with what only the page told, and what a frame of another site sent; to be shown, no more */
  rows: { requests: readonly JudgedRequest[]; sockets: readonly JudgedSocket[] };
  /** the clock of a host, or null where nothing bounds it */
  clockOf(host: string): ServerClock | null;
  /** ms; the latest instant of which anything was seen */
  lastAt: number;
}

interface Place {
  host: string;
  path: string;
}

function placeOf(url: string): Place {
  if (!URL.canParse(url)) return { host: '', path: url };
  const { hostname, pathname } = new URL(url);
  return { host: hostname, path: pathname };
}

/** What a request says by itself, by a clock and a threshold. */
interface Read {
  place: Place;
  clock: ClockReading | null;
  expiringSeconds: number;
  judged: Judged;
  /** as long as it was not refused */
  verdict: Verdict;
}

/**
 * Facts never change, so neither does what they alone say; most clocks stay as they are, too. What
 * is read once, as a file is, has no use for memory: it is kept from the second reading on.
 */
const readBefore = new WeakSet<Recording>();
const reads = new WeakMap<RequestFacts, Read>();

function isSameReading(a: ClockReading | null, b: ClockReading | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  return (
    a.offsetMs === b.offsetMs &&
    a.lowMs === b.lowMs &&
    a.highMs === b.highMs &&
    a.samples === b.samples &&
    a.own?.lowMs === b.own?.lowMs &&
    a.own?.highMs === b.own?.highMs
  );
}

/** Reads requests by themselves; `remembers` where the same ones will be read again. */
function requestReader(
  { clockOf }: Clocks,
  profile: ServiceProfile,
  remembers: boolean,
): (request: RequestFacts) => Read {
  const { expiringSeconds } = profile;
  return (request) => {
    const known = remembers ? reads.get(request) : undefined;
    const place = known?.place ?? placeOf(request.url);
    const clock = clockOf(place.host)?.of(request) ?? null;
    if (known?.expiringSeconds === expiringSeconds && isSameReading(known.clock, clock))
      return known;
    const judged = judgeRequest(request, clock, profile);
    const read = { place, clock, expiringSeconds, judged, verdict: { ...judged, refusal: null } };
    if (remembers) reads.set(request, read);
    return read;
  };
}

function tokenOf(credential: Credential): string | null {
  return credential.kind === 'token' ? credential.token : null;
}

function touchableRequest(request: RequestFacts): Touchable {
  const { sentAt, method, url, credential, requestHeaders, status, state, by, fromPage } = request;
  return {
    channel: 'request',
    sentAt,
    method,
    url,
    credential,
    status,
    by,
    isMadeUp: fromPage === 'all',
    headersRead: requestHeaders !== null,
    isOver: state !== 'pending',
    byWorker: request.byWorker,
    ignoresCredential: request.route.ignoresCredential,
  };
}

function touchableUse({ at, url, method, credential, answer, fromPage }: SocketUse): Touchable {
  return {
    channel: 'socket',
    sentAt: at,
    method,
    url,
    credential,
    status: null,
    by: 'app',
    isMadeUp: fromPage === 'all',
    headersRead: true,
    isOver: answer !== null,
    byWorker: false,
    ignoresCredential: false,
  };
}

function touchables(recording: Recording): Touchable[] {
  const sockets = recording.socketUses().filter(({ fromPage }) => fromPage !== 'all');
  return [
    ...recording.requests().filter(isWitnessed).map(touchableRequest),
    ...sockets.map(touchableUse),
  ].sort((a, b) => (a.sentAt ?? Infinity) - (b.sentAt ?? Infinity));
}

/** What is shown beside what counts: nothing is made of it. */
function setAside<J extends JudgedRequest | JudgedSocket>(judged: J, isMadeUp: boolean): J {
  const { verdict } = judged;
  const told = { validity: 'unknown', outcome: 'unknown', secondsLeft: null } as const;
  return {
    ...judged,
    verdict: { ...verdict, ...(isMadeUp ? told : {}), flags: [], refusal: null },
  };
}

/**
 * Judges everything in a recording: first each sending by itself, then why the refused were. Below
 * `expiringSeconds` left a token counts as expiring.
 */
export function analyse(
  recording: Recording,
  expiringSeconds = recording.profile.expiringSeconds,
): Analysis {
  const profile = { ...recording.profile, expiringSeconds };
  const remembers = readBefore.has(recording);
  readBefore.add(recording);
  const faults = recording.faults();
  const faultOf = faultReader(faults, () => touchables(recording));
  const hasFaults = faults.length > 0;
  const all = recording.requests();
  // An answer that our own fault makes in the page is in no record but the background's of the fault.
  const counts = (request: RequestFacts) =>
    isWitnessed(request) ||
    (hasFaults && !request.foreign && faultOf(touchableRequest(request)) !== null);
  const counted = all.filter(counts);
  const credentials = readCredentials(recording, counted);
  const clocks = readClocks(counted, profile);
  const recordOf = (token: string | null) =>
    token === null ? null : (credentials.byToken.get(token) ?? null);

  const readOne = requestReader(clocks, profile, remembers);
  const withGuard = guardReader(counted);
  const judgeOne = (recorded: RequestFacts): JudgedRequest => {
    const request = withGuard(recorded);
    const { place, judged, verdict } = readOne(request);
    const { id, method, route, status, sentAt, endedAt, credential, requestHeaders } = request;
    const token = tokenOf(credential);
    const sending: Sending = {
      id,
      request: id,
      host: place.host,
      method,
      path: place.path,
      route: route.kind,
      guarded: route.guarded,
      letThrough: isLetThrough(request, judged),
      status,
      sentAt,
      answeredAt: endedAt,
      credential,
      record: recordOf(token),
      by: request.by,
      headersRead: requestHeaders !== null,
      answerRead: endedAt !== null && request.body.kind !== 'unavailable',
      isPagesWord: request.fromPage !== 'nothing',
      fault: hasFaults ? faultOf(touchableRequest(request)) : null,
      judged,
    };
    return { request, sending, verdict };
  };
  const { accepted } = profile.socketEvents;
  const judgeUse = (use: SocketUse): JudgedSocket => {
    const { host, path } = placeOf(use.url);
    const { id, at, method, token, credential, answer } = use;
    const judged = judgeSocket(use, clocks.clockOf(host)?.unstamped(at) ?? null, profile);
    const sending: Sending = {
      id,
      request: null,
      host,
      method,
      path,
      route: 'socket',
      guarded: true,
      // A server that wants an `authenticate` lets every connection in.
      letThrough: judged.outcome === 'accepted' && answer?.event === accepted,
      status: null,
      sentAt: at,
      answeredAt: answer?.at ?? null,
      credential,
      record: recordOf(token),
      by: 'app',
      headersRead: true,
      answerRead: true,
      isPagesWord: use.fromPage !== 'nothing',
      fault: hasFaults ? faultOf(touchableUse(use)) : null,
      judged,
    };
    return { use, sending, verdict: { ...judged, refusal: null } };
  };
  const requestRows = all.map(judgeOne);
  const socketRows = recording.socketUses().map(judgeUse);
  const requests = requestRows.filter(({ request }) => counts(request));
  const sockets = socketRows.filter(({ use }) => use.fromPage !== 'all');

  const sendings = [...requests, ...sockets]
    .map(({ sending }) => sending)
    .sort((a, b) => (a.sentAt ?? Infinity) - (b.sentAt ?? Infinity));
  const acceptance = new Acceptance(sendings, profile);
  const standing = readStanding(credentials, acceptance);
  const chains = readChains(recording, counted, credentials, standing);
  const storms = findStorms(acceptance, sendings);
  const context = { profile, chains, acceptance, standing, storms };
  for (const read of [...requests, ...sockets]) {
    const { sending } = read;
    if (sending.judged.outcome === 'rejected')
      read.verdict = { ...sending.judged, refusal: causeOf(sending, context) };
  }
  return {
    recording,
    profile,
    chains,
    requests,
    sockets,
    rows: {
      requests: requestRows.map((row) =>
        counts(row.request) ? row : setAside(row, row.request.fromPage === 'all'),
      ),
      sockets: socketRows.map((row) => (row.use.fromPage === 'all' ? setAside(row, true) : row)),
    },
    clockOf: clocks.clockOf,
    lastAt: lastInstant(recording, sendings),
  };
}

function lastInstant(recording: Recording, sendings: readonly Sending[]): number {
  const times = [
    ...sendings.map(({ sentAt, answeredAt }) => answeredAt ?? sentAt),
    recording.storage()?.at ?? null,
    recording.documents().at(-1)?.at ?? null,
  ];
  return times.reduce<number>((last, at) => Math.max(last, at ?? last), 0);
}
