import type { Validity } from '../language/stable-words.ts';
import { isHoldable } from '../language/time-value.ts';
import type { Credential } from './authorization.ts';
import { numericDate } from './claims.ts';
import { type Claims, type DecodedToken, decodeToken } from './jwt.ts';

export interface JudgedValidity {
  validity: Validity;
  /** s until `exp` at that moment, negative once expired; null where it cannot be told */
  secondsLeft: number | null;
}

/** RFC 7519 §4.1.4 and §4.1.5: from `exp` on a token is expired, before `nbf` not yet valid. */
export function judgeClaims(claims: Claims, atMs: number, expiringSeconds: number): JudgedValidity {
  const exp = numericDate(claims, 'exp');
  const nbf = numericDate(claims, 'nbf');
  const left = exp && (exp.ms - atMs) / 1000;
  // What looks like milliseconds does not expire, as verifiers read it.
  const secondsLeft = exp && exp.meantMs === null && isHoldable(exp.ms) ? left : null;
  if (left !== null && left <= 0) return { validity: 'expired', secondsLeft };
  if (nbf && atMs < nbf.ms) return { validity: 'not-yet-valid', secondsLeft };
  if (left === null) return { validity: 'no-exp', secondsLeft: null };
  return { validity: left < expiringSeconds ? 'expiring' : 'valid', secondsLeft };
}

/** A decoded token at an instant (ms since the epoch; null when the instant is unknown). */
export function judgeToken(
  decoded: DecodedToken,
  atMs: number | null,
  expiringSeconds: number,
): JudgedValidity {
  if (decoded.kind !== 'jws') return { validity: decoded.kind, secondsLeft: null };
  if (atMs === null) return { validity: 'unknown', secondsLeft: null };
  return judgeClaims(decoded.claims, atMs, expiringSeconds);
}

/**
 * The credential of a request at the moment it was sent.
 * @param decoded its token, where that was read before
 */
export function judgeCredential(
  credential: Credential,
  atMs: number | null,
  expiringSeconds: number,
  decoded?: DecodedToken,
): JudgedValidity {
  if (credential.kind !== 'token') return { validity: 'none', secondsLeft: null };
  return judgeToken(decoded ?? decodeToken(credential.token), atMs, expiringSeconds);
}
