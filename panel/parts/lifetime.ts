import { claimTime } from '../../src/core/token/claims.ts';
import { countdownSeconds } from '../../src/core/token/countdown.ts';
import type { DecodedToken } from '../../src/core/token/jwt.ts';
import { judgeClaims } from '../../src/core/token/validity.ts';

/** A token's life as it stands at an instant. */
export interface Lifetime {
  /** ms; null where it does not say */
  issuedAt: number | null;
  /** ms */
  expiresAt: number;
  /** whole s, negative once expired */
  secondsLeft: number;
  state: 'valid' | 'expiring' | 'expired' | 'not-yet-valid';
}

/** The life of a token with a date of expiry that a calendar can hold; null for any other. */
export function lifetimeOf(
  decoded: DecodedToken,
  nowMs: number,
  expiringSeconds: number,
): Lifetime | null {
  if (decoded.kind !== 'jws') return null;
  const expiresAt = claimTime(decoded.claims, 'exp');
  const { validity, secondsLeft } = judgeClaims(decoded.claims, nowMs, expiringSeconds);
  if (expiresAt === null || secondsLeft === null) return null;
  return {
    issuedAt: claimTime(decoded.claims, 'iat'),
    expiresAt,
    secondsLeft: countdownSeconds(secondsLeft),
    state: isState(validity) ? validity : 'valid',
  };
}

function isState(validity: string): validity is Lifetime['state'] {
  return ['valid', 'expiring', 'expired', 'not-yet-valid'].includes(validity);
}

/**
 * Parts of a bar that stands for the life, 0 to 1: what is over, and the last stretch, where it counts
 * as expiring; null where its beginning is not known.
 */
export function barShares(
  { issuedAt, expiresAt }: Lifetime,
  nowMs: number,
  expiringSeconds: number,
): { elapsed: number; late: number } | null {
  if (issuedAt === null || expiresAt <= issuedAt) return null;
  const whole = expiresAt - issuedAt;
  const left = Math.min(1, Math.max(0, (expiresAt - nowMs) / whole));
  return { elapsed: 1 - left, late: Math.min(1, (1000 * expiringSeconds) / whole) };
}
