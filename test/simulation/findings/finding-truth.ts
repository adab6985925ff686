import type { FindingCode } from '../../../src/core/language/stable-words.ts';
import type { SaidFinding } from '../reader.ts';
import type { View } from '../view.ts';
import {
  freshTokenRefused,
  refreshBroughtExpired,
  retryKeptOldToken,
  rolledBack,
  twoUsers,
} from './of-chains.ts';
import {
  refreshDeadlock,
  refreshFailing,
  refreshLate,
  refreshMissing,
  refreshRace,
  refreshTooOften,
} from './of-refreshes.ts';
import { socketStale, socketUnauthenticated } from './of-sockets.ts';
import {
  cookieOutlivesToken,
  issuedAtDrift,
  placeholderInStorage,
  quotedInStorage,
  staleCopy,
  wipedAfterRefreshFailure,
} from './of-storage.ts';
import {
  clockSkew,
  expiredTokenSent,
  invalidTokenRate,
  malformedClaim,
  notRefreshable,
  validTokenDiscarded,
  verifierDown,
} from './of-tokens.ts';
import { type Due, type Sight, sightOf } from './sight.ts';

const TRUTHS: Readonly<Record<FindingCode, (sight: Sight) => Due>> = {
  'expired-token-sent': expiredTokenSent,
  'invalid-token-rate': invalidTokenRate,
  'refresh-failing': refreshFailing,
  'refresh-missing': refreshMissing,
  'refresh-late': refreshLate,
  'refresh-race': refreshRace,
  'refresh-too-often': refreshTooOften,
  'refresh-deadlock': refreshDeadlock,
  'rolled-back': rolledBack,
  'two-users': twoUsers,
  'clock-skew': clockSkew,
  'verifier-down': verifierDown,
  'not-refreshable': notRefreshable,
  'fresh-token-refused': freshTokenRefused,
  'retry-kept-old-token': retryKeptOldToken,
  'refresh-brought-expired-token': refreshBroughtExpired,
  'malformed-claim': malformedClaim,
  'valid-token-discarded': validTokenDiscarded,
  'socket-stale': socketStale,
  'socket-unauthenticated': socketUnauthenticated,
  'stale-copy': staleCopy,
  'quoted-in-storage': quotedInStorage,
  'placeholder-in-storage': placeholderInStorage,
  'issued-at-drift': issuedAtDrift,
  'cookie-outlives-token': cookieOutlivesToken,
  'wiped-after-refresh-failure': wipedAfterRefreshFailure,
};

/** Seen without any request header: in bodies, times and statuses. */
const NEEDS_NO_HEADER = new Set([
  'refresh-failing',
  'refresh-race',
  'refresh-too-often',
  'refresh-brought-expired-token',
  'clock-skew',
  'verifier-down',
]);
/** Others are hints: one explanation among others, a renewal that came late. */
function isClaim({ code, severity, certainty }: SaidFinding): boolean {
  if (code === 'verifier-down') return certainty === 'certain';
  return code !== 'refresh-missing' || severity === 'error';
}

export interface FindingScore {
  /** said, though it is not so */
  false: string[];
  /** not said, though it is so and can be seen */
  missed: string[];
  due: ReadonlyMap<string, Due>;
}

/** Holds the findings of a recording against what is true of it. */
export function judgeFindings(view: View, said: readonly SaidFinding[]): FindingScore {
  const sight = sightOf(view);
  const hasFaults = view.session.faults.length > 0;
  const due = new Map<string, Due>();
  for (const [code, truth] of Object.entries(TRUTHS)) {
    const whole = truth(sight);
    // Without the headers nobody knows which token was sent; beside a fault much may be its doing.
    const isHidden =
      (view.isSanitised && !NEEDS_NO_HEADER.has(code)) || (view.seesStorage && hasFaults);
    due.set(code, isHidden && whole === 'must' ? 'may' : whole);
  }
  const claimed = said.filter(isClaim).map(({ code }) => code);
  return {
    false: claimed.filter((code) => (due.get(code) ?? 'not') === 'not'),
    missed: [...due].flatMap(([code, one]) => {
      return one === 'must' && !said.some((finding) => finding.code === code) ? [code] : [];
    }),
    due,
  };
}
