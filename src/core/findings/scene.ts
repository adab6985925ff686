import { LocalRuns, runsBetween } from '../clock/local-runs.ts';
import type { ClockReading } from '../clock/server-clock.ts';
import { whole } from '../recording/growing-lists.ts';
import type { FaultObservation, StorageObservation } from '../recording/observation.ts';
import type { SeenStorage } from '../recording/seen-storage.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import type { StorageReading } from '../service/token-storage.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { Chains, RefreshEvent } from '../verdict/chains.ts';
import { broughtAt, type CredentialRecord } from '../verdict/credentials.ts';
import type { RequestEntry, SocketEntry } from '../verdict/entry.ts';
import {
  ownRequests,
  ownSockets,
  type RefreshResult,
  refreshEntries,
  refreshResult,
  requestsAsked,
  requestsElsewhere,
} from '../verdict/own-traffic.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** One use of a credential by the app, on a request or a socket. */
export interface Use {
  sending: Sending;
  verdict: Verdict;
  /** ms; when its header was made */
  at: number;
}

/** A refresh of the app, in this tab unless `by` says otherwise. */
export interface OwnRefresh extends RefreshEvent {
  judged: RequestEntry;
  result: RefreshResult;
  /** ms; when its answer came, or its start while it is awaited */
  doneAt: number;
  /** a fault was on, or what it left behind was refused just before: no habit of the app */
  isProvoked: boolean;
}

/** A state of the token storage; those of a storage fault are none of the app's. */
export interface StoredState {
  seen: StorageObservation;
  reading: StorageReading;
  /** ms; when the next state of this origin took its place, or the end of the recording */
  until: number;
  /** whether it lasted long enough not to be between two writes */
  isSettled: boolean;
  /** storage of this origin as it was last read */
  isLast: boolean;
}

/** What every search looks at: what the app itself did, with times in ms by this computer. */
export interface Scene {
  analysis: Analysis;
  profile: ServiceProfile;
  chains: Chains;
  requests: readonly RequestEntry[];
  sockets: readonly SocketEntry[];
  /** by time */
  uses: readonly Use[];
  /** by time */
  refreshes: readonly OwnRefresh[];
  /** by time; those of other tabs, which spend the same refresh token */
  refreshesElsewhere: readonly OwnRefresh[];
  /** by time; those that this debugger was asked for */
  refreshesAsked: readonly OwnRefresh[];
  /** ms, by time; when any refresh began, whoever asked for it */
  refreshStarts: readonly number[];
  /** by origin and then by time */
  storage: readonly StoredState[];
  /** ms, by time; when a page was loaded */
  loads: readonly number[];
  /** Whether this computer's clock was set back meanwhile, so that times do not tell the order. */
  wasSetBack: boolean;
  /** An instant by the clock of a host, or of the API's where that host's is not known. */
  serverTime(atMs: number, host?: string): number;
  /** That clock as it was known then; null where nothing bounds it. */
  clockAt(atMs: number, host?: string): ClockReading | null;
}

/** Keys are written one after another; a state this short lies between two writes. */
const SETTLED_AFTER_MS = 2_000;

/** An app that refreshes because of a refusal does so within this time. */
const PROVOKED_WITHIN_MS = 10_000;

/** The last of these at or before an instant; `items` are in order of time. */
export function latestAt<T>(
  items: readonly T[],
  atMs: number,
  timeOf: (item: T) => number,
): T | null {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeOf(items[middle] as T) <= atMs) low = middle + 1;
    else high = middle;
  }
  return items[low - 1] ?? null;
}

function isOfFault(
  { at, entries, cookies }: StorageObservation,
  faults: readonly FaultObservation[],
) {
  return faults.some(({ token, from, until }) => {
    if (token === null || at < from) return false;
    const isOn = until === null || at < until;
    const values = [...Object.values(entries), ...Object.values(cookies)];
    return isOn || (token !== '' && values.some((value) => value.includes(token)));
  });
}

function readStates({ recording, lastAt }: Analysis): StoredState[] {
  const faults = recording.faults();
  const byOrigin = new Map<string, SeenStorage[]>();
  for (const seen of recording.storageHistory()) {
    const states = byOrigin.get(seen.origin);
    if (states) states.push(seen);
    else byOrigin.set(seen.origin, [seen]);
  }
  return [...byOrigin]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, states]) =>
      states.flatMap((seen, index): StoredState[] => {
        if (isOfFault(seen, faults)) return [];
        const next = states[index + 1];
        const until = next?.at ?? Math.max(lastAt, seen.at);
        const isSettled = !next || until - seen.at >= SETTLED_AFTER_MS;
        return [{ seen, reading: seen.reading, until, isSettled, isLast: !next }];
      }),
    );
}

/** Tells whether what the app did at an instant (ms) it did because of a fault. */
function provocations({ recording, requests, sockets }: Analysis): (atMs: number) => boolean {
  const faults = recording.faults();
  if (faults.length === 0) return () => false;
  const refused = [...requests, ...sockets].flatMap(({ sending }) =>
    sending.fault !== null && sending.judged.outcome === 'rejected'
      ? (sending.answeredAt ?? sending.sentAt ?? [])
      : [],
  );
  return (atMs) =>
    faults.some(({ from, until }) => from <= atMs && (until === null || atMs <= until)) ||
    refused.some((at) => at <= atMs && atMs - at <= PROVOKED_WITHIN_MS);
}

