import type { ClockReading } from '../clock/server-clock.ts';
import type { Flag, Outcome } from '../language/stable-words.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { SocketUse } from '../recording/sockets.ts';
import { FORBIDDEN, TOO_MANY_REQUESTS, UNAUTHORIZED } from '../service/http.ts';
import { refusalReason } from '../service/refusal-words.ts';
import type { ServiceError, ServiceProfile } from '../service/service-profile.ts';
import { type JudgedValidity, judgeCredential } from '../token/validity.ts';
import { readChallenge, withChallenge } from './bearer-challenge.ts';
import type { CauseVerdict } from './causes/rule.ts';
import type { CredentialRecord } from './credentials.ts';
import type { BareVerdict } from './sending.ts';

/** What is said of one request or socket use. */
export interface Verdict extends BareVerdict {
  refusal: CauseVerdict | null;
}

/** `INVALID_CREDENTIALS`, “Wrong credentials” */
const LOGIN_WORDS = /credential|password|sandi/i;
/** With these a refresh is refused whatever the words. */
const REFUSES_REFRESH: ReadonlySet<number> = new Set([UNAUTHORIZED, FORBIDDEN]);
const NOT_RECORDED: JudgedValidity = { validity: 'unknown', secondsLeft: null };

/** A 401 of a door that ignores the header speaks of the password, or of the code that was mailed. */
function outcomeOfSignIn(status: number, error: ServiceError | null): Outcome {
  if (status >= 500) return 'failed';
  const isReadable = status !== UNAUTHORIZED && error?.refusesCredential === false;
  return isReadable ? 'accepted' : 'unknown';
}

/** Whether the words may as well be about the password that was sent beside the token. */
function namesLogin({ code, message }: ServiceError): boolean {
  return refusalReason({ code, message }) === null && LOGIN_WORDS.test(`${code} ${message}`);
}

function outcomeOf(
  request: RequestFacts,
  error: ServiceError | null,
  isInvalidToken: boolean,
): Outcome {
  const { state, status, route, credential } = request;
  if (state === 'pending') return 'pending';
  if (state === 'unseen') return 'unknown';
  if (state === 'failed' || status === null) return 'failed';
  if (status < 400) return 'accepted';
  if (status === TOO_MANY_REQUESTS) return 'unknown';
  if (route.kind === 'refresh' && REFUSES_REFRESH.has(status)) return 'rejected';
  if (route.ignoresCredential && route.kind !== 'refresh' && !isInvalidToken)
    return outcomeOfSignIn(status, error);
  if (error?.refusesCredential === true) return 'rejected';
  if (status >= 500) return 'failed';
  if (error?.refusesCredential === false) return 'accepted';
  if (route.kind === 'password-change' && error && namesLogin(error)) return 'accepted';
  // A 401 is about the credential (RFC 9110 §15.5.2), where one was wanted or sent.
  const isAsked = route.guarded || credential.kind !== 'absent';
  return status === UNAUTHORIZED && isAsked ? 'rejected' : 'unknown';
}

/** What the answer says of an error: its body and its challenge. */
function errorOf(
  { status, body, responseHeaders }: RequestFacts,
  profile: ServiceProfile,
): ServiceError | null {
  if (status === null) return null;
  const error = profile.readError(status, body);
  return status < 400 ? error : withChallenge(error, readChallenge(status, responseHeaders));
}

function byClock(atMs: number | null, clock: ClockReading | null): number | null {
  return atMs === null ? null : atMs + (clock?.offsetMs ?? 0);
}

/** Judges a request at the moment it was sent, by the server's clock where that is known; not yet why it was refused. */
export function judgeRequest(
  request: RequestFacts,
  record: CredentialRecord | null,
  clock: ClockReading | null,
  profile: ServiceProfile,
): Verdict {
  const { validity, secondsLeft } = request.requestHeaders
    ? judgeCredential(
        request.credential,
        byClock(request.sentAt, clock),
        profile.expiringSeconds,
        record?.decoded,
      )
    : NOT_RECORDED;
  const error = errorOf(request, profile);
  const isInvalidToken = [error?.code, error?.message].includes(profile.invalidToken.code);
  const outcome = outcomeOf(request, error, isInvalidToken);
  const flags: Flag[] = [];
  if (validity === 'expired' && !request.route.ignoresCredential) flags.push('sent-expired');
  if (isInvalidToken) flags.push('invalid-token');
  else if (outcome === 'rejected') flags.push('auth-error');
  return { validity, secondsLeft, outcome, flags, error, clock, refusal: null };
}

/** Judges a socket's token when it was sent; the refusal's own words decide the flag. */
export function judgeSocket(
  use: SocketUse,
  record: CredentialRecord | null,
  clock: ClockReading | null,
  profile: ServiceProfile,
): Verdict {
  const { credential, answer } = use;
  const judgement = judgeCredential(
    credential,
    byClock(use.at, clock),
    profile.expiringSeconds,
    record?.decoded,
  );
  const flags: Flag[] = judgement.validity === 'expired' ? ['sent-expired'] : [];
  const error = answer?.error ?? null;
  if (error) {
    const { code, words } = profile.invalidToken;
    const isInvalidToken = error.code === code || words.test(error.message ?? '');
    flags.push(isInvalidToken ? 'invalid-token' : 'auth-error');
  }
  const outcome = answer ? (answer.accepted ? 'accepted' : 'rejected') : 'pending';
  return { ...judgement, outcome, flags, error, clock, refusal: null };
}
