import { type Claims, decodeToken } from '../token/jwt.ts';
import type { TokenChange } from './fault.ts';

/** So far past that neither rounding nor a slow clock makes it valid again. */
const EXPIRED_AGO_S = 5;

/** What stands where a token stood: another one, the same in quotes, a word, or nothing. */
export type Put =
  | { kind: 'token'; token: string }
  | { kind: 'quotes' }
  | { kind: 'word'; word: string }
  | { kind: 'nothing' };

/** Not jose's: in a content script of Firefox the bytes are of the page's realm, and have no `toBase64`. */
function base64url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The same header and signature around other claims; null where it is no readable JWT. */
function withClaims(token: string, change: (claims: Claims) => Claims): string | null {
  const decoded = decodeToken(token);
  if (decoded.kind !== 'jws') return null;
  const [header, , signature] = token.split('.');
  return [header, base64url(JSON.stringify(change(decoded.claims))), signature].join('.');
}

/** The same claims but for `exp`; the signature stays. */
export function withExpiry(token: string, expMs: number): string | null {
  return withClaims(token, (claims) => {
    return { ...claims, exp: Math.floor(expMs / 1000) };
  });
}

/** One claim more, as somebody would who wants more than was given; the signature stays. */
export function withTamperedPayload(token: string): string | null {
  return withClaims(token, (claims) => ({ ...claims, tampered: claims.tampered !== true }));
}

/** Another first character: its six bits all count, those of the last may not. */
export function withTamperedSignature(token: string): string | null {
  if (decodeToken(token).kind !== 'jws') return null;
  const [header, payload, signature = ''] = token.split('.');
  const first = signature.startsWith('A') ? 'B' : 'A';
  return [header, payload, first + signature.slice(1)].join('.');
}

/** `exp` of a forged token in ms by the clock that judges it; null where none is changed. */
export function forgedExpiry(change: TokenChange, serverNowMs: number): number | null {
  if (change.name === 'expire-now') return serverNowMs - EXPIRED_AGO_S * 1000;
  return change.name === 'leave-seconds' ? serverNowMs + change.seconds * 1000 : null;
}

const asToken = (token: string | null): Put | null =>
  token === null ? null : { kind: 'token', token };

/**
 * What a change makes of a token; null where that token cannot be changed so.
 * @param serverNowMs by the clock that will judge it, as far as it is known
 */
export function changedToken(token: string, change: TokenChange, serverNowMs: number): Put | null {
  switch (change.name) {
    case 'expire-now':
    case 'leave-seconds':
      return asToken(withExpiry(token, forgedExpiry(change, serverNowMs) ?? serverNowMs));
    case 'tamper-payload':
      return asToken(withTamperedPayload(token));
    case 'tamper-signature':
      return asToken(withTamperedSignature(token));
    case 'really-expired':
    case 'roll-back':
    case 'other-user':
      return asToken(change.token);
    case 'quote':
      return { kind: 'quotes' };
    case 'placeholder':
      return { kind: 'word', word: 'undefined' };
    case 'remove':
      return { kind: 'nothing' };
  }
}

/** The `Authorization` that a request carries instead; '' where it carries none. */
export function changedAuthorization(
  token: string,
  change: TokenChange,
  serverNowMs: number,
): string | null {
  const put = changedToken(token, change, serverNowMs);
  if (!put) return null;
  switch (put.kind) {
    case 'token':
      return `Bearer ${put.token}`;
    case 'quotes':
      return `Bearer "${token}"`;
    case 'word':
      return `Bearer ${put.word}`;
    case 'nothing':
      return '';
  }
}
