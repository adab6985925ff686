import { wordKey } from '../../src/core/language/language.ts';
import { redactText } from '../../src/core/redaction/redact.ts';
import { isUnsure, type RefreshOutcome } from '../../src/core/verdict/refresh-outcome.ts';
import { failure } from './failure.ts';
import { say } from './language.ts';
import { obstacleSentence } from './refresh-obstacle.ts';
import { localTime } from './times.ts';

/** Then nobody knows whether the service took the refresh token. */
function isUnanswered({ reason }: Extract<RefreshOutcome, { kind: 'failed' }>): boolean {
  return reason === 'offline' || reason === 'timeout';
}

function failedSentence(outcome: Extract<RefreshOutcome, { kind: 'failed' }>): string {
  if (isUnsure(outcome)) return say(wordKey('refresh', outcome.reason));
  if (isUnanswered(outcome)) return say('refresh_no_answer');
  return say('refresh_changed_nothing', { why: failure(outcome.reason, outcome.status) });
}

function refreshedSentence(
  { places, after }: Extract<RefreshOutcome, { kind: 'refreshed' }>,
  nowMs: number,
): string {
  const { expiresAt } = after;
  const count = places.length;
  return expiresAt === null
    ? say('refresh_done', { count })
    : say('refresh_done_until', { count, until: localTime(expiresAt, nowMs) });
}

/** How a refresh ended, in a sentence; times are told as seen at `nowMs`. */
export function refreshSentence(outcome: RefreshOutcome, nowMs: number): string {
  switch (outcome.kind) {
    case 'refreshed':
      return refreshedSentence(outcome, nowMs);
    case 'refused':
      return outcome.message
        ? say('refresh_refused_saying', { message: redactText(outcome.message) })
        : say('refresh_refused');
    case 'rate-limited': {
      const { retryAfterSeconds } = outcome;
      return retryAfterSeconds === null
        ? say('refresh_rate_limited')
        : say('refresh_rate_limited_for', {
            wait: retryAfterSeconds,
            until: localTime(nowMs + retryAfterSeconds * 1000, nowMs),
          });
    }
    case 'failed':
      return failedSentence(outcome);
    case 'not-written':
      return say(wordKey('refresh_not_written', outcome.reason));
    case 'app-is-refreshing':
      return say('refresh_by_app');
    case 'unavailable':
      return obstacleSentence(outcome.reason);
  }
}

/** Whether it ended well, badly, or without having been tried. */
export function refreshTone(outcome: RefreshOutcome): 'good' | 'bad' | 'warn' {
  if (outcome.kind === 'refreshed') return 'good';
  const isBad = outcome.kind === 'refused' || (outcome.kind === 'failed' && !isUnsure(outcome));
  return isBad ? 'bad' : 'warn';
}
