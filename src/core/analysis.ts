import { Acceptance } from './acceptance.ts';
import type { Credential } from './authorization.ts';
import { causeOf } from './causes/cause.ts';
import { type Chains, readChains } from './chains.ts';
import { readClocks } from './clocks.ts';
import { readCredentials } from './credentials.ts';
import type { FaultObservation } from './observation.ts';
import type { Recording } from './recording.ts';
import type { RequestFacts } from './request.ts';
import type { Judged, Sending } from './sending.ts';
import type { ClockReading, ServerClock } from './server-clock.ts';
import type { ServiceProfile } from './service-profile.ts';
import type { SocketUse } from './sockets.ts';
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
  chains: Chains;
  /** in order of start */
  requests: readonly JudgedRequest[];
  /** in order of time */
  sockets: readonly JudgedSocket[];
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

/**
 * Facts never change, so neither does what they alone say; most clocks stay as they are, too. What
 * is read once, as a file is, has no use for memory: it is kept from the second reading on.
 */
const readBefore = new WeakSet<Recording>();
const places = new WeakMap<RequestFacts, Place>();
const judgements = new WeakMap<RequestFacts, Judged>();
const unrefused = new WeakMap<Judged, Verdict>();

function placeOfRequest(request: RequestFacts, remembers: boolean): Place {
  if (!remembers) return placeOf(request.url);
  const known = places.get(request);
  if (known) return known;
  const place = placeOf(request.url);
  places.set(request, place);
  return place;
}

function isSameReading(a: ClockReading | null, b: ClockReading | null): boolean {
  if (a === null || b === null) return a === b;
  return a.lowMs === b.lowMs && a.highMs === b.highMs && a.samples === b.samples;
}

function judgeOnce(
  request: RequestFacts,
  clock: ClockReading | null,
  profile: ServiceProfile,
  remembers: boolean,
): Judged {
  if (!remembers) return judgeRequest(request, clock, profile);
  const known = judgements.get(request);
  if (known && isSameReading(known.clock, clock)) return known;
  const judged = judgeRequest(request, clock, profile);
  judgements.set(request, judged);
  return judged;
}

function withoutRefusal(judged: Judged, remembers: boolean): Verdict {
  if (!remembers) return Object.assign(judged, { refusal: null });
  const known = unrefused.get(judged);
  if (known) return known;
  const verdict = { ...judged, refusal: null };
  unrefused.set(judged, verdict);
  return verdict;
}

function faultOn(
  faults: readonly FaultObservation[],
  atMs: number | null,
  url: string,
  token: string | null,
): FaultObservation | null {
  if (atMs === null || faults.length === 0) return null;
  return (
    faults.find(({ from, until, url: part, token: put }) =>
      put === null
        ? atMs >= from && (until === null || atMs <= until) && (part === null || url.includes(part))
        : put === token,
    ) ?? null
  );
}

function tokenOf(credential: Credential): string | null {
  return credential.kind === 'token' ? credential.token : null;
}

/** Judges everything in a recording: first each sending by itself, then why the refused were. */
export function analyse(recording: Recording): Analysis {
  const { profile } = recording;
  const remembers = readBefore.has(recording);
  readBefore.add(recording);
  const credentials = readCredentials(recording);
  const chains = readChains(recording, credentials);
  const clocks = readClocks(recording);
  const faults = recording.faults();
  const recordOf = (token: string | null) =>
    token === null ? null : (credentials.byToken.get(token) ?? null);

  const requests = recording.requests().map((request) => {
    const { host, path } = placeOfRequest(request, remembers);
    const { id, method, route, status, sentAt, endedAt, credential, requestHeaders } = request;
    const clock = sentAt === null ? null : (clocks.clockOf(host)?.at(sentAt) ?? null);
    const token = tokenOf(credential);
    const sending: Sending = {
      id,
      request: id,
      host,
      method,
      path,
      route: route.kind,
      guarded: route.guarded,
      status,
      sentAt,
      answeredAt: endedAt,
      credential,
      record: recordOf(token),
      by: request.by,
      headersRead: requestHeaders !== null,
      answerRead: endedAt !== null && request.body.kind !== 'unavailable',
      fault: faultOn(faults, sentAt, request.url, token),
      judged: judgeOnce(request, clock, profile, remembers),
    };
    return { request, sending };
  });
  const sockets = recording.socketUses().map((use) => {
    const { host, path } = placeOf(use.url);
    const { id, at, token, credential, answer } = use;
    const judged = judgeSocket(use, clocks.clockOf(host)?.at(at) ?? null, profile);
    const sending: Sending = {
      ...{ id, request: null, host, method: 'authenticate', path, route: 'socket' as const },
      ...{ guarded: true, status: null, sentAt: at, answeredAt: answer?.at ?? null, credential },
      ...{ record: recordOf(token), by: 'app', headersRead: true, answerRead: true },
      fault: faultOn(faults, at, use.url, token),
      judged,
    };
    return { use, sending };
  });

  const sendings = [...requests, ...sockets]
    .map(({ sending }) => sending)
    .sort((a, b) => (a.sentAt ?? Infinity) - (b.sentAt ?? Infinity));
  const acceptance = new Acceptance(sendings, profile);
  const storms = findStorms(acceptance.surprising);
  const context = { profile, chains, acceptance, storms };
  const verdictOf = (sending: Sending): Verdict =>
    sending.judged.outcome === 'rejected'
      ? { ...sending.judged, refusal: causeOf(sending, context) }
      : withoutRefusal(sending.judged, remembers);
  return {
    recording,
    chains,
    requests: requests.map(({ request, sending }) => {
      return { request, sending, verdict: verdictOf(sending) };
    }),
    sockets: sockets.map(({ use, sending }) => ({ use, sending, verdict: verdictOf(sending) })),
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
