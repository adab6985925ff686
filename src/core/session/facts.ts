import type { Use } from '../findings/scene.ts';
import type { Cause, Certainty } from '../language/stable-words.ts';
import { claimTime, identity } from '../token/claims.ts';
import { fingerprint } from '../token/fingerprint.ts';
import type { DecodedToken } from '../token/jwt.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { clockInUse } from '../verdict/clock-in-use.ts';
import { currentStorage } from '../verdict/current.ts';
import { refreshResult } from '../verdict/own-traffic.ts';
import type { RefreshObstacle } from '../verdict/refresh-outcome.ts';
import { planRefresh, seenRefreshEndpoint } from '../verdict/refresh-plan.ts';
import { signOutReader } from '../verdict/sign-out.ts';
import { lastOutage, type Outage } from './outage.ts';
import { appUses } from './uses.ts';
import { type SessionCredential, sessionCredential } from './whose-session.ts';

/** What the token of a session says; times in ms by the server's clock. */
export type TokenFacts =
  | { kind: 'readable'; expiresAt: number | null; notBefore: number | null }
  | { kind: 'opaque' | 'damaged' };

export interface Refusal {
  /** id of the request or socket */
  id: string;
  /** ms; when it was sent */
  at: number;
  cause: Cause;
  certainty: Certainty;
}

/**
 * All that is known of a session, without a token and without the present time: what is to be said
 * of it later follows from this and a clock.
 */
export interface SessionFacts {
  /** who the token speaks for */
  user: string | null;
  /** the token that counts now; null where none was seen */
  token: TokenFacts | null;
  /** tells it from others */
  fingerprint: string | null;
  generation: 'v1' | 'v2' | null;
  /** what the page's storage holds; `unseen` where no page was heard */
  storage: 'unseen' | 'empty' | 'held';
  /** whether it can be renewed from here, or why not */
  renewal: 'possible' | RefreshObstacle;
  /** the last renewal that was begun, by whomever */
  lastRenewal: { at: number; result: 'pending' | 'succeeded' | 'failed' } | null;
  /** what the service last said to this very token */
  answer: { isAccepted: boolean; at: number; refusal: Refusal | null } | null;
  signOut: { at: number; by: 'logout' | 'refusal' | 'emptied-storage' } | null;
  outage: Outage | null;
  lastRefusal: Refusal | null;
  /** what the app sent, and how much of it was refused; by a fault, too */
  counts: { requests: number; refused: number };
  /** ms; when those were sent that were refused and that no fault touched, in order */
  refusedAt: number[];
  /** server − this computer, ms; null where nothing bounds it */
  clock: { offsetMs: number; uncertaintyMs: number } | null;
  /** ms; the latest instant of which anything was seen */
  lastAt: number;
}

function tokenFacts(decoded: DecodedToken): TokenFacts {
  if (decoded.kind !== 'jws') return { kind: decoded.kind === 'opaque' ? 'opaque' : 'damaged' };
  const { claims } = decoded;
  return {
    kind: 'readable',
    expiresAt: claimTime(claims, 'exp'),
    notBefore: claimTime(claims, 'nbf'),
  };
}

function refusalOf({ at, sending, verdict }: Use): Refusal | null {
  if (verdict.outcome !== 'rejected') return null;
  const { cause, certainty } = verdict.refusal ?? { cause: 'unknown', certainty: 'certain' };
  return { id: sending.id, at, cause, certainty };
}

function answerTo(current: SessionCredential | null, uses: readonly Use[]): SessionFacts['answer'] {
  const use = uses.findLast(
    ({ sending, verdict }) =>
      sending.record?.token === current?.token &&
      sending.record !== null &&
      (sending.letThrough || verdict.outcome === 'rejected'),
  );
  if (!use) return null;
  return { isAccepted: use.sending.letThrough, at: use.at, refusal: refusalOf(use) };
}

function lastRenewal(analysis: Analysis): SessionFacts['lastRenewal'] {
  const judged = analysis.requests.findLast(
    ({ facts: request }) => request.route.kind === 'refresh',
  );
  if (!judged || judged.facts.startedAt === null) return null;
  const result = refreshResult(judged);
  if (result === 'redirected') return null;
  return { at: judged.facts.startedAt, result };
}

/** A page for signing in tells why the app went there; else a logout that nothing followed. */
function signOutOf(analysis: Analysis, uses: readonly Use[]): SessionFacts['signOut'] {
  const { recording, chains } = analysis;
  const page = recording.documents().at(-1);
  const told = page ? signOutReader(analysis)(page) : null;
  if (page && told) return { at: page.at, by: told.by };
  const logout = chains.signOuts.at(-1);
  if (!logout) return null;
  const isBack =
    chains.signIns.some(({ at }) => at > logout.at) ||
    uses.some(({ at, sending }) => at > logout.at && sending.record && sending.letThrough);
  return isBack ? null : { at: logout.at, by: 'logout' };
}

/** Reads once what is known of the session; nothing in it depends on when it is read. */
export function readSessionFacts(analysis: Analysis): SessionFacts {
  const { recording, profile, lastAt } = analysis;
  const current = sessionCredential(analysis);
  const storage = currentStorage(recording);
  const plan = storage && planRefresh(profile, storage, seenRefreshEndpoint(recording));
  const uses = appUses(analysis);
  const refusals = uses.flatMap((use) => refusalOf(use) ?? []);
  const claims = current?.decoded.kind === 'jws' ? current.decoded.claims : null;
  const clock = clockInUse(analysis);
  return {
    user: (claims && identity(claims)) ?? storage?.user ?? null,
    token: current && tokenFacts(current.decoded),
    fingerprint: current && fingerprint(current.token),
    generation: claims && profile.generation(claims),
    storage: storage === null ? 'unseen' : storage.active ? 'held' : 'empty',
    renewal: plan === null ? 'no-page' : plan.kind === 'unavailable' ? plan.reason : 'possible',
    lastRenewal: lastRenewal(analysis),
    answer: answerTo(current, uses),
    signOut: signOutOf(analysis, uses),
    outage: lastOutage(uses),
    lastRefusal: refusals.at(-1) ?? null,
    counts: { requests: uses.length, refused: refusals.length },
    refusedAt: refusals.filter(({ cause }) => cause !== 'fault').map(({ at }) => at),
    clock: clock && { offsetMs: clock.offsetMs, uncertaintyMs: clock.uncertaintyMs },
    lastAt,
  };
}
