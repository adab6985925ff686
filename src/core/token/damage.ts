/** What is wrong with the form of a text that set out to be a JWT, where it can be named. */
export type Damage = 'scheme-twice' | 'two-tokens' | 'padding' | 'alphabet';

const SCHEME = /^bearer(?=\s|$)/i;
const SEPARATORS = /[\s,;]+/;
/** A second header where the signature ends. */
const SECOND_HEADER = /^([\w-]+\.[\w-]+\.[\w-]*?)(eyJ[\w-]+\..*)$/;
/** What our own masks are made of; it says nothing of what was masked. */
const MASK = /[…·]/;
/** A JWS in compact form has none (RFC 7515 §2). */
const PADDING = /=+(\.|$)/;
const COMPACT = /^[\w.-]*$/;

/** Names the damage that can be seen without decoding; null where the form is that of a JWS. */
export function damageOf(token: string): Damage | null {
  if (SCHEME.test(token)) return 'scheme-twice';
  if (COMPACT.test(token)) return runTogether(token) ? 'two-tokens' : null;
  const words = token.split(SEPARATORS).filter((word) => word !== '' && !SCHEME.test(word));
  if (words.length > 1) return 'two-tokens';
  if (PADDING.test(token)) return 'padding';
  return MASK.test(token) ? null : 'alphabet';
}

/** Two tokens with nothing between them, or null where it is none or one. */
export function runTogether(token: string): [first: string, second: string] | null {
  const [, first, second] = SECOND_HEADER.exec(token) ?? [];
  return first && second ? [first, second] : null;
}
