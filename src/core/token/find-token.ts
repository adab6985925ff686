import { bareToken, isPlaceholder } from './authorization.ts';

/** A token is no novel; what is longer is a whole file. */
const MAX_CHARACTERS = 1_000_000;
/** A JWS in compact form (RFC 7515 §7.1), its dots also percent-encoded; the third part may be empty. */
const JWS = /eyJ[\w-]{5,}(?:\.|%2E)[\w-]+(?:\.|%2E)[\w-]*/i;
/** One word without what only prose, JSON or an address has. */
const ONE_WORD = /^[\w+/=.~-]{8,}$/;

const plain = (token: string) => token.replace(/%2E/gi, '.');

/** The first JWT in a text: bare, behind “Bearer”, in quotes, in JSON, in an address, or broken into lines. */
export function findJwt(text: string): string | null {
  if (text.length > MAX_CHARACTERS) return null;
  const unbroken = text.replace(/\s+/g, '');
  const whole = bareToken(unbroken.replace(/^(authorization:)?bearer/i, '')).token;
  if (new RegExp(`^${JWS.source}$`, 'i').test(whole)) return plain(whole);
  const found = JWS.exec(text)?.[0];
  return found === undefined ? null : plain(found);
}

/** A token that somebody pasted: a JWT wherever it stands in the text, else a single word. */
export function findToken(text: string): string | null {
  const jwt = findJwt(text);
  if (jwt !== null) return jwt;
  const word = bareToken(text.trim().replace(/^(authorization:\s*)?bearer\s+/i, '')).token;
  return ONE_WORD.test(word) && !isPlaceholder(word) ? word : null;
}
