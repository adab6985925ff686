import { type Said, said, wordKey } from '../language/language.ts';
import { isUnsure, type RefreshOutcome } from '../verdict/refresh-outcome.ts';
import type { SessionFacts } from './facts.ts';

/** The service allows one refresh a minute. */
const ONE_PER_MS = 60_000;

/** Why the session cannot be renewed from here; null where it can. */
export function renewalObstacle({ renewal }: SessionFacts): Said | null {
  return renewal === 'possible' ? null : said(wordKey('renew_unavailable', renewal));
}

/** s since a renewal so recent that another should be asked for twice; null when there was none. */
export function secondsSinceRenewal({ lastRenewal }: SessionFacts, nowMs: number): number | null {
  if (!lastRenewal || nowMs - lastRenewal.at >= ONE_PER_MS) return null;
  return Math.max(0, Math.floor((nowMs - lastRenewal.at) / 1000));
}

/** How a renewal ended, for somebody who knows nothing of tokens. */
export function renewalSaid(outcome: RefreshOutcome): Said {
  switch (outcome.kind) {
    case 'refreshed': {
      const until = outcome.after.expiresAt;
      return until === null ? said('renew_done') : said('renew_done_until', { until });
    }
    case 'rate-limited': {
      const { retryAfterSeconds: wait } = outcome;
      return wait === null ? said('renew_rate_limited') : said('renew_rate_limited_for', { wait });
    }
    case 'failed':
      return said(isUnsure(outcome) ? 'renew_unsure' : 'renew_failed');
    case 'unavailable':
      return said(wordKey('renew_unavailable', outcome.reason));
    case 'not-written':
      return said(outcome.reason === 'storage-full' ? 'renew_storage_full' : 'renew_not_written');
    default:
      return said(wordKey('renew', outcome.kind));
  }
}

/** Whether it ended well, badly, or without having been tried. */
export function renewalTone({ kind }: RefreshOutcome): 'good' | 'bad' | 'warn' {
  if (kind === 'refreshed') return 'good';
  return kind === 'refused' ? 'bad' : 'warn';
}
