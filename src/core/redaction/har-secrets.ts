import { type Header, NEVER_TEXT } from '../service/http.ts';
import { type Fields, fieldsOf, readJson } from '../token/json.ts';
import { isLeftOut, isMasked, redactSecret } from './mask.ts';
import { redactText } from './redact.ts';
import { redactHeader } from './redact-header.ts';
import {
  isGuessableName,
  isSecretHeader,
  isSecretName,
  isSecretParameter,
  isSentCode,
} from './secret-names.ts';

/** What a file that is given away must not hold. */
export type HeldSecret = 'token' | 'cookie' | 'secret';

/** Where in a HAR a secret stands; never the secret itself. */
export interface SecretPlace {
  kind: HeldSecret;
  /** index of the entry; null beside the entries */
  entry: number | null;
  /** `request.headers.Cookie` */
  place: string;
}

/** A token without its signature opens nothing (`unsignedToken`). */
const OPENS_NOTHING =
  /(?:(?<![\w-])|(?<=redacted-[0-9a-f]{8}))eyJ[\w-]+\.(?:eyJ[\w-]*)?\.(?:redacted-[0-9a-f]{8}(?:\.\.|=)?|(?![\w-]))|(?<![\w-])redacted-[0-9a-f]{8}\.\./g;
/** What an export left standing around what it hid, or in its place. */
const HIDING = /\bbearer (?=…)|\[(?:number|boolean)\]/gi;
const JWT = /eyJ[\w-]{5,}\.eyJ/;
/** Their own rules say what of them is secret. */
const OF_CREDENTIALS =
  /^(authorization|proxy-authorization|cookie|set-cookie|sec-websocket-protocol)$/i;
const MAX_DEPTH = 64;
/** Shorter names of fields hold no token. */
const LONG_NAME = 12;

const harmless = (text: string) => text.replace(OPENS_NOTHING, '…');
const bared = (text: string) =>
  harmless(text).replace(HIDING, (hiding) => (hiding.startsWith('[') ? '…' : ''));
const isChanged = (text: string, redact: (text: string) => string) => redact(text) !== text;

/** Looks entry by entry through everything that a HAR holds, whatever its producer calls it. */
export class SecretSearch {
  readonly #found: SecretPlace[] = [];
  #entries = 0;
  #entry: number | null = null;

  isWanted(): boolean {
    return true;
  }

  add(entry: unknown): void {
    this.#entry = this.#entries;
    this.#entries += 1;
    this.#value(entry, '', null, 0);
  }

  /** Every secret that was found: by its place, its name or its look. */
  end(log: Fields): SecretPlace[] {
    this.#entry = null;
    this.#value({ ...log, entries: [] }, 'log', null, 0);
    return this.#found;
  }

  #note(kind: HeldSecret, place: string): void {
    this.#found.push({ kind, entry: this.#entry, place });
  }

  #value(value: unknown, place: string, name: string | null, depth: number): void {
    if (typeof value === 'string') this.#text(value, place, name, depth);
    else if (typeof value === 'number') {
      if (name !== null && (isGuessableName(name) || isSentCode(name, String(value))))
        this.#note('secret', place);
    } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH)
      this.#inside(value, place, name, depth);
  }

  #inside(value: object, place: string, name: string | null, depth: number): void {
    const pair = fieldsOf(value);
    if (typeof pair.name === 'string' && typeof pair.value === 'string') {
      this.#pair({ name: pair.name, value: pair.value }, place);
      return;
    }
    if (typeof pair.text === 'string' && isBase64(pair)) {
      const isText = !NEVER_TEXT.test(String(pair.mimeType));
      if (isText) this.#text(decoded(pair.text), `${place}.text`, null, depth);
      return;
    }
    const isItem = Array.isArray(value);
    const isSecret = name !== null && isSecretName(name);
    for (const [key, inner] of Object.entries(value)) {
      const isSecretKey =
        !isItem && key.length >= LONG_NAME && isChanged(harmless(key), redactText);
      if (isSecretKey) this.#note('secret', place);
      const word = isSecretKey ? '…' : key;
      const within = isItem ? place : place === '' ? word : `${place}.${word}`;
      this.#value(inner, within, isItem || isSecret ? name : key, depth + 1);
    }
  }

  /** A header, a cookie or a parameter. */
  #pair({ name, value }: Header, list: string): void {
    const place = `${list}.${name}`;
    const plain = harmless(value);
    if (/cookies$/.test(list)) {
      if (plain !== '' && isChanged(plain, redactSecret)) this.#note('cookie', place);
    } else if (/headers$/.test(list)) this.#header({ name, value: plain }, place);
    else if (isSecretParameter(name, plain)) {
      if (isChanged(plain, redactSecret)) this.#note('secret', place);
    } else this.#text(value, place, null, 0);
  }

  #header({ name, value }: Header, place: string): void {
    if (OF_CREDENTIALS.test(name)) {
      if (redactHeader({ name, value }).value === value) return;
      const isCookie = /cookie$/i.test(name);
      this.#note(isCookie ? 'cookie' : 'token', place);
    } else if (isSecretHeader(name)) {
      if (isChanged(value, redactSecret)) this.#note('secret', place);
    } else this.#text(value, place, null, 0);
  }

  #text(text: string, place: string, name: string | null, depth: number): void {
    const plain = bared(text);
    const json = /^\s*[[{]/.test(plain) ? readJson(plain) : null;
    if (typeof json === 'object' && json !== null) {
      this.#value(json, place, null, depth + 1);
      return;
    }
    const isSecret =
      name !== null && isSecretName(name)
        ? !isMasked(plain) && !isLeftOut(plain) && isChanged(plain, redactSecret)
        : isChanged(plain, redactText);
    if (isSecret || (name !== null && isSentCode(name, plain)))
      this.#note(JWT.test(plain) ? 'token' : 'secret', place);
  }
}

function isBase64({ encoding }: Record<string, unknown>): boolean {
  return typeof encoding === 'string' && encoding.toLowerCase() === 'base64';
}

function decoded(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return text;
  }
}

/** Every secret that a parsed HAR still holds. */
export function secretsInHar(value: unknown): SecretPlace[] {
  const log = fieldsOf(fieldsOf(value).log);
  const search = new SecretSearch();
  for (const entry of Array.isArray(log.entries) ? log.entries : []) search.add(entry);
  return search.end(log);
}
