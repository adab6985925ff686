import { isLeftOut, isMasked, mask, redactSecret } from './mask.ts';
import { looksRandom } from './random-look.ts';
import { isSecretName, isSecretParameter } from './secret-names.ts';
import { jsonSpans, replaceFields } from './secret-spans.ts';

/**
 * The one way out for text that may hold a secret. Everything here is pure: it gives new values
 * and leaves a fingerprint where a token was, so that equal tokens can still be told by eye.
 * Every pattern is linear, and what is decoded is bounded, for a page may send anything.
 */

/** `eyJ` begins every JWS and JWE: it is base64url of `{"`. Damaged ones are secrets too. */
const JWT = /eyJ[\w+/=-]{5,}(?:(?:\.|%2E)[\w+/=-]*)*/g;
/** Firebase's refresh tokens. */
const FIREBASE_REFRESH = /\bAMf-[\w-]{12,}/g;
const BEARER =
  /(\b(?:Bearer|Token(?=\s\S{0,9}\d[a-z]))(?:\s|%20|\+)+(?:\\{0,16}["']){0,4})([^\s"'\\,;&<>]{8,})/gi;
/** The scheme that carries a password as it is (RFC 7617 §2). */
const BASIC = /(\bBasic(?:\s|%20|\+)+)([A-Za-z0-9+/_-]{6,}={0,2})/gi;
const USER_INFO = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@]+@/gi;
/** A name may be encoded, too: `user%5Bpassword%5D`, `pass+word`. Runs of it never overlap. */
const PARAMETER = /([?&#;\s]|^)([\w.[\]$%+-]+)=([^&#;\s"'<>]+)/g;
const PERCENT_RUN = /[^\s"'<>\\?&#=/]+/g;
const NOT_ENCODED = /%(?![0-9a-f]{2})/i;
/** It has no UTF-8, so no URL can hold it. */
const LONE_SURROGATE = /[\ud800-\udfff]/u;
const PATH_SEGMENT = /(?<=\/)[\w.~%=:+-]{12,}/g;
/** What stands in an address behind a word that says it is a secret, and has a digit in it. */
const TOLD_SEGMENT =
  /(\/[\w-]{0,24}(?:token|verify|reset|invite|magic|confirm|activat|ticket|otp)[\w-]{0,24}\/)(?=[^/?#\s\d]{0,64}\d)([\w.~%=:+-]{8,})/gi;
/** A build names its files by the hash of what is in them. */
const STATIC_FILE = /\.(m?js|css|map|html?|json|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|wasm)$/i;
const BASE64_RUN = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
const BASE64_FROM = 16;
/** Base64 of any text of that length has both; words, paths and ids in hex have not. */
const BOTH_CASES = /[a-z][^a-z]*[A-Z]|[A-Z][^A-Z]*[a-z]/;
const BASE64_GROUP = 4;
/** An opaque word behind “Bearer” shorter than this and without a digit is prose. */
const PROSE_BELOW = 16;
/** Encodings within encodings are followed so far, … */
const MAX_DEPTH = 4;
/** … and of a text so many characters are decoded, and as many again as it has; the rest is masked. */
const DECODED_FREE = 32_768;
/** To look into a decoded text takes as long as so many characters of it, however short it is. */
const LEAST_DECODING = 64;
/** Characters of that budget for what cannot be decoded: an exception takes as long as they do. */
const FAILED_DECODING = 256;
/** `otp=1`: what is shorter names no secret. */
const SHORTEST_TOLD = 5;
/** Without one of these in it no text holds a secret: most of what is decoded is noise. */
const CAN_TELL = /[":=@%<]|eyJ|AMf-|bearer|[\w+/-]{12}/i;
const UTF8 = new TextDecoder();
/** What is longer is a file, and masked as a whole. */
const MAX_BASE64 = 16_384;

/** What is known of a recording's words from elsewhere. */
export interface KnownWords {
  /** takes known secrets out of a text */
  hide(text: string): string;
  /** ids that are shown though they look like chance */
  isPublic(word: string): boolean;
}

interface Reach {
  known: KnownWords;
  depth: number;
  /** characters that may still be decoded */
  budget: { left: number };
}

const NOTHING_KNOWN: KnownWords = { hide: (text) => text, isPublic: () => false };

function reachOf(text: string, known: KnownWords): Reach {
  return { known, depth: 0, budget: { left: DECODED_FREE + text.length } };
}

/** What is decoded is looked at one level deeper; null where that is too deep. */
function deeper({ known, depth, budget }: Reach): Reach | null {
  return depth < MAX_DEPTH ? { known, depth: depth + 1, budget } : null;
}

/** Whether so many characters may be decoded. */
function spend(reach: Reach, characters: number): boolean {
  reach.budget.left -= characters;
  return !isSpent(reach);
}

function isSpent({ budget }: Reach): boolean {
  return budget.left < 0;
}

/** As `atob` reads it: base64url has other signs (RFC 4648 §5). */
function standardBase64(run: string): string {
  return run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
}

function decodeBase64(plain: string): string | null {
  try {
    // A last group of one character holds no byte; it comes with what stands before the run.
    const binary = atob(plain.length % BASE64_GROUP === 1 ? plain.slice(0, -1) : plain);
    if (!CAN_TELL.test(binary)) return null;
    const bytes = new Uint8Array(binary.length);
    for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** Decoded from each of four places on, for a letter may stand before the encoded text. */
function hidesSecret(run: string, reach: Reach): boolean {
  const inner = deeper(reach);
  if (!inner || !BOTH_CASES.test(run)) return false;
  if (run.length > MAX_BASE64) return true;
  const parts = run.includes('/') ? [run, ...run.split('/')] : [run];
  return parts.some((part) => {
    if (part.length < BASE64_FROM) return false;
    if (!spend(inner, BASE64_GROUP * part.length)) return true;
    const plain = standardBase64(part);
    return [0, 1, 2, 3].some((skipped) => {
      const decoded = decodeBase64(plain.slice(skipped));
      return decoded !== null && redactAt(decoded, inner) !== decoded;
    });
  });
}

/** The values of secret fields as they stand in a text. */
export function secretFields(text: string): string[] {
  return jsonSpans(text).map(({ from, to }) => text.slice(from, to));
}

/**
 * The values of secret parameters of a URL or a form, as they stand there. Not a word behind `key=`
 * or its like: that may be anything, and would be missed elsewhere.
 */
export function secretParameters(text: string): string[] {
  const reach = reachOf(text, NOTHING_KNOWN);
  return [...text.matchAll(PARAMETER)].flatMap(([, , encoded = '', value = '']) => {
    const name = formDecoded(encoded, reach);
    const isSecret = isSecretName(name) || (isSecretParameter(name, value) && looksRandom(value));
    return isSecret ? [value] : [];
  });
}

/** Text that holds a whole address or JSON of its own, percent-encoded. */
function redactEncoded(value: string, reach: Reach): string {
  if (!value.includes('%')) return value;
  return isSpent(reach) ? mask(value) : redactDecoded(value, percentDecoded(value, reach), reach);
}

/** @param decoded the value without its encoding */
function redactDecoded(value: string, decoded: string, reach: Reach): string {
  if (decoded === value || decoded.length < SHORTEST_TOLD) return value;
  const inner = deeper(reach);
  if (!inner) return value;
  if (!spend(inner, Math.max(decoded.length, LEAST_DECODING))) return mask(value);
  const redacted = redactAt(decoded, inner);
  if (redacted === decoded) return value;
  return LONE_SURROGATE.test(redacted) ? mask(value) : encodeURIComponent(redacted);
}

function isRandom(value: string, { known }: Reach): boolean {
  // What a mask has left looks like chance itself.
  return looksRandom(value) && !value.includes('…') && !known.isPublic(value);
}

/** An exception for each “100%” would take long. */
function percentDecoded(text: string, reach: Reach): string {
  if (!text.includes('%') || NOT_ENCODED.test(text) || isSpent(reach)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    spend(reach, FAILED_DECODING);
    return text;
  }
}

/** As a form has it: a blank is a plus (URL Standard §5.1). */
function formDecoded(name: string, reach: Reach): string {
  return percentDecoded(name.includes('+') ? name.replaceAll('+', ' ') : name, reach);
}

function redactParameter(name: string, value: string, reach: Reach): string {
  const plain = percentDecoded(value, reach);
  // What an export has in its place is no secret any more.
  if (isMasked(plain) || isLeftOut(plain)) return value;
  if (isSecretParameter(formDecoded(name, reach), value)) return redactSecret(value);
  const shown = redactDecoded(value, plain, reach);
  return shown === value && isRandom(plain, reach) ? redactSecret(value) : shown;
}

function redactParameters(text: string, reach: Reach): string {
  return text.replace(PARAMETER, (all, before, name, value) => {
    // What can no longer be looked into may be a secret.
    const isShut = isSpent(reach) && all.includes('%');
    const shown = isShut ? redactSecret(value) : redactParameter(name, value, reach);
    return shown === value ? all : `${before}${name}=${shown}`;
  });
}

function redactPath(text: string, reach: Reach): string {
  const told = text.replace(TOLD_SEGMENT, (all, before, segment) =>
    reach.known.isPublic(segment) ? all : `${before}${mask(segment)}`,
  );
  return told.replace(PATH_SEGMENT, (segment) =>
    !STATIC_FILE.test(segment) && isRandom(segment, reach) ? mask(segment) : segment,
  );
}

function redactBearer(all: string, scheme: string, value: string): string {
  const isProse = value.length < PROSE_BELOW && !/\d/.test(value);
  return isProse || value.includes('…') ? all : `${scheme}${mask(value)}`;
}

/** “Basic authentication failed” is prose. */
function redactBasic(all: string, scheme: string, value: string): string {
  const isUserAndPassword = decodeBase64(standardBase64(value))?.includes(':') ?? false;
  return isUserAndPassword ? `${scheme}${mask(value)}` : all;
}

/** Each step is taken only where its sign is in the text: most texts have none. */
function redactAt(text: string, reach: Reach): string {
  let out = replaceFields(reach.known.hide(text), redactSecret);
  if (out.includes('@')) out = out.replace(USER_INFO, '$1…@');
  if (out.includes('=')) out = redactParameters(out, reach);
  if (out.includes('%')) out = out.replace(PERCENT_RUN, (run) => redactEncoded(run, reach));
  if (out.includes('eyJ')) out = out.replace(JWT, mask);
  if (out.includes('AMf-')) out = out.replace(FIREBASE_REFRESH, mask);
  out = out.replace(BEARER, redactBearer);
  if (/basic/i.test(out)) out = out.replace(BASIC, redactBasic);
  if (out.includes('/')) out = redactPath(out, reach);
  return out.replace(BASE64_RUN, (run) => (hidesSecret(run, reach) ? mask(run) : run));
}

/** Any text: tokens, `Bearer …`, secret fields and parameters in it, also inside base64. */
export function redactText(text: string, known: KnownWords = NOTHING_KNOWN): string {
  return redactAt(text, reachOf(text, known));
}

/** A URL without the secrets in its user info, path, query and fragment. */
export function redactUrl(url: string): string {
  return redactText(url);
}
