import { bareToken, isPlaceholder } from './authorization.ts';
import { fingerprint } from './fingerprint.ts';
import type { Header } from './observation.ts';

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
const BASE64_RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
/** Long enough that its fingerprint cannot be turned back by trying. */
const FINGERPRINT_FROM = 20;
/** An opaque word behind “Bearer” shorter than this and without a digit is prose. */
const PROSE_BELOW = 16;
/** A scheme as anyone writes one; a longer word in its place is a token. */
const SCHEME = /^[a-z][a-z0-9-]{0,19}$/i;
const MAX_DEPTH = 4;

const plainName = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');

/** Whether a field, parameter or header of this name holds a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(plainName(name));
}

function mask(secret: string): string {
  if (secret.length < FINGERPRINT_FROM) return '…';
  return `${secret.startsWith('eyJ') ? 'eyJ…' : '…'}·${fingerprint(secret)}`;
}

/** What stands in place of a secret: `eyJ…·1a2b3c4d`; quotes and words for “none” stay. */
export function redactSecret(value: string): string {
  const { token } = bareToken(value);
  if (isPlaceholder(token)) return value;
  return value.replace(token, () => mask(token));
}

function decodeBase64(run: string): string | null {
  try {
    const binary = atob(run.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return null;
  }
}

function hidesSecret(run: string, depth: number): boolean {
  if (depth >= MAX_DEPTH) return false;
  return [run, ...run.split('/')].some((part) => {
    const decoded = decodeBase64(part);
    return decoded !== null && redactAt(decoded, depth + 1) !== decoded;
  });
}

/** Secret fields of JSON that is escaped, broken off or inside other text. */
function redactFields(text: string): string {
  let out = '';
  let from = 0;
  for (const match of text.matchAll(JSON_NAME)) {
    const [{ length }, , name = '', quote] = match;
    const start = match.index + length;
    const isSecret = quote ? isSecretName(name) : GUESSABLE_NAME.test(plainName(name));
    if (!isSecret || start < from) continue;
    const rest = text.slice(start);
    const end = quote ? closingQuote(rest, quote) : (/[^\d.eE+-]|$/.exec(rest)?.index ?? 0);
    out += text.slice(from, start) + redactSecret(rest.slice(0, end));
    from = start + end;
  }
  return out + text.slice(from);
}

/** Index of the quote that ends a string, or the text's end; `\\"` inside it ends nothing. */
function closingQuote(text: string, quote: string): number {
  let end = text.indexOf(quote);
  while (end > 0 && text[end - 1] === '\\') end = text.indexOf(quote, end + quote.length);
  return end === -1 ? text.length : end;
}

/** A parameter that holds a whole address or JSON of its own, percent-encoded. */
function redactEncoded(value: string, depth: number): string {
  if (!value.includes('%') || depth >= MAX_DEPTH) return value;
  try {
    const decoded = decodeURIComponent(value);
    const redacted = redactAt(decoded, depth + 1);
    return redacted === decoded ? value : encodeURIComponent(redacted);
  } catch {
    return value;
  }
}

function redactAt(text: string, depth: number): string {
  return redactFields(text)
    .replace(USER_INFO, '$1…@')
    .replace(PARAMETER, (_all, before, name, value) => {
      const shown = isSecretName(name) ? redactSecret(value) : redactEncoded(value, depth);
      return `${before}${name}=${shown}`;
    })
    .replace(JWT, mask)
    .replace(FIREBASE_REFRESH, mask)
    .replace(BEARER, (all, scheme, value) => {
      const isProse = value.length < PROSE_BELOW && !/\d/.test(value);
      return isProse || value.includes('…') ? all : `${scheme}${mask(value)}`;
    })
    .replace(BASE64_RUN, (run) => (hidesSecret(run, depth) ? mask(run) : run));
}

/** Any text: tokens, `Bearer …`, secret fields and parameters in it, also inside base64. */
export function redactText(text: string): string {
  return redactAt(text, 0);
}

function redactString(value: string, name: string | null, depth: number): string {
  if (name !== null && isSecretName(name)) return redactSecret(value);
  if (/^\s*[[{]/.test(value)) {
    try {
      return JSON.stringify(redactValue(JSON.parse(value), name, depth + 1));
    } catch {
      return redactAt(value, depth);
    }
  }
  return redactAt(value, depth);
}

function redactValue(value: unknown, name: string | null, depth: number): unknown {
  if (typeof value === 'string') return redactString(value, name, depth);
  if (typeof value === 'number' && name !== null && GUESSABLE_NAME.test(plainName(name)))
    return '…';
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, name, depth));
  const isSecret = name !== null && isSecretName(name);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      redactAt(key, depth),
      redactValue(inner, isSecret ? name : key, depth),
    ]),
  );
}

/** A copy of parsed JSON without its secrets: by name at any depth, by look everywhere. */
export function redactJson(value: unknown): unknown {
  return redactValue(value, null, 0);
}

/** A URL without the secrets in its user info, query and fragment. */
export function redactUrl(url: string): string {
  return redactText(url);
}

function redactAuthorization(value: string): string {
  const [, scheme = '', gap = '', rest = ''] = /^\s*(\S+)(\s*)(.*)$/s.exec(value) ?? [];
  const isScheme = rest === '' ? /^bearer$/i.test(scheme) : SCHEME.test(scheme);
  const shown = isScheme ? scheme : redactSecret(scheme);
  return rest === '' ? shown : `${shown}${gap}${redactSecret(rest)}`;
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
