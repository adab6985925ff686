import { runTogether } from '../token/damage.ts';
import { fingerprint } from '../token/fingerprint.ts';
import { decodeToken } from '../token/jwt.ts';
import { isMasked, mask, replaceBehindBearer } from './mask.ts';
import { redactJson } from './redact-json.ts';
import type { Show } from './shown.ts';

/** A whole JWS in compact form (RFC 7515 §7.1), and nothing that merely contains one; in quotes, too. */
const WHOLE_JWS = /(?<![\w.+/=%-])((?:\\")?eyJ[\w-]+\.eyJ[\w-]*\.[\w-]+(?:\\")?)(?![\w.+/=%-])/;
const JWS = /[\w.-]+/;

/** What this leaves of a token; it stays as it is, for its fingerprint is that of the signature. */
const UNSIGNED =
  /^eyJ[\w-]+\.(?:eyJ[\w-]*)?\.redacted-[0-9a-f]{8}(?:\.\.)?$|^redacted-[0-9a-f]{8}\.\.$/;

export function isUnsigned(text: string): boolean {
  return UNSIGNED.test(text);
}

const redacted = (secret: string) => `redacted-${fingerprint(secret)}`;

/** Addresses for everybody (OpenID Connect Core 1.0 §5.1), though parts of them look like chance. */
const PUBLIC_ADDRESSES = new Set(['picture', 'profile', 'website']);

function holdsSecret(fields: Record<string, unknown>): boolean {
  const others = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !PUBLIC_ADDRESSES.has(name)),
  );
  return JSON.stringify(redactJson(others)) !== JSON.stringify(others);
}

/**
 * A token that opens nothing: header and payload as they are, in place of the signature its
 * fingerprint, by which equal ones are still told, and forged ones too. Of one that is encrypted
 * the header stays, one that is damaged stays so; what holds a secret among its claims is masked.
 */
export function unsignedToken(token: string): string {
  if (isUnsigned(token) || isMasked(token)) return token;
  const decoded = decodeToken(token);
  const [head = '', payload = '', signature = ''] = token.split('.');
  if (decoded.kind === 'opaque' && decoded.encrypted) return `${head}..${redacted(token)}..`;
  // What is wrong with its form is seen in the export, too.
  if (/[\s,;]|^bearer$/i.test(token)) return replaceBehindBearer(token, unsignedToken);
  const [first, second] = runTogether(token) ?? [];
  if (first && second) return unsignedToken(first) + unsignedToken(second);
  if (decoded.kind === 'malformed' && decoded.reason === 'padding')
    return `${unsignedToken(token.replaceAll('=', ''))}=`;
  if (decoded.kind === 'malformed' && !token.startsWith('eyJ')) return `${redacted(token)}..`;
  if (decoded.kind !== 'jws') return mask(token);
  if (holdsSecret(decoded.header) || holdsSecret(decoded.claims)) return mask(token);
  return `${head}.${payload}.${signature === '' ? '' : redacted(signature)}`;
}

/** Text without secrets whose tokens can still be judged: each is there, without its signature. */
export function showUnsigned(text: string, show: Show): string {
  if (!text.includes('eyJ')) return show(text);
  return text
    .split(WHOLE_JWS)
    .map((part, index) => (index % 2 === 0 ? show(part) : part.replace(JWS, unsignedToken)))
    .join('');
}
