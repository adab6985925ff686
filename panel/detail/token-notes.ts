import { isHoldable } from '../../src/core/language/time-value.ts';
import { numericDate } from '../../src/core/token/claims.ts';
import type { Claims } from '../../src/core/token/jwt.ts';
import { say } from '../words/language.ts';
import { utcTime } from '../words/times.ts';

const FAR_AWAY_MS = 10 * 365 * 24 * 3600 * 1000;
const FUTURE_LEEWAY_MS = 60_000;

function expiryNotes(claims: Claims, nowMs: number): string[] {
  const exp = numericDate(claims, 'exp');
  if (!exp)
    return ['exp' in claims ? say('detail_odd_exp_no_number') : say('detail_odd_exp_missing')];
  const notes: string[] = [];
  if (exp.meantMs !== null) return [say('detail_odd_exp_ms', { at: utcTime(exp.meantMs) })];
  if (!isHoldable(exp.ms)) notes.push(say('detail_odd_exp_absurd'));
  else if (exp.ms - nowMs > FAR_AWAY_MS) notes.push(say('detail_odd_exp_far'));
  if (!Number.isInteger(claims.exp)) notes.push(say('detail_odd_exp_fraction'));
  return notes;
}

/** What is odd about the dates of a token, seen at `nowMs`. */
export function tokenNotes(claims: Claims, nowMs: number): string[] {
  const iat = numericDate(claims, 'iat');
  const fromFuture = iat !== null && iat.meantMs === null && iat.ms - nowMs > FUTURE_LEEWAY_MS;
  return fromFuture
    ? [...expiryNotes(claims, nowMs), say('detail_odd_iat_future')]
    : expiryNotes(claims, nowMs);
}
