import type { ClockReading } from '../clock/server-clock.ts';
import type { Job } from '../jobs/jobs.ts';
import type { Outcome } from '../language/stable-words.ts';
import { SECOND_MS } from '../language/units.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { CredentialRecord } from '../verdict/credentials.ts';
import type { CallEntry, RequestEntry, SocketEntry } from '../verdict/entry.ts';
import type { Sending } from '../verdict/sending.ts';
import { type Ended, endingReader } from './ended.ts';
import type { Interval } from './pack.ts';

/** The life of a token, with the server's dates turned into this computer's time (ms). */
export interface TokenSpan extends Interval {
  kind: 'token';
  id: string;
  fingerprint: string;
  user: string | null;
  /** null where the token does not say, or says what a calendar cannot hold */
  issuedAt: number | null;
  expiresAt: number | null;
  /** the same as the token itself says them, by the server's clock */
  claimed: { issuedAt: number | null; expiresAt: number | null };
  lastSentAt: number | null;
  /** what ended it before it expired, as far as known */
  ended: Ended | null;
  /** the server's clock that its dates were turned by; null where nothing is known of it */
  clock: ClockReading | null;
}

/** What a socket was authenticated with, from then on. */
export interface SocketPart extends Interval {
  /** the row of the attempt */
  id: string;
  fingerprint: string | null;
  outcome: Outcome;
}

export interface SocketSpan extends Interval {
  kind: 'socket';
  /** as far as known; `to` is then the last that was seen of it */
  isOpen: boolean;
  parts: SocketPart[];
}

export interface JobSpan extends Interval {
  kind: 'job';
  job: string;
  result: Job['result'];
  refreshes: number;
  /** the row that tells most of it: its refusal, else its first call */
  row: string | null;
  /** when its result was known; null while it runs */
  endedAt: number | null;
}

export type Span = TokenSpan | SocketSpan | JobSpan;

/**
 * The end of a life in this computer's time. Each sending was judged by the clock as it stood then;
 * the end lies between those sent in time and those sent too late, so that the picture agrees with
 * every verdict wherever one line can.
 */
function endByVerdicts(endMs: number, entries: readonly CallEntry[]): number {
  let lastInTime = Number.NEGATIVE_INFINITY;
  let firstLate = Number.POSITIVE_INFINITY;
  for (const { at, sending } of entries) {
    const { secondsLeft } = sending.judged;
    if (at === null || secondsLeft === null) continue;
    if (secondsLeft > 0) lastInTime = Math.max(lastInTime, at);
    else firstLate = Math.min(firstLate, at);
  }
  if (lastInTime >= firstLate) return endMs;
  const justAfter = (lastInTime + Math.min(firstLate, lastInTime + 1)) / 2;
  return Math.min(firstLate, endMs > lastInTime ? endMs : justAfter);
}

/** The clock by which the sending nearest to expiry was judged: there it matters most. */
function clockAtExpiry(sendings: readonly Sending[]): ClockReading | null {
  const distance = ({ judged }: Sending) =>
    Math.abs(judged.secondsLeft ?? Number.POSITIVE_INFINITY);
  const [first, ...others] = sendings;
  if (!first) return null;
  return others.reduce((nearest, one) => (distance(one) < distance(nearest) ? one : nearest), first)
    .judged.clock;
}

/**
 * When a token came to be (ms): its date of issue has whole seconds, and it was not issued before the
 * request that brought it. Where no second explains the difference, the date stands.
 */
function beginOf(
  issuedAt: number,
  broughtBy: RequestEntry | undefined,
  clock: ClockReading | null,
): number {
  const at = broughtBy?.at ?? issuedAt;
  return Math.abs(at - issuedAt) <= SECOND_MS + (clock?.uncertaintyMs ?? 0) ? at : issuedAt;
}

function tokenSpan(
  record: CredentialRecord,
  entries: readonly CallEntry[],
  broughtBy: RequestEntry | undefined,
  latest: ClockReading | null,
  early: Ended | null,
): TokenSpan {
  const sendings = entries.map(({ sending }) => sending);
  const clock = sendings.length > 0 ? clockAtExpiry(sendings) : latest;
  const local = (ms: number | null) => (ms === null ? null : ms - (clock?.offsetMs ?? 0));
  const issuedAt = local(record.issuedAt);
  const end = local(record.expiresAt);
  const expiresAt = end === null ? null : endByVerdicts(end, entries);
  const sent = entries.flatMap(({ at }) => at ?? []);
  const lastSentAt = sent.length > 0 ? sent.reduce((last, at) => Math.max(last, at)) : null;
  const firstAt = record.sightings[0]?.at ?? expiresAt ?? 0;
  const from = issuedAt === null ? firstAt : beginOf(issuedAt, broughtBy, clock);
  const ended = early && early.at < (expiresAt ?? Number.POSITIVE_INFINITY) ? early : null;
  return {
    kind: 'token',
    id: record.id,
    fingerprint: record.fingerprint,
    user: record.user,
    issuedAt,
    expiresAt,
    lastSentAt,
    ended,
    clock,
    claimed: { issuedAt: record.issuedAt, expiresAt: record.expiresAt },
    from,
    to: Math.max(from, ended?.at ?? expiresAt ?? firstAt, lastSentAt ?? from),
  };
}

