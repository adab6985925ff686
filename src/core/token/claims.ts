import { isHoldable } from '../language/time-value.ts';
import type { Claims } from './jwt.ts';

/** A NumericDate (RFC 7519 §2) as it stood in a claim. */
export interface NumericDate {
  /** ms since the epoch; may lie outside what a Date can hold */
  ms: number;
  /** the claim was in milliseconds, where the RFC wants seconds */
  writtenInMs: boolean;
}

/** Seconds this large lie beyond the year 5000: such a number was meant as milliseconds. */
const MILLISECONDS_FROM = 100_000_000_000;

/** Reads `exp`, `nbf`, `iat` or `auth_time`; null when absent or not a finite number. */
export function numericDate(claims: Claims, name: string): NumericDate | null {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const writtenInMs = Math.abs(value) >= MILLISECONDS_FROM;
  return { ms: writtenInMs ? value : value * 1000, writtenInMs };
}

/** ms since the epoch of a date claim, or null where a Date cannot hold it. */
export function claimTime(claims: Claims, name: string): number | null {
  const date = numericDate(claims, name);
  return date && isHoldable(date.ms) ? date.ms : null;
}

/** A string claim, or null. */
export function textClaim(claims: Claims, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Who a token speaks for: e-mail, else subject, else the service's own `id`. */
export function identity(claims: Claims): string | null {
  return textClaim(claims, 'email') ?? textClaim(claims, 'sub') ?? textClaim(claims, 'id');
}
