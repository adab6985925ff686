/** What is wrong with the form of a text that set out to be a JWT, where it can be named. */
export type Damage = 'scheme-twice' | 'two-tokens' | 'padding' | 'alphabet';

const SCHEME = /^bearer(?![\w-])/i;
const SEPARATORS = /[\s,;]+/;
/** No token is so short; a word of another scheme, or one that stands for a token, is. */
const SHORTEST_TOKEN = 16;
const FIRST_TWO_PARTS = /^[\w-]+\.[\w-]+\./;
const PART = /^[\w-]*$/;
/** How every header begins: `{"` in base64url. */
const HEADER = 'eyJ';
/** What our own masks are made of; it says nothing of what was masked. */
const MASK = /[…·]/;
/** A JWS in compact form has none (RFC 7515 §2). */
const PADDING = /=(\.|$)/;
const COMPACT = /^[\w.-]*$/;

/** Names the damage that can be seen without decoding; null where the form is that of a JWS. */
export function damageOf(token: string): Damage | null {
  if (SCHEME.test(token)) return 'scheme-twice';
  if (COMPACT.test(token)) return runTogether(token) ? 'two-tokens' : null;
  const words = token.split(SEPARATORS);
  if (words.filter(({ length }) => length >= SHORTEST_TOKEN).length > 1) return 'two-tokens';
  if (words.some((word) => SCHEME.test(word))) return 'scheme-twice';
  if (PADDING.test(token)) return 'padding';
  return MASK.test(token) ? null : 'alphabet';
}

/** Two tokens with nothing between them, or null where it is none or one. */
export function runTogether(token: string): [first: string, second: string] | null {
  const [start] = FIRST_TWO_PARTS.exec(token) ?? [];
  if (start === undefined) return null;
  // A second header where the signature ends. No pattern: it would look on from every place.
  const end = token.indexOf('.', start.length);
  const header = token.indexOf(HEADER, start.length);
  const isIn = header !== -1 && header + HEADER.length < end;
  if (!isIn || !PART.test(token.slice(start.length, end))) return null;
  return [token.slice(0, header), token.slice(header)];
}
