import { bareToken, isPlaceholder } from './authorization.ts';

/** A token is no novel; what is longer is a whole file. */
const MAX_CHARACTERS = 1_000_000;
/** A JWS in compact form (RFC 7515 §7.1), its dots also percent-encoded; the third part may be empty. */
const JWS = /^eyJ[\w-]{5,}(?:\.|%2E)[\w-]+(?:\.|%2E)[\w-]*$/i;
/** A word and the two that follow; it is looked at from its beginning alone, not from every place. */
const THREE_WORDS = /(?<![\w-])([\w-]+)(?=((?:\.|%2E)[\w-]+(?:\.|%2E)[\w-]*))/gi;
/** A header that is long enough; something may stand before it without a gap. */
const HEADER_AT_END = /eyJ[\w-]{5,}$/i;
/** One word without what only prose, JSON or an address has. */
const ONE_WORD = /^[\w+/=.~-]{8,}$/;

const plain = (token: string) => token.replace(/%2E/gi, '.');

/** The first JWT in a text: bare, behind “Bearer”, in quotes, in JSON, in an address, or broken into lines. */
export function findJwt(text: string): string | null {
  if (text.length > MAX_CHARACTERS) return null;
  const unbroken = text.replace(/\s+/g, '');
  const whole = bareToken(unbroken.replace(/^(authorization:)?bearer/i, '')).token;
  if (JWS.test(whole)) return plain(whole);
  for (const [, word = '', others = ''] of text.matchAll(THREE_WORDS)) {
    const [header] = HEADER_AT_END.exec(word) ?? [];
    if (header !== undefined) return plain(header + others);
  }
  return null;
}

/** A token that somebody pasted: a JWT wherever it stands in the text, else a single word. */
export function findToken(text: string): string | null {
  const jwt = findJwt(text);
  if (jwt !== null) return jwt;
  const word = bareToken(text.trim().replace(/^(authorization:\s*)?bearer\s+/i, '')).token;
  return ONE_WORD.test(word) && !isPlaceholder(word) ? word : null;
}
