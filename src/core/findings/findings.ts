import { FINDINGS } from '../language/stable-words.ts';
import type { Analysis } from '../verdict/analysis.ts';
import type { Finding, Search, Severity } from './finding.ts';
import { refreshDeadlock, refreshFailing, wipedAfterRefreshFailure } from './refresh-failures.ts';
import { notRefreshable, refreshMissing } from './refresh-missing.ts';
import { refreshLate, refreshRace, refreshTooOften } from './refresh-timing.ts';
import { rolledBack } from './rolled-back.ts';
import { readScene } from './scene.ts';
import { socketStale, socketUnauthenticated } from './sockets.ts';
import { staleCopy } from './stale-copy.ts';
import {
  cookieOutlivesToken,
  issuedAtDrift,
  placeholderInStorage,
  quotedInStorage,
} from './stored-tokens.ts';
import { clockSkew, expiredTokenSent, invalidTokenRate, verifierDown } from './traffic.ts';
import { twoUsers } from './two-users.ts';

const SEARCHES: readonly Search[] = [
  expiredTokenSent,
  invalidTokenRate,
  refreshFailing,
  refreshMissing,
  refreshLate,
  refreshRace,
  refreshTooOften,
  refreshDeadlock,
  wipedAfterRefreshFailure,
  rolledBack,
  staleCopy,
  twoUsers,
  quotedInStorage,
  placeholderInStorage,
  socketStale,
  socketUnauthenticated,
  cookieOutlivesToken,
  issuedAtDrift,
  clockSkew,
  verifierDown,
  notRefreshable,
];

const WEIGHT: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** What the whole recording shows, the gravest first; at most one of each code. */
export function readFindings(analysis: Analysis): Finding[] {
  const scene = readScene(analysis);
  const order = (finding: Finding) => FINDINGS.indexOf(finding.code);
  return SEARCHES.flatMap((search) => search(scene) ?? []).sort(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || order(a) - order(b),
  );
}
