/** Times of a token in ms since the epoch, and enough to recognise it; never the token. */
export interface TokenTimes {
  fingerprint: string;
  issuedAt: number | null;
  expiresAt: number | null;
}

/** How a refresh on demand ended. */
export type RefreshOutcome =
  | { kind: 'refreshed'; before: TokenTimes | null; after: TokenTimes; places: string[] }
  | { kind: 'refused'; message: string | null }
  | { kind: 'rate-limited'; retryAfterSeconds: number | null }
  | {
      kind: 'failed';
      reason: 'server-error' | 'timeout' | 'offline' | 'nonsense' | 'woke-late';
      status: number | null;
    }
  | {
      kind: 'not-written';
      reason: 'tokens-changed' | 'user-changed' | 'user-unnamed' | 'signed-out' | 'storage-full';
    }
  | UnsureOutcome
  | { kind: 'app-is-refreshing' }
  | { kind: 'unavailable'; reason: RefreshObstacle };

/** It may have been done, but nobody heard how it ended. */
export const ANSWER_LOST = { kind: 'failed', reason: 'answer-lost', status: null } as const;

interface UnsureOutcome {
  kind: 'failed';
  reason: 'answer-lost' | 'page-silent';
  status: number | null;
}

/** Whether it may have been done though nobody told so. */
export function isUnsure(outcome: RefreshOutcome): outcome is UnsureOutcome {
  if (outcome.kind !== 'failed') return false;
  return outcome.reason === 'answer-lost' || outcome.reason === 'page-silent';
}

/** Why a refresh cannot even be tried. */
export type RefreshObstacle =
  | 'no-page'
  | 'watch-only'
  | 'signed-out'
  | 'auth-v1'
  | 'admin'
  | 'no-refresh-token';
