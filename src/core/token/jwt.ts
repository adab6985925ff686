import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type Damage, damageOf } from './damage.ts';

export type Claims = Record<string, unknown>;

/**
 * A token by its form alone (RFC 7519 §7.2 without any verification).
 * `opaque` is no JWT or an encrypted one; `malformed` set out to be a JWT and cannot be read.
 */
export type DecodedToken =
  | { kind: 'jws'; header: Claims; claims: Claims }
  | { kind: 'opaque'; encrypted: boolean }
  | { kind: 'malformed'; reason: MalformedReason };

export type MalformedReason = Damage | 'parts' | 'header' | 'payload';

const JWE_PARTS = 5;
const JWS_PARTS = 3;

function readHeader(token: string): Claims | null {
  try {
    return decodeProtectedHeader(token) as Claims;
  } catch {
    return null;
  }
}

/** Decodes header and payload; the signature is never checked. Any string has an answer. */
export function decodeToken(token: string): DecodedToken {
  const parts = token.split('.').length;
  const claimsToBeJwt = token.startsWith('eyJ') || parts >= JWS_PARTS;
  if (!claimsToBeJwt) return { kind: 'opaque', encrypted: false };
  const damage = damageOf(token);
  if (damage) return { kind: 'malformed', reason: damage };
  const header = readHeader(token);
  if (parts === JWE_PARTS && header && typeof header.enc === 'string')
    return { kind: 'opaque', encrypted: true };
  if (parts !== JWS_PARTS) return { kind: 'malformed', reason: 'parts' };
  if (!header) return { kind: 'malformed', reason: 'header' };
  try {
    return { kind: 'jws', header, claims: decodeJwt(token) as Claims };
  } catch {
    return { kind: 'malformed', reason: 'payload' };
  }
}
