import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { fingerprint } from '../token/fingerprint.ts';

/** What a mask looks like; masking it again would lose the fingerprint. */
const MASKED = /^(eyJ)?…(·[0-9a-f]{8})?$/;
/** Long enough that its fingerprint cannot be turned back by trying. */
const FINGERPRINT_FROM = 20;

export function isMasked(text: string): boolean {
  return MASKED.test(text);
}

/** What stands in place of what is not understood. */
const LEFT_OUT =
  /^\[(?:[\w.+-]+\/[\w.+-]+|unknown type), \d+ bytes\]$|^\[(?:\d+ characters|text|number|boolean)\]$/;

export function isLeftOut(text: string): boolean {
  return LEFT_OUT.test(text);
}

/** What stands in place of a secret, by which equal ones are still told. */
export function mask(secret: string): string {
  if (secret.length < FINGERPRINT_FROM) return '…';
  return `${secret.startsWith('eyJ') ? 'eyJ…' : '…'}·${fingerprint(secret)}`;
}

/** What stands in place of a secret: `eyJ…·1a2b3c4d`; quotes and words for “none” stay. */
export function redactSecret(value: string): string {
  const { token } = bareToken(value);
  if (isPlaceholder(token) || isMasked(token)) return value;
  const at = value.indexOf(token);
  return `${value.slice(0, at)}${mask(token)}${value.slice(at + token.length)}`;
}

/** Each word behind “Bearer” but that word itself: `Bearer Bearer …` and two tokens keep their shape. */
const BEHIND_BEARER = /(?<![^\s,;])(?!bearer(?![^\s,;]))[^\s,;]+/gi;

/** What stands behind the scheme of `Authorization: Bearer …`, each word of it replaced. */
export function replaceBehindBearer(rest: string, replace: (word: string) => string): string {
  return rest.replace(BEHIND_BEARER, (word) => replace(word));
}
