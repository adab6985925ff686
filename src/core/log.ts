import { decodeToken } from './jwt.ts';
import type { DocumentObservation } from './observation.ts';
import type { Recording } from './recording.ts';
import type { RequestFacts } from './request.ts';
import type { SocketUse } from './sockets.ts';
import type { Flag, Outcome, Validity } from './stable-words.ts';
import { judgeToken } from './validity.ts';
import { judgeRequest, type Verdict } from './verdict.ts';

/** A page change between requests; `after` is the refusal that made the app leave. */
export interface MarkerEntry {
  kind: 'marker';
  id: string;
  at: number;
  document: DocumentObservation;
  signedOutAfter: RequestFacts | null;
}

export interface RequestEntry {
  kind: 'request';
  id: string;
  at: number | null;
  request: RequestFacts;
  verdict: Verdict;
}

/** What is said of one attempt to authenticate a socket. */
export interface SocketVerdict {
  validity: Validity;
  secondsLeft: number | null;
  outcome: Outcome;
  flags: Flag[];
}

export interface SocketEntry {
  kind: 'socket';
  id: string;
  at: number;
  use: SocketUse;
  verdict: SocketVerdict;
}

export type LogEntry = MarkerEntry | RequestEntry | SocketEntry;

/** An app that signs out because of a refusal leaves the page within this time. */
const LEAVES_WITHIN_MS = 5_000;
const INVALID_TOKEN_WORDS = /invalid or expired token|INVALID_TOKEN/i;

/** Judges a socket's token when it was sent; the refusal's own words decide the flag. */
export function judgeSocket(use: SocketUse, expiringSeconds: number): SocketVerdict {
  const { validity, secondsLeft } =
    use.token === null
      ? { validity: 'none' as const, secondsLeft: null }
      : judgeToken(decodeToken(use.token), use.at, expiringSeconds);
  const flags: Flag[] = validity === 'expired' ? ['sent-expired'] : [];
  if (use.answer && !use.answer.accepted)
    flags.push(INVALID_TOKEN_WORDS.test(use.answer.message ?? '') ? 'invalid-token' : 'auth-error');
  const outcome = use.answer ? (use.answer.accepted ? 'accepted' : 'rejected') : 'pending';
  return { validity, secondsLeft, outcome, flags };
}

function signedOutAfter(
  opened: DocumentObservation,
  refused: readonly RequestFacts[],
): RequestFacts | null {
  const last = refused.findLast(({ startedAt }) => startedAt !== null && startedAt < opened.at);
  const when = last?.endedAt ?? last?.startedAt;
  if (!last || when === null || when === undefined) return null;
  return opened.at - when <= LEAVES_WITHIN_MS ? last : null;
}

/** Verdicts by request; facts are never changed, so neither is what follows from them. */
const verdicts = new WeakMap<RequestFacts, Verdict>();

function verdictOf(request: RequestFacts, recording: Recording): Verdict {
  const known = verdicts.get(request);
  if (known) return known;
  const verdict = judgeRequest(request, recording.profile);
  verdicts.set(request, verdict);
  return verdict;
}

/** Requests, page changes and socket authentications in one order of time. */
export function readLog(recording: Recording): LogEntry[] {
  const { profile } = recording;
  const requests: RequestEntry[] = recording.requests().map((request) => ({
    kind: 'request',
    id: request.id,
    at: request.startedAt,
    request,
    verdict: verdictOf(request, recording),
  }));
  const refused = requests
    .filter(({ verdict }) => verdict.outcome === 'rejected')
    .map(({ request }) => request);
  const markers = recording.documents().map(
    (opened): MarkerEntry => ({
      kind: 'marker',
      id: opened.id,
      at: opened.at,
      document: opened,
      signedOutAfter: profile.isSignedOutPage(opened.url) ? signedOutAfter(opened, refused) : null,
    }),
  );
  const sockets = recording.socketUses().map(
    (use): SocketEntry => ({
      kind: 'socket',
      id: use.id,
      at: use.at,
      use,
      verdict: judgeSocket(use, profile.expiringSeconds),
    }),
  );
  const entries: LogEntry[] = [...requests, ...markers, ...sockets];
  return entries.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity));
}
