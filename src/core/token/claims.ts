import { isHoldable } from '../language/time-value.ts';
import type { Claims } from './jwt.ts';

/** A NumericDate (RFC 7519 §2) as verifiers read it. */
export interface NumericDate {
  /** ms since the epoch; may lie outside what a Date can hold */
  ms: number;
  /** ms since the epoch that the number would mean, were it milliseconds as it looks; else null */
  meantMs: number | null;
}

/** Numbers of this size (RFC 7519 wants seconds) lie beyond the year 5000, unless they are ms. */
export const MILLISECONDS_FROM = 100_000_000_000;
const MILLISECONDS_BELOW = 100_000_000_000_000;

/** Reads `exp`, `nbf`, `iat` or `auth_time`; null when absent or not a finite number. */
export function numericDate(claims: Claims, name: string): NumericDate | null {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  const looksLikeMs = value >= MILLISECONDS_FROM && value < MILLISECONDS_BELOW;
  return { ms: value * 1000, meantMs: looksLikeMs ? value : null };
}

/**
 * ms since the epoch of a date claim; null where a Date cannot hold it, or where the number looks
 * like milliseconds and so names no date that anybody meant.
 */
export function claimTime(claims: Claims, name: string): number | null {
  const date = numericDate(claims, name);
  return date && date.meantMs === null && isHoldable(date.ms) ? date.ms : null;
}

/** A date claim that is not written as RFC 7519 §2 wants it. */
export interface OddDate {
  name: 'exp' | 'iat' | 'nbf';
  kind: 'milliseconds' | 'no-number' | 'negative' | 'beyond';
  /** ms since the epoch that was meant, where it looks like milliseconds */
  meantMs: number | null;
}

const DATE_CLAIMS = ['exp', 'iat', 'nbf'] as const;

/** What is wrong with the dates of a token, in the order exp, iat, nbf. */
export function oddDates(claims: Claims): OddDate[] {
  return DATE_CLAIMS.flatMap((name): OddDate[] => {
    if (!Object.hasOwn(claims, name)) return [];
    const date = numericDate(claims, name);
    if (!date) return [{ name, kind: 'no-number', meantMs: null }];
    if (date.meantMs !== null) return [{ name, kind: 'milliseconds', meantMs: date.meantMs }];
    if (date.ms < 0) return [{ name, kind: 'negative', meantMs: null }];
    return isHoldable(date.ms) ? [] : [{ name, kind: 'beyond', meantMs: null }];
  });
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

/** Ids of users and jobs are written so; a token is longer and of more letters. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
