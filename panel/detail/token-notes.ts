import { isHoldable, numericDate } from '../../src/core/claims.ts';
import type { Claims } from '../../src/core/jwt.ts';

const FAR_AWAY_MS = 10 * 365 * 24 * 3600 * 1000;
const FUTURE_LEEWAY_MS = 60_000;

function expiryNotes(claims: Claims, nowMs: number): string[] {
  const exp = numericDate(claims, 'exp');
  if (!exp)
    return [
      'exp' in claims
        ? 'The claim “exp” is not a number, so this token does not say when it expires.'
        : 'There is no claim “exp”, so this token does not say when it expires.',
    ];
  const notes: string[] = [];
  if (exp.writtenInMs)
    notes.push('“exp” is written in milliseconds; the standard wants seconds (read as meant).');
  if (!isHoldable(exp.ms)) notes.push('“exp” lies outside every calendar: this date is absurd.');
  else if (exp.ms - nowMs > FAR_AWAY_MS) notes.push('“exp” lies more than ten years ahead.');
  if (!exp.writtenInMs && exp.ms % 1000 !== 0)
    notes.push('“exp” has a fraction of a second, which some libraries refuse.');
  return notes;
}

/** What is odd about the dates of a token, seen at `nowMs`. */
export function tokenNotes(claims: Claims, nowMs: number): string[] {
  const iat = numericDate(claims, 'iat');
  const fromFuture = iat !== null && iat.ms - nowMs > FUTURE_LEEWAY_MS;
  return fromFuture
    ? [
        ...expiryNotes(claims, nowMs),
        'It was issued in the future by this computer’s clock: one of the clocks is wrong.',
      ]
    : expiryNotes(claims, nowMs);
}
