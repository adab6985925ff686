import { redactText } from '../../src/core/redact.ts';
import type { RefreshObstacle, RefreshOutcome } from '../../src/core/refresh.ts';
import { durationInWords } from '../parts/durations.ts';
import { localTime } from '../parts/times.ts';

const OBSTACLES: Record<RefreshObstacle, string> = {
  'no-page': 'The page has not been heard yet: reload it.',
  'signed-out': 'Nobody is signed in, so there is nothing to refresh.',
  'auth-v1': 'Auth V1 tokens cannot be refreshed: sign in again to get a new one.',
  admin: 'Admin tokens cannot be refreshed: sign in again to get a new one.',
  'no-refresh-token':
    'Storage holds no refresh token, and no refresh endpoint with a cookie has been seen yet.',
};

/** Why a refresh cannot even be tried. */
export function obstacleSentence(reason: RefreshObstacle): string {
  return OBSTACLES[reason];
}

function failedSentence({ reason, status }: Extract<RefreshOutcome, { kind: 'failed' }>): string {
  const code = status === null ? '' : ` (${status})`;
  if (reason === 'answer-lost')
    return 'How the refresh ended is not known: the extension was interrupted. The token shown above is what the page holds now.';
  const why = {
    'server-error': `the service had an error${code}`,
    timeout: 'no answer came within 15 s',
    offline: 'the service could not be reached; is this computer online?',
    nonsense: `the answer${code} held no usable token`,
  };
  return `Nothing was changed: ${why[reason]}.`;
}

const NOT_WRITTEN = {
  'tokens-changed': 'the app had stored other tokens meanwhile',
  'user-changed': 'another user had signed in meanwhile',
  'signed-out': 'the user had signed out meanwhile',
};

/** How a refresh ended, in a sentence; times are told as seen at `nowMs`. */
export function refreshSentence(outcome: RefreshOutcome, nowMs: number): string {
  switch (outcome.kind) {
    case 'refreshed': {
      const { places, after } = outcome;
      const until = after.expiresAt === null ? '' : ` until ${localTime(after.expiresAt, nowMs)}`;
      const where = places.length === 1 ? '1 place' : `${places.length} places`;
      return `Refreshed: the new token is good${until}. Written to ${where}.`;
    }
    case 'refused': {
      const said = outcome.message ? ` (“${redactText(outcome.message)}”)` : '';
      return `The refresh token is no longer accepted${said}: sign in again. Nothing was written.`;
    }
    case 'rate-limited': {
      const wait = outcome.retryAfterSeconds;
      const span = wait === null ? 'about a minute' : durationInWords(wait);
      return `Too many refreshes: wait ${span}, then try again. Nothing was changed.`;
    }
    case 'failed':
      return failedSentence(outcome);
    case 'not-written':
      return `A new token came, but nothing was written: ${NOT_WRITTEN[outcome.reason]}.`;
    case 'app-is-refreshing':
      return 'The app itself is refreshing right now, so nothing was sent. Wait a moment.';
    case 'unavailable':
      return obstacleSentence(outcome.reason);
  }
}

/** Whether it ended well, badly, or without having been tried. */
export function refreshTone(outcome: RefreshOutcome): 'good' | 'bad' | 'warn' {
  if (outcome.kind === 'refreshed') return 'good';
  const isLost = outcome.kind === 'failed' && outcome.reason === 'answer-lost';
  const isBad = outcome.kind === 'refused' || (outcome.kind === 'failed' && !isLost);
  return isBad ? 'bad' : 'warn';
}
