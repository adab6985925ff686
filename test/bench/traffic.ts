import type { Observation } from '../../src/core/recording/observation.ts';
import { NOON_MS, REFUSED, web } from '../core/recording/legs.ts';
import { v2Token } from '../core/token/tokens.ts';

const HOUR_MS = 3_600_000;
/** ms between two requests */
const EVERY_MS = 100;
/** One in so many is sent with a token that has run out, and refused. */
const EXPIRED_EACH = 100;
const JOBS = 200;

/** What `webRequest` and the page tell of the n-th request: a poll, now and then refused. */
export function poll(n: number): Observation[] {
  const at = n * EVERY_MS;
  const hour = Math.floor(at / HOUR_MS);
  const isExpired = n % EXPIRED_EACH === 0;
  const issuedAt = (NOON_MS + hour * HOUR_MS) / 1000 - (isExpired ? 4_000 : 0);
  const url = `https://api.futureguide.id/api/assessment/status/job-${n % JOBS}`;
  const leg = web(
    { at, url, authorization: `Bearer ${v2Token(issuedAt)}`, status: isExpired ? 401 : 200 },
    {
      responseHeaders: [{ name: 'date', value: new Date(NOON_MS + at).toUTCString() }],
    },
  );
  if (!isExpired) return [leg];
  const startedAt = NOON_MS + at;
  const refusal = { kind: 'refusal', method: 'GET', url, startedAt, status: 401 } as const;
  return [leg, { ...refusal, id: `${leg.id}-body`, body: REFUSED }];
}
