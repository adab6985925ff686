import type { RequestFacts } from '../../src/core/request.ts';
import type { Flag, Validity } from '../../src/core/stable-words.ts';
import type { Verdict } from '../../src/core/verdict.ts';
import { durationInWords } from '../parts/durations.ts';
import { refusalSentence, refusalWords } from './refusal-sentences.ts';

/** What a sentence about a request is made from. */
export interface Told {
  verdict: Verdict;
  request: Pick<RequestFacts, 'status' | 'error' | 'route' | 'credential' | 'method'>;
}

export type Failure = 'cancelled' | 'blocked' | 'failed';

const TOO_MANY_REQUESTS = 429;

/** Chrome's and Firefox's words for a request without an answer, in three of ours. */
export function failureOf(error: string | null): Failure {
  if (/ABORTED|CANCEL/i.test(error ?? '')) return 'cancelled';
  return /BLOCKED|CSP|DENIED/i.test(error ?? '') ? 'blocked' : 'failed';
}

const FAILURE_WORDS: Record<Failure, string> = {
  cancelled: '(cancelled)',
  blocked: '(blocked)',
  failed: '(failed)',
};

/** The status, or the word that stands for none. */
export function statusWords({
  status,
  state,
  error,
}: Pick<RequestFacts, 'status' | 'state' | 'error'>): string {
  if (status !== null) return String(status);
  return state === 'pending' ? '(pending)' : FAILURE_WORDS[failureOf(error)];
}

function left({ secondsLeft }: Verdict): string | null {
  return secondsLeft === null ? null : durationInWords(secondsLeft);
}

/** What the token was when it was sent, as the end of a sentence. */
function tokenState(verdict: Verdict): string {
  const span = left(verdict);
  const states: Record<Validity, string> = {
    none: 'no token was sent',
    opaque: 'the token is not a JWT, so its age cannot be read',
    malformed: 'what was sent as a token cannot be decoded',
    'not-yet-valid': 'the token was not valid yet when it was sent',
    valid: span ? `the token had ${span} left when it was sent` : 'the token was valid when sent',
    expiring: span
      ? `the token had only ${span} left when it was sent`
      : 'the token was about to expire',
    expired: span
      ? `the token had expired ${span} before it was sent`
      : 'the token had expired before it was sent',
    'no-exp': 'the token does not say when it expires',
    unknown: 'what was sent as a token was not recorded',
  };
  return states[verdict.validity];
}

function acceptedSentence({ verdict, request }: Told): string {
  const { validity } = verdict;
  const { status, route } = request;
  if (verdict.flags.includes('sent-expired')) {
    const span = left(verdict);
    const ago = span ? ` ${span} earlier` : '';
    return `Accepted although the token had expired${ago}: the service caches its checks.`;
  }
  if (route.ignoresCredential) return 'Accepted. The service does not look at a token here.';
  if (status !== null && status >= 400)
    return `The token was not the problem: the answer ${status} is about something else; ${tokenState(verdict)}.`;
  if (validity === 'none' && !route.guarded) return 'Accepted. No token is needed here.';
  if (validity === 'none') return 'Accepted although no token was sent.';
  return `Accepted: ${tokenState(verdict)}.`;
}

function failedSentence({ verdict, request }: Told): string {
  const { status, error } = request;
  const token = `${tokenState(verdict)[0]?.toUpperCase()}${tokenState(verdict).slice(1)}.`;
  if (status !== null)
    return `The service failed (${status}); that says nothing about the token. ${token}`;
  const words: Record<Failure, string> = {
    cancelled: 'Cancelled before an answer came: the page left or gave up waiting.',
    blocked: 'Blocked by the browser before it reached the service.',
    failed: 'No answer came: the network or the service was not there.',
  };
  return `${words[failureOf(error)]} ${token}`;
}

function unknownSentence({ verdict, request }: Told): string {
  const { status, route } = request;
  if (status === TOO_MANY_REQUESTS)
    return `Too many requests: the service did not look at the token; ${tokenState(verdict)}.`;
  if (route.kind === 'login' || route.kind === 'register')
    return 'Sign-in was refused; that is about the password or the account, not about a token.';
  return `The answer${status === null ? '' : ` ${status}`} does not say whether the token was the reason; ${tokenState(verdict)}.`;
}

/** The verdict on a request in one or two sentences that need no knowledge of tokens. */
export function verdictSentence(told: Told): string {
  const { verdict } = told;
  switch (verdict.outcome) {
    case 'accepted':
      return acceptedSentence(told);
    case 'rejected':
      return refusalSentence(verdict, told.request.credential);
    case 'failed':
      return failedSentence(told);
    case 'pending':
      return `Waiting for the answer: ${tokenState(verdict)}.`;
    case 'unknown':
      return unknownSentence(told);
  }
}

/** The verdict in a few words, for a column. */
export function verdictWords({ verdict, request }: Told): string {
  const { outcome, validity, flags } = verdict;
  const { status, route } = request;
  switch (outcome) {
    case 'rejected':
      return refusalWords(verdict);
    case 'accepted':
      if (flags.includes('sent-expired')) return 'Accepted although expired';
      if (status !== null && status >= 400) return 'Not about the token';
      if (validity === 'none' && route.guarded) return 'Accepted without a token';
      return validity === 'expiring' ? 'Accepted, about to expire' : 'Accepted';
    case 'failed':
      if (status !== null) return 'Service failed';
      return { cancelled: 'Cancelled', blocked: 'Blocked', failed: 'No answer' }[
        failureOf(request.error)
      ];
    case 'pending':
      return flags.includes('sent-expired') ? 'Sent expired, waiting' : 'Waiting';
    case 'unknown':
      if (status === TOO_MANY_REQUESTS) return 'Too many requests';
      return route.kind === 'login' || route.kind === 'register' ? 'Sign-in refused' : 'Not told';
  }
}

/** What a flag means. */
export const FLAG_SENTENCES: Record<Flag, string> = {
  'sent-expired': 'An expired token was sent',
  'invalid-token': 'The service answered INVALID_TOKEN',
  'auth-error': 'The service refused the credential',
};
