import { type CauseVerdict, causeOf, type Judged } from './cause.ts';
import type { RequestFacts } from './request.ts';
import type { ServiceError, ServiceProfile } from './service-profile.ts';
import type { Flag, Outcome } from './stable-words.ts';
import { type Judgement, judgeCredential } from './validity.ts';

/** What is said of one request. */
export interface Verdict extends Judged {
  refusal: CauseVerdict | null;
}

/** The service's one word for every refusal of a token. */
const INVALID_TOKEN = 'INVALID_TOKEN';
const UNAUTHORIZED = 401;
const TOO_MANY_REQUESTS = 429;

function outcomeOf(request: RequestFacts, error: ServiceError | null): Outcome {
  const { state, status, route } = request;
  if (state === 'pending') return 'pending';
  if (state === 'failed' || status === null) return 'failed';
  if (status < 400) return 'accepted';
  if (status === TOO_MANY_REQUESTS) return 'unknown';
  if (route.kind === 'refresh' && status === UNAUTHORIZED) return 'rejected';
  if (route.kind === 'login' || route.kind === 'register') {
    if (error?.code !== INVALID_TOKEN) return status >= 500 ? 'failed' : 'unknown';
  }
  if (error?.refusesCredential === true) return 'rejected';
  if (status >= 500) return 'failed';
  if (error?.refusesCredential === false) return 'accepted';
  return status === UNAUTHORIZED && route.guarded ? 'rejected' : 'unknown';
}

const NOT_RECORDED: Judgement = { validity: 'unknown', secondsLeft: null };

/** Judges a request by what was recorded of it; every time it is read, never stored. */
export function judgeRequest(request: RequestFacts, profile: ServiceProfile): Verdict {
  const { validity, secondsLeft } = request.requestHeaders
    ? judgeCredential(request.credential, request.sentAt, profile.expiringSeconds)
    : NOT_RECORDED;
  const error = request.status === null ? null : profile.readError(request.status, request.body);
  const outcome = outcomeOf(request, error);
  const flags: Flag[] = [];
  if (validity === 'expired' && !request.route.ignoresCredential) flags.push('sent-expired');
  if (error?.code === INVALID_TOKEN) flags.push('invalid-token');
  else if (outcome === 'rejected') flags.push('auth-error');
  const judged = { validity, secondsLeft, outcome, flags, error };
  return { ...judged, refusal: outcome === 'rejected' ? causeOf(request, judged) : null };
}
