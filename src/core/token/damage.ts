/** What is wrong with the form of a text that set out to be a JWT, where it can be named. */
export type Damage = 'scheme-twice' | 'two-tokens' | 'padding' | 'alphabet';

const SCHEME = /^bearer(?=\s|$)/i;
const SEPARATORS = /[\s,;]+/;
/** Two tokens run together have a second header in the middle. */
const SECOND_HEADER = /^[^.]+\.[^.]+\.[^.]*eyJ[\w-]+\./;
/** A JWS in compact form has none (RFC 7515 §2). */
const PADDING = /=+(\.|$)/;
const COMPACT = /^[\w.-]*$/;

/** Names the damage that can be seen without decoding; null where the form is that of a JWS. */
export function damageOf(token: string): Damage | null {
  if (SCHEME.test(token)) return 'scheme-twice';
  if (COMPACT.test(token)) return SECOND_HEADER.test(token) ? 'two-tokens' : null;
  const words = token.split(SEPARATORS).filter((word) => word !== '' && !SCHEME.test(word));
  if (words.length > 1) return 'two-tokens';
  return PADDING.test(token) ? 'padding' : 'alphabet';
}
