import { readJson } from '../token/json.ts';
import { formDecoded } from './form-decoded.ts';
import { isPersonal } from './personal-names.ts';

/** An address as anyone writes it, also in a URL: what stands behind its name, and that name. */
const AT_DOMAIN = /(@|%40)([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/gi;
const EMAIL = /^[^@\s]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/;
const LOCAL_PART = /(?:[\w.+-]|%2B){1,64}$/i;
const MAX_LOCAL_PART = 192;
/** What `unsignedToken` leaves of a token. */
const UNSIGNED = /(?<![\w-])(eyJ[\w-]+)\.(eyJ[\w-]*)\.(redacted-[0-9a-f]{8})?(?![\w-])/g;
/** Nothing is ever delivered there (RFC 2606 §2). */
const NOWHERE = 'redacted.invalid';
/** An Indonesian mobile number, at home or from abroad (ITU E.164), in groups or in one. */
const MOBILE = /(?<![\w.+-])(?:\+?62|0)[ -]?8[1-35789](?:[ -]?\d){7,10}(?![\w.-]*\d)/g;
const PERSON = /^person-\d+$/;

/** An address that was made a number, without the domain behind it; anything else as it is. */
export function personNumber(text: string): string {
  return text.endsWith(`@${NOWHERE}`) ? text.slice(0, -NOWHERE.length - 1) : text;
}

const PARAMETER = /([?&])([^=&#]{1,128})=([^&#]*)/g;

function fromBase64url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
}

function toBase64url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** What is no payload of a token is left to those who take out secrets. */
function claimsIn(payload: string): unknown {
  try {
    return readJson(fromBase64url(payload));
  } catch {
    return null;
  }
}

/** One number, however it is written. */
function atHome(number: string): string {
  return number.replace(/[ -]/g, '').replace(/^\+?62/, '0');
}

/**
 * Takes people out of texts that belong together: each has a number instead of an address, by which
 * the same one is still told, in the claims of unsigned tokens too.
 */
export class Pseudonyms {
  readonly #numbers = new Map<string, number>();
  /** A token is sent many times; its claims are read once. */
  readonly #payloads = new Map<string, string>();

  readonly hide = (text: string): string => {
    const called = text.replace(MOBILE, (number) => this.#numbered(atHome(number)));
    if (!called.includes('@') && !called.includes('%40') && !called.includes('eyJ')) return called;
    return this.#addresses(
      called.replace(UNSIGNED, (_all, header: string, payload: string, signature = '') => {
        const hidden = this.#payloads.get(payload) ?? this.#payload(payload);
        this.#payloads.set(payload, hidden);
        return `${header}.${hidden}.${signature}`;
      }),
    );
  };

  /** What a field about a person holds, as its number. */
  of(value: unknown): string {
    if (typeof value === 'string' && (value === '' || PERSON.test(value))) return value;
    const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
    if (EMAIL.test(text)) return this.#addresses(text);
    return this.#numbered(new RegExp(`^${MOBILE.source}$`).test(text) ? atHome(text) : text);
  }

  /** An address without what its parameters say of a person. */
  inUrl(url: string): string {
    return url.replace(PARAMETER, (all, before: string, name: string, value: string) => {
      const plain = formDecoded(value);
      if (plain === '') return all;
      if (isPersonal(formDecoded(name), plain)) return `${before}${name}=${this.of(plain)}`;
      const json = /^\s*[[{]/.test(plain) ? readJson(plain) : null;
      if (json === null) return all;
      const hidden = this.#fields(json);
      return hidden === JSON.stringify(json)
        ? all
        : `${before}${name}=${encodeURIComponent(hidden)}`;
    });
  }

  /** A header without what a repeated address or JSON in it says of a person. */
  inHeader(value: string): string {
    const json = /^\s*[[{]/.test(value) ? readJson(value) : null;
    if (json === null) return this.inUrl(value);
    const hidden = this.#fields(json);
    return hidden === JSON.stringify(json) ? value : hidden;
  }

  /** How many people, or things that tell who they are. */
  get size(): number {
    return this.#numbers.size;
  }

  #payload(payload: string): string {
    const claims = claimsIn(payload);
    if (claims === null) return payload;
    return toBase64url(this.#fields(claims));
  }

  #fields(json: unknown): string {
    return JSON.stringify(json, (name, value: unknown) => {
      if (isPersonal(name, value)) return this.of(value);
      return typeof value === 'string' ? this.#addresses(value) : value;
    });
  }

  #addresses(text: string): string {
    let out = '';
    let done = 0;
    for (const { 0: behind, 1: at = '', 2: domain = '', index } of text.matchAll(AT_DOMAIN)) {
      const before = text.slice(Math.max(done, index - MAX_LOCAL_PART), index);
      const name = LOCAL_PART.exec(before)?.[0];
      if (name === undefined || domain.toLowerCase() === NOWHERE) continue;
      const plain = `${name.replace(/%2B/gi, '+')}@${domain}`.toLowerCase();
      out += `${text.slice(done, index - name.length)}${this.#numbered(plain)}${at}${NOWHERE}`;
      done = index + behind.length;
    }
    return out + text.slice(done);
  }

  #numbered(original: string): string {
    const known = this.#numbers.get(original) ?? this.#numbers.size + 1;
    this.#numbers.set(original, known);
    return `person-${known}`;
  }
}