/** Every access token that a row sent, brought or replaced, and the one in use. */
export function tokenSpans(
  analysis: Analysis,
  clock: ClockReading | null,
  inUse: CredentialRecord | undefined,
): Map<CredentialRecord, TokenSpan> {
  const { chains, requests, sockets } = analysis;
  const endOf = endingReader(analysis);
  const uses = new Map<CredentialRecord, CallEntry[]>();
  for (const entry of [...requests, ...sockets]) {
    const { record } = entry.sending;
    if (!record) continue;
    const known = uses.get(record);
    if (known) known.push(entry);
    else uses.set(record, [entry]);
  }
  const byId = new Map(requests.map((entry) => [entry.id, entry]));
  const refreshed = new Set(chains.refreshes.flatMap(({ from, to }) => [from, to]));
  const isTold = (record: CredentialRecord) =>
    record === inUse || refreshed.has(record) || byId.has(record.issuedBy ?? '');
  return new Map(
    chains.credentials.all
      .filter((record) => uses.has(record) || (record.role === 'access' && isTold(record)))
      .map((record) => {
        const entries = uses.get(record) ?? [];
        const broughtBy = byId.get(record.issuedBy ?? '');
        return [record, tokenSpan(record, entries, broughtBy, clock, endOf(record, entries))];
      }),
  );
}

/** When a token was over, as far as the recording shows (ms); null where it says no end. */
export function endOf({ expiresAt, ended }: TokenSpan): number | null {
  return ended ? ended.at : expiresAt;
}

/** Every socket from its opening on, in parts by the token it was authenticated with. */
export function socketSpans({ recording, sockets }: Analysis): SocketSpan[] {
  const bySocket = new Map<string, SocketEntry[]>();
  for (const judged of sockets) {
    const known = bySocket.get(judged.facts.socket);
    if (known) known.push(judged);
    else bySocket.set(judged.facts.socket, [judged]);
  }
  const seen = new Map(recording.socketConnections().map((each) => [each.socket, each]));
  return [...new Set([...seen.keys(), ...bySocket.keys()])].map((socket) => {
    const uses = bySocket.get(socket) ?? [];
    const connection = seen.get(socket);
    const closedAt = connection?.closedAt ?? null;
    const lastUseAt = uses.at(-1)?.facts.at ?? Number.NEGATIVE_INFINITY;
    const to = Math.max(lastUseAt, closedAt ?? connection?.lastAt ?? lastUseAt);
    const parts = uses.map(({ facts: use, sending, verdict }, index): SocketPart => {
      const fingerprint = sending.record?.fingerprint ?? null;
      const next = uses[index + 1]?.facts.at ?? to;
      return { id: use.id, from: use.at, to: next, fingerprint, outcome: verdict.outcome };
    });
    const from = Math.min(connection?.openedAt ?? to, uses[0]?.facts.at ?? to);
    const isOpen = closedAt === null && connection?.isLive === true;
    return { kind: 'socket', from, to, isOpen, parts };
  });
}

/** Every assessment from submit to result; those of no known time are left out. */
export function jobSpans({ requests, sockets }: Analysis, jobs: readonly Job[]): JobSpan[] {
  const calls = [...requests, ...sockets];
  return jobs.flatMap(({ job, result, hasResult, refreshes, refusal, ...times }) => {
    const from = times.submittedAt ?? times.firstAt;
    if (from === null) return [];
    const to = Math.max(from, times.lastAt ?? from);
    const refused = calls.find(({ id }) => id === refusal);
    const isRunning = result === 'open' && !hasResult;
    const first = requests.find(
      ({ facts: request }) =>
        request.startedAt === from && ['submit', 'poll', 'result'].includes(request.route.kind),
    );
    const row = refusal ?? first?.facts.id ?? null;
    return [
      {
        kind: 'job' as const,
        job,
        result,
        refreshes,
        from,
        to,
        row,
        endedAt: isRunning ? null : (refused?.at ?? to),
      },
    ];
  });
}
