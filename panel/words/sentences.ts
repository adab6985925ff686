import { type Said, said, type WordKey, wordKey } from '../../src/core/language/language.ts';
import type { Flag, Validity } from '../../src/core/language/stable-words.ts';
import { isKeptByCache } from '../../src/core/recording/kept-by-cache.ts';
import type { RequestFacts } from '../../src/core/recording/request.ts';
import { TOO_MANY_REQUESTS } from '../../src/core/service/http.ts';
import type { Verdict } from '../../src/core/verdict/verdict.ts';
import { say } from './language.ts';
import { refusalSentence, refusalWords } from './refusal-sentences.ts';

/** What a sentence about a request is made from. */
export interface ToldRequest {
  verdict: Verdict;
  facts: Pick<RequestFacts, 'status' | 'state' | 'error' | 'route' | 'credential' | 'method'>;
}

export type FailedCall = 'cancelled' | 'blocked' | 'failed';

/** Chrome's and Firefox's words for a request without an answer, in three of ours. */
export function failureOf(error: string | null): FailedCall {
  if (/ABORTED|CANCEL/i.test(error ?? '')) return 'cancelled';
  return /BLOCKED|CSP|DENIED/i.test(error ?? '') ? 'blocked' : 'failed';
}

/** The status, and whether a cache had the body; or the word that stands for none. */
export function statusWords(
  request: Pick<RequestFacts, 'status' | 'state' | 'error' | 'fromCache'>,
): string {
  const { status, state, error } = request;
  if (status === null) {
    const isWithoutAnswer = state === 'pending' || state === 'unseen';
    return say(wordKey('status', isWithoutAnswer ? state : failureOf(error)));
  }
  return isKeptByCache(request) ? say('status_from_cache', { status }) : String(status);
}

const TIMED: Partial<Record<Validity, WordKey>> = {
  valid: 'sent_with_left',
  expiring: 'sent_with_little_left',
  expired: 'reason_expired_before',
};

/** What the token was when it was sent, as the end of a sentence. */
function tokenState({ validity, secondsLeft }: Verdict): Said {
  const timed = TIMED[validity];
  return timed && secondsLeft !== null
    ? said(timed, { secondsLeft })
    : said(wordKey('sent', validity));
}

/** Whether it was answered without anybody asking for a token: a script, a font, a page. */
export function needsNoToken({ verdict, facts: request }: ToldRequest): boolean {
  const { route, credential, status } = request;
  const isOpen = !route.guarded && !route.ignoresCredential && credential.kind === 'absent';
  return isOpen && verdict.outcome === 'accepted' && status !== null && status < 400;
}

function acceptedSentence(told: ToldRequest): string {
  const { validity, secondsLeft, flags } = told.verdict;
  const { status, route } = told.facts;
  const token = tokenState(told.verdict);
  if (flags.includes('sent-expired'))
    return secondsLeft === null
      ? say('sentence_accepted_expired')
      : say('sentence_accepted_expired_earlier', { secondsLeft });
  if (route.ignoresCredential) return say('sentence_accepted_unread');
  if (status !== null && status >= 400)
    return say('sentence_accepted_about_else', { status, token });
  if (needsNoToken(told)) return say('sentence_accepted_unneeded');
  if (validity === 'none') return say('sentence_accepted_without');
  return say('sentence_accepted', { token });
}

function failedSentence({ verdict, facts: request }: ToldRequest): string {
  const { status, error } = request;
  const token = tokenState(verdict);
  return status === null
    ? say(wordKey('sentence', failureOf(error)), { token })
    : say('sentence_service_failed', { status, token });
}

function unknownSentence({ verdict, facts: request }: ToldRequest): string {
  const { status, route, state } = request;
  const token = tokenState(verdict);
  if (state === 'unseen') return say('sentence_unseen');
  if (status === TOO_MANY_REQUESTS) return say('sentence_too_many_requests', { token });
  if (route.kind === 'login' || route.kind === 'register') return say('sentence_sign_in_refused');
  return status === null
    ? say('sentence_undecided', { token })
    : say('sentence_undecided_status', { status, token });
}

/** The verdict on a request in one or two sentences that need no knowledge of tokens. */
export function verdictSentence(told: ToldRequest): string {
  const { verdict } = told;
  switch (verdict.outcome) {
    case 'accepted':
      return acceptedSentence(told);
    case 'rejected':
      return refusalSentence(verdict, told.facts.credential);
    case 'failed':
      return failedSentence(told);
    case 'pending':
      return say('sentence_waiting', { token: tokenState(verdict) });
    case 'unknown':
      return unknownSentence(told);
  }
}

function acceptedWords(told: ToldRequest): WordKey {
  const { validity, flags } = told.verdict;
  const { status, route } = told.facts;
  if (flags.includes('sent-expired')) return 'verdict_accepted_expired';
  if (status !== null && status >= 400) return 'verdict_about_else';
  if (needsNoToken(told)) return 'verdict_no_token_needed';
  if (validity === 'none' && route.guarded) return 'verdict_accepted_without';
  return validity === 'expiring' ? 'verdict_accepted_expiring' : 'verdict_accepted';
}

function unknownWords({ facts: { status, route, state } }: ToldRequest): WordKey {
  if (state === 'unseen') return 'verdict_unseen';
  if (status === TOO_MANY_REQUESTS) return 'verdict_too_many_requests';
  const isSignIn = route.kind === 'login' || route.kind === 'register';
  return isSignIn ? 'verdict_sign_in_refused' : 'verdict_undecided';
}

/** The verdict in a few words, for a column. */
export function verdictWords(told: ToldRequest): string {
  const { verdict, facts: request } = told;
  switch (verdict.outcome) {
    case 'rejected':
      return refusalWords(verdict);
    case 'accepted':
      return say(acceptedWords(told));
    case 'failed':
      return say(
        request.status === null
          ? wordKey('verdict', failureOf(request.error))
          : 'verdict_service_failed',
      );
    case 'pending':
      return say(
        verdict.flags.includes('sent-expired') ? 'verdict_waits_expired' : 'verdict_waits',
      );
    case 'unknown':
      return say(unknownWords(told));
  }
}

/** What a flag means. */
export function flagSentence(flag: Flag): string {
  return say(wordKey('flag', flag));
}