function readRefreshes(analysis: Analysis, own: readonly RequestEntry[]): OwnRefresh[] {
  const byId = refreshEntries(analysis, own);
  const isProvokedAt = provocations(analysis);
  return analysis.chains.refreshes.flatMap((event): OwnRefresh[] => {
    const judged = byId.get(event.request.id);
    if (!judged) return [];
    const result = refreshResult(judged);
    const doneAt = event.endedAt ?? event.startedAt;
    const isProvoked = isProvokedAt(event.startedAt);
    return result === 'redirected' ? [] : [{ ...event, judged, result, doneAt, isProvoked }];
  });
}

/** The host of most guarded requests; its clock is the one that judges tokens. */
function apiHostOf(requests: readonly RequestEntry[], profile: ServiceProfile): string {
  const counts = new Map<string, number>();
  for (const { sending } of requests)
    if (sending.guarded) counts.set(sending.host, (counts.get(sending.host) ?? 0) + 1);
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return most?.[0] ?? new URL(profile.refreshUrl).hostname;
}

function usesOf(
  requests: readonly RequestEntry[],
  sockets: readonly SocketEntry[],
): readonly Use[] {
  const uses = [
    ...requests.map(({ facts: request, sending, verdict }) => {
      return { sending, verdict, at: request.startedAt ?? Number.POSITIVE_INFINITY };
    }),
    ...sockets.map(({ facts: use, sending, verdict }) => ({ sending, verdict, at: use.at })),
  ];
  return uses.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at));
}

/** ms; so much does a reading of the server's clock vary of itself. */
const SET_BY_MS = 2_000;

/** A list in another order than that of time looks like it; the server's clock tells which it is. */
function wasSetBack(requests: readonly RequestEntry[]): boolean {
  const turns = new LocalRuns().turns(whole(requests.map(({ facts: request }) => request)));
  if (turns.length === 0) return false;
  const runOf = runsBetween(turns);
  const listed = requests.toSorted((a, b) => a.facts.arrival - b.facts.arrival);
  let before: { run: number; offsetMs: number } | null = null;
  for (const { facts: request, sending } of listed) {
    const { clock } = sending.judged;
    if (!clock) continue;
    const run = runOf(request.arrival);
    const { offsetMs } = clock;
    if (before && run > before.run && offsetMs > before.offsetMs + SET_BY_MS) return true;
    before = { run, offsetMs };
  }
  return false;
}

/** As HAR and as `webRequest` call a page that is loaded. */
const PAGE_LOADS: ReadonlySet<string> = new Set(['document', 'main_frame']);

function readLoads({ recording }: Analysis, requests: readonly RequestEntry[]): number[] {
  const documents = recording.documents().filter(({ from }) => from !== 'prerender');
  const fetched = requests.flatMap(({ facts: { resourceType, startedAt } }) =>
    PAGE_LOADS.has(resourceType ?? '') && startedAt !== null ? [startedAt] : [],
  );
  return [...documents.map(({ at }) => at), ...fetched].sort((a, b) => a - b);
}

export function readScene(analysis: Analysis): Scene {
  const { profile, chains, clockOf } = analysis;
  const requests = ownRequests(analysis);
  const sockets = ownSockets(analysis);
  const apiHost = apiHostOf(requests, profile);
  const clockAt = (atMs: number, host = apiHost) =>
    (clockOf(host) ?? clockOf(apiHost))?.at(atMs) ?? null;
  return {
    analysis,
    profile,
    chains,
    requests,
    sockets,
    uses: usesOf(requests, sockets),
    refreshes: readRefreshes(analysis, requests),
    refreshesElsewhere: readRefreshes(analysis, requestsElsewhere(analysis)),
    refreshesAsked: readRefreshes(analysis, requestsAsked(analysis)),
    refreshStarts: chains.refreshes.map(({ startedAt }) => startedAt),
    storage: readStates(analysis),
    loads: readLoads(analysis, requests),
    wasSetBack: wasSetBack(requests),
    serverTime: (atMs, host) => atMs + (clockAt(atMs, host)?.offsetMs ?? 0),
    clockAt,
  };
}

/**
 * Whether a token was issued before another: by the answers that brought them, where both were seen
 * (two servers of one host need not agree on `iat`), else, or where this computer's clock was set
 * back meanwhile, by `iat`.
 */
export function wasIssuedBefore(
  record: CredentialRecord,
  other: CredentialRecord,
  { wasSetBack }: Scene,
): boolean {
  const [at, otherAt] = [broughtAt(record), broughtAt(other)];
  if (!wasSetBack && at !== null && otherAt !== null) return at < otherAt;
  return (record.issuedAt ?? 0) < (other.issuedAt ?? 0);
}

/** Whether a token is one of Auth V1, of Auth V2, or of neither as far as can be told. */
export function generationOf(
  { decoded }: CredentialRecord,
  profile: ServiceProfile,
): 'v1' | 'v2' | null {
  return decoded.kind === 'jws' ? profile.generation(decoded.claims) : null;
}
