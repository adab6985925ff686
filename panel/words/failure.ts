import { type Said, said, wordKey } from '../../src/core/language/language.ts';
import type { ProbeOutcome } from '../../src/core/session/probe-outcome.ts';
import type { RefreshOutcome } from '../../src/core/verdict/refresh-outcome.ts';

type Failed = Extract<ProbeOutcome | RefreshOutcome, { kind: 'failed' }>;

/** Why something that was asked of the service failed, with the status of the answer if there was one. */
export function failure(reason: Failed['reason'], status: number | null): Said {
  const why = said(wordKey('act_failed', reason));
  return status === null ? why : said('act_failed_status', { why, status });
}
