import type { Header } from '../service/http.ts';
import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { fingerprint } from '../token/fingerprint.ts';

/**
 * The one way out for text that may hold a secret. Everything here is pure: it gives new values
 * and leaves a fingerprint where a token was, so that equal tokens can still be told by eye.
 */

/** Fields, parameters and headers whose value is a secret whatever it looks like. */
const SECRET_NAME =
  /(token|password|passwd|passphrase|secret|apikey|servicekey|privatekey|oobcode|jwt|authorization|credential|bearer|cookie|csrf|xsrf|sessionid|signature)s?$|^(auth|otp|pin|pwd|sid)$/;
/** Of these even a number is a secret. */
const GUESSABLE_NAME = /(password|passwd|secret|oobcode)$|^(otp|pin|pwd)$/;
/** `eyJ` begins every JWS and JWE: it is base64url of `{"`. Damaged ones are secrets too. */
const JWT = /eyJ[\w+/=-]{5,}(?:(?:\.|%2E)[\w+/=-]*)*/g;
/** Firebase's refresh tokens. */
const FIREBASE_REFRESH = /\bAMf-[\w-]{12,}/g;
const BEARER = /(\bBearer(?:\s|%20|\+)+(?:\\{0,16}["']){0,4})([^\s"'\\,;&<>]{8,})/gi;
const USER_INFO = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@]+@/gi;
/** `"name": "` in any depth of escaping; bounded, for a page may send anything. */
const JSON_NAME = /(\\{0,16}["'])([\w.$-]{1,64})\1\s{0,8}:\s{0,8}(?:(\\{0,16}["'])|(?=-?\d))/g;
const PARAMETER = /([?&#;\s]|^)([\w.[\]$%-]{1,64})=([^&#;\s"'<>]*)/g;
const PERCENT_RUN = /[^\s"'<>\\?&#=/]+/g;
const BASE64_RUN = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
/** Base64 of any text of that length has both; words, paths and ids in hex have not. */
const BOTH_CASES = /[a-z][^a-z]*[A-Z]|[A-Z][^A-Z]*[a-z]/;
const BASE64_GROUP = 4;
/** Ids of users and jobs are written so; a token is longer and of more letters. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** So many letters and digits in one run, so often mixed, are no word, number or date. */
const RANDOM_RUN = /[A-Za-z0-9]{12,}/g;
const RANDOM_CHANGES = 4;
/** What a mask looks like; masking it again would lose the fingerprint. */
const MASKED = /^(eyJ)?…(·[0-9a-f]{8})?$/;
/** Long enough that its fingerprint cannot be turned back by trying. */
const FINGERPRINT_FROM = 20;
/** An opaque word behind “Bearer” shorter than this and without a digit is prose. */
const PROSE_BELOW = 16;
/** A scheme as anyone writes one; a longer word in its place is a token. */
const SCHEME = /^[a-z][a-z0-9-]{0,19}$/i;
/** `Bearer Bearer …` and two tokens in one header keep their shape. */
const BEHIND_BEARER = /(?<![^\s,;])(?!bearer(?![^\s,;]))[^\s,;]+/gi;
/** Encodings within encodings are followed so far. */
const MAX_DEPTH = 4;

/** Takes further secrets, known from elsewhere, out of a text. */
export type Hide = (text: string) => string;

interface Reach {
  hide: Hide;
  depth: number;
}

const NOTHING_KNOWN: Reach = { hide: (text) => text, depth: 0 };

function deeper({ hide, depth }: Reach): Reach | null {
  return depth < MAX_DEPTH ? { hide, depth: depth + 1 } : null;
}

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/** Whether a field, parameter or header of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(plainName(name));
}

/** Letters and digits that change between lower case, upper case and digits as chance would have it. */
function looksRandom(value: string): boolean {
  if (UUID.test(value)) return false;
  return (value.match(RANDOM_RUN) ?? []).some((run) => {
    const kinds = run
      .replace(/[a-z]+/g, 'a')
      .replace(/[A-Z]+/g, 'B')
      .replace(/\d+/g, '1');
    return kinds.length > RANDOM_CHANGES;
  });
}

/** What stands in place of a secret, by which equal ones are still told. */
export function mask(secret: string): string {
  if (secret.length < FINGERPRINT_FROM) return '…';
  return `${secret.startsWith('eyJ') ? 'eyJ…' : '…'}·${fingerprint(secret)}`;
}

/** What stands in place of a secret: `eyJ…·1a2b3c4d`; quotes and words for “none” stay. */
export function redactSecret(value: string): string {
  const { token } = bareToken(value);
  if (isPlaceholder(token) || MASKED.test(token)) return value;
  return value.replace(token, () => mask(token));
}

function decodeBase64(run: string): string | null {
  try {
    const plain = run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
    // A last group of one character holds no byte; it comes with what stands before the run.
    const binary = atob(plain.length % BASE64_GROUP === 1 ? plain.slice(0, -1) : plain);
    return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

/** Decoded from each of four places on, for a letter may stand before the encoded text. */
function hidesSecret(run: string, reach: Reach): boolean {
  const inner = deeper(reach);
  if (!inner || !BOTH_CASES.test(run)) return false;
  const parts = run.includes('/') ? [run, ...run.split('/')] : [run];
  return parts.some((part) =>
    [0, 1, 2, 3].some((skipped) => {
      const decoded = decodeBase64(part.slice(skipped));
      return decoded !== null && redactAt(decoded, inner) !== decoded;
    }),
  );
}

interface Span {
  from: number;
  to: number;
}

/** Where the values of secret fields stand in JSON, also escaped, broken off or inside other text. */
function secretSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(JSON_NAME)) {
    const [{ length }, , name = '', quote] = match;
    const from = match.index + length;
    const isSecret = quote ? isSecretName(name) : GUESSABLE_NAME.test(plainName(name));
    if (!isSecret || from < (spans.at(-1)?.to ?? 0)) continue;
    const rest = text.slice(from);
    const end = quote ? closingQuote(rest, quote) : (/[^\d.eE+-]|$/.exec(rest)?.index ?? 0);
    spans.push({ from, to: from + end });
  }
  return spans;
}

function redactFields(text: string): string {
  let out = '';
  let done = 0;
  for (const { from, to } of secretSpans(text)) {
    out += text.slice(done, from) + redactSecret(text.slice(from, to));
    done = to;
  }
  return out + text.slice(done);
}

/** The values of secret fields as they stand in a text. */
export function secretFields(text: string): string[] {
  return secretSpans(text).map(({ from, to }) => text.slice(from, to));
}

/** The values of secret parameters of a URL or a form, as they stand there. */
export function secretParameters(text: string): string[] {
  return [...text.matchAll(PARAMETER)].flatMap(([, , name = '', value = '']) =>
    isSecretName(name) ? [value] : [],
  );
}

/** Index of the quote that ends a string, or the text's end; `\\"` inside it ends nothing. */
function closingQuote(text: string, quote: string): number {
  let end = text.indexOf(quote);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf(quote, end + quote.length);
  return end === -1 ? text.length : end;
}

/** Text that holds a whole address or JSON of its own, percent-encoded. */
function redactEncoded(value: string, reach: Reach): string {
  const inner = value.includes('%') ? deeper(reach) : null;
  if (!inner) return value;
  try {
    const decoded = decodeURIComponent(value);
    const redacted = redactAt(decoded, inner);
    return redacted === decoded ? value : encodeURIComponent(redacted);
  } catch {
    return value;
  }
}

function redactParameter(name: string, value: string, reach: Reach): string {
  if (isSecretName(name)) return redactSecret(value);
  const shown = redactEncoded(value, reach);
  return shown === value && looksRandom(value) ? redactSecret(value) : shown;
}

/** Each step is taken only where its sign is in the text: most texts have none. */
function redactAt(text: string, reach: Reach): string {
  let out = reach.hide(text);
  if (out.includes('"') || out.includes("'")) out = redactFields(out);
  if (out.includes('@')) out = out.replace(USER_INFO, '$1…@');
  if (out.includes('='))
    out = out.replace(PARAMETER, (_all, before, name, value) => {
      return `${before}${name}=${redactParameter(name, value, reach)}`;
    });
  if (out.includes('%')) out = out.replace(PERCENT_RUN, (run) => redactEncoded(run, reach));
  if (out.includes('eyJ')) out = out.replace(JWT, mask);
  if (out.includes('AMf-')) out = out.replace(FIREBASE_REFRESH, mask);
  if (/bearer/i.test(out))
    out = out.replace(BEARER, (all, scheme, value) => {
      const isProse = value.length < PROSE_BELOW && !/\d/.test(value);
      return isProse || value.includes('…') ? all : `${scheme}${mask(value)}`;
    });
  return out.replace(BASE64_RUN, (run) => (hidesSecret(run, reach) ? mask(run) : run));
}

/** Any text: tokens, `Bearer …`, secret fields and parameters in it, also inside base64. */
export function redactText(text: string, hide: Hide = NOTHING_KNOWN.hide): string {
  return redactAt(text, { hide, depth: 0 });
}

function redactString(value: string, name: string | null, reach: Reach): string {
  if (name !== null && isSecretName(name)) return redactSecret(value);
  const inner = /^\s*[[{]/.test(value) ? deeper(reach) : null;
  if (!inner) return redactAt(value, reach);
  try {
    return JSON.stringify(redactValue(JSON.parse(value), name, inner));
  } catch {
    return redactAt(value, reach);
  }
}

function redactValue(value: unknown, name: string | null, reach: Reach): unknown {
  if (typeof value === 'string') return redactString(value, name, reach);
  if (typeof value === 'number' && name !== null && GUESSABLE_NAME.test(plainName(name)))
    return '…';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, name, reach));
  const isSecret = name !== null && isSecretName(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      redactAt(key, reach),
      redactValue(inner, isSecret ? name : key, reach),
    ]),
  );
}

/** A copy of parsed JSON without its secrets: by name at any depth, by look everywhere. */
export function redactJson(value: unknown): unknown {
  return redactValue(value, null, NOTHING_KNOWN);
}

/** A URL without the secrets in its user info, query and fragment. */
export function redactUrl(url: string): string {
  return redactText(url);
}

function redactAuthorization(value: string): string {
  const [, scheme = '', gap = '', rest = ''] = /^\s*(\S+)(\s*)(.*)$/s.exec(value) ?? [];
  const isScheme = rest === '' ? /^bearer$/i.test(scheme) : SCHEME.test(scheme);
  const shown = isScheme ? scheme : redactSecret(scheme);
  const secrets = /^bearer$/i.test(scheme) ? BEHIND_BEARER : /.+/s;
  return rest === '' ? shown : `${shown}${gap}${rest.replace(secrets, redactSecret)}`;
}

/** Nearly every cookie may be a session; a nameless one has nothing but its value. */
function redactCookies(value: string): string {
  return value.replace(/([^;=]*=)?([^;]*)/g, (_all, name = '', secret) => {
    const blank = name === '' ? (/^\s*/.exec(secret)?.[0] ?? '') : '';
    return `${name}${blank}${redactSecret(secret.slice(blank.length))}`;
  });
}

function redactSetCookie(value: string): string {
  return value
    .split('\n')
    .map((line) => {
      const [pair = '', ...attributes] = line.split(';');
      return [redactCookies(pair), ...attributes].join(';');
    })
    .join('\n');
}

/** A header whose value may be shown. */
export function redactHeader({ name, value }: Header): Header {
  switch (name.toLowerCase()) {
    case 'authorization':
    case 'proxy-authorization':
      return { name, value: redactAuthorization(value) };
    case 'cookie':
      return { name, value: redactCookies(value) };
    case 'set-cookie':
      return { name, value: redactSetCookie(value) };
    default:
      return { name, value: isSecretName(name) ? redactSecret(value) : redactText(value) };
  }
}

/** A body whose text may be shown; JSON is laid out with an indent. */
export function redactBody(text: string): string {
  try {
    return JSON.stringify(redactJson(JSON.parse(text)), null, 2);
  } catch {
    return redactText(text);
  }
}
