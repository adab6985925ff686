import { bareToken } from '../token/authorization.ts';
import { decodeToken } from '../token/jwt.ts';

const SCHEME = /^bearer\s+/i;
/** What tools that make a file safe to share write in a secret's place, in English and Indonesian. */
const WORD =
  /(?<![a-z])(redacted|removed|hidden|filtered|masked|stripped|scrubbed|censored|obfuscated|saniti[sz]ed|disensor|disamarkan|disembunyikan|dihapus)(?![a-z])/i;
/** A few letters of the token may be left before it, or a fingerprint behind it. */
const DOTS = /^(?:eyJ[\w-]{0,32}|[\w-]{0,8})?(?:[*•█#]{3,}|x{6,}|\.{3,}|…)[^\s]{0,16}$/i;

/** Whether a header's value was taken out by a tool, so that nobody can tell what was sent. */
export function isMaskedHeader(value: string): boolean {
  const { token } = bareToken(value.trim().replace(SCHEME, ''));
  if (!WORD.test(token.replace(/_|%[\da-f]{2}/gi, ' ')) && !DOTS.test(token)) return false;
  // Of a token without its signature all else can be read.
  return decodeToken(token).kind !== 'jws';
}
