import { FINDINGS, type FindingCode } from '../language/stable-words.ts';
import type { Analysis } from '../verdict/analysis.ts';
import { type Steps, takeAll } from '../verdict/steps.ts';
import { validTokenDiscarded } from './discarded-tokens.ts';
import type { Finding, Search, Severity } from './finding.ts';
import { freshTokenRefused, refreshBroughtExpiredToken } from './fresh-tokens.ts';
import { retryKeptOldToken } from './kept-tokens.ts';
import { malformedClaim } from './malformed-claim.ts';
import { notRefreshable } from './not-refreshable.ts';
import { refreshDeadlock, refreshFailing, wipedAfterRefreshFailure } from './refresh-failures.ts';
import { refreshMissing } from './refresh-missing.ts';
import { refreshLate, refreshRace, refreshTooOften } from './refresh-timing.ts';
import { rolledBack } from './rolled-back.ts';
import { readScene } from './scene.ts';
import { socketStale, socketUnauthenticated } from './socket-tokens.ts';
import { staleCopy } from './stale-copy.ts';
import {
  cookieOutlivesToken,
  issuedAtDrift,
  placeholderInStorage,
  quotedInStorage,
} from './stored-tokens.ts';
import { clockSkew, expiredTokenSent, invalidTokenRate } from './traffic.ts';
import { twoUsers } from './two-users.ts';
import { verifierDown } from './verifier-down.ts';

/** Each finding has its search; they are asked in the order of the stable words. */
const SEARCHES: Record<FindingCode, Search> = {
  'expired-token-sent': expiredTokenSent,
  'invalid-token-rate': invalidTokenRate,
  'refresh-failing': refreshFailing,
  'refresh-missing': refreshMissing,
  'refresh-late': refreshLate,
  'refresh-race': refreshRace,
  'refresh-too-often': refreshTooOften,
  'fresh-token-refused': freshTokenRefused,
  'retry-kept-old-token': retryKeptOldToken,
  'refresh-brought-expired-token': refreshBroughtExpiredToken,
  'valid-token-discarded': validTokenDiscarded,
  'refresh-deadlock': refreshDeadlock,
  'wiped-after-refresh-failure': wipedAfterRefreshFailure,
  'rolled-back': rolledBack,
  'stale-copy': staleCopy,
  'two-users': twoUsers,
  'quoted-in-storage': quotedInStorage,
  'placeholder-in-storage': placeholderInStorage,
  'socket-stale': socketStale,
  'socket-unauthenticated': socketUnauthenticated,
  'cookie-outlives-token': cookieOutlivesToken,
  'issued-at-drift': issuedAtDrift,
  'clock-skew': clockSkew,
  'verifier-down': verifierDown,
  'not-refreshable': notRefreshable,
  'malformed-claim': malformedClaim,
};

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** What the whole recording shows, the gravest first, and refusals before what explains none; at most one of each code. */
export function* findInSteps(analysis: Analysis): Steps<Finding[]> {
  const scene = readScene(analysis);
  const found: Finding[] = [];
  for (const code of FINDINGS) {
    yield;
    const finding = SEARCHES[code](scene);
    if (finding) found.push(finding);
  }
  const refused = new Set(
    [...analysis.requests, ...analysis.sockets].flatMap(({ id, verdict }) =>
      verdict.refusal ? id : [],
    ),
  );
  const weightOf = ({ severity, requests }: Finding) =>
    WEIGHT[severity] + (requests.some((id) => refused.has(id)) ? 0 : 0.5);
  return found.sort((a, b) => weightOf(a) - weightOf(b));
}

export function readFindings(analysis: Analysis): Finding[] {
  return takeAll(findInSteps(analysis));
}
