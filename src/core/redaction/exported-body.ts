import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { type Fields, readJson } from '../token/json.ts';
import { isKnownField } from './known-fields.ts';
import { isLeftOut, redactSecret } from './mask.ts';
import type { Outlet } from './outlet.ts';
import { isErrorClass, isOfBirth, isPersonal } from './personal-names.ts';
import { looksRandom } from './random-look.ts';
import { isGuessableName, isSecretName, isSecretParameter } from './secret-names.ts';
import { isUnsigned, showUnsigned, unsignedToken } from './unsigned-token.ts';

/** What is known of a body beside its text. */
export interface BodyKind {
  mimeType: string;
  isAnswer: boolean;
  /** packets of Engine.IO, by polling or as a frame */
  isSocket: boolean;
}

/** Smaller numbers are counts and measures; of larger ones nobody knows. */
const NUMBER_BELOW = 1_000;
const MAX_DEPTH = 64;
/** Engine.IO's and Socket.IO's packet types, namespace and acknowledgement before the JSON. */
const PACKET = /^(\d{1,8}-?(?:\/[^,[{"]{0,64},)?\d{0,16})((?:[[{"]).*)$/s;
const BARE_PACKET = /^\d{0,3}(probe)?$/;
const PACKET_END = '\u001e';
const EVENT_NAME = /^[\w:.-]{1,64}$/;
/** Events in whose list of values a text is the service's. */
const SPEAKS = /error|auth|connect/i;
/** One long word with letters and digits: no sentence, and perhaps a token. */
const OPAQUE = /^(?=\S*\d)(?=\S*[a-z])\S{16,}$/i;
const FORM = /^[\w.[\]%+-]{1,64}=[^\s<>{]*$/;
const MIME_TYPE = /^[\w.+-]{1,64}\/[\w.+-]{1,64}/;
const LOOKS_LIKE: readonly [RegExp, string][] = [
  [/^--[^\r\n]+\r?\n/, 'multipart/form-data'],
  [/^\s*<(?:!doctype html|html|head|body|meta|script)\b/i, 'text/html'],
  [/^\s*</, 'text/xml'],
];

const byteLength = (text: string) => new TextEncoder().encode(text).length;

/** The texts of one body, field by field. */
class Body {
  readonly #outlet: Outlet;
  readonly #isAnswer: boolean;

  constructor(outlet: Outlet, isAnswer: boolean) {
    this.#outlet = outlet;
    this.#isAnswer = isAnswer;
  }

  value(value: unknown, name: string | null, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value, name, depth);
    if (typeof value === 'number') return this.#number(value, name);
    if (typeof value !== 'object' || value === null) return value;
    if (depth >= MAX_DEPTH) return this.#leftOut(JSON.stringify(value));
    if (Array.isArray(value)) return value.map((item) => this.value(item, name, depth + 1));
    const isWhole = name !== null && (isSecretName(name) || isOfBirth(name));
    return Object.fromEntries(
      Object.entries(value as Fields).map(([key, inner]) => [
        this.#key(key),
        this.value(inner, isWhole && !isSecretName(key) ? name : key, depth + 1),
      ]),
    );
  }

  text(value: string, name: string | null, depth = 0): string {
    const { show, people } = this.#outlet;
    if (value === '' || isLeftOut(value)) return value;
    if (name !== null && isPersonal(name, value)) return people.of(value);
    if (name !== null && isSecretName(name)) return this.#secret(value, name);
    if (/^\s*[[{]/.test(value)) {
      const inner = readJson(value);
      if (inner !== null) return JSON.stringify(this.value(inner, name, depth + 1));
    }
    const shown = showUnsigned(value, show);
    if (shown !== value) this.#outlet.note('secret');
    const isKnown = name !== null && (isKnownField(name, this.#isAnswer) || isErrorClass(value));
    return isKnown || isUnsigned(shown) ? shown : this.#leftOut(value);
  }

  #secret(value: string, name: string): string {
    const { token } = bareToken(value);
    // That a build sends the word in a token's place is what the row is about.
    if (isPlaceholder(token)) return value;
    const isToken = /tokens?$/i.test(name) || token.startsWith('eyJ');
    if (!isToken) return this.#outlet.noted('secret', value, redactSecret(value));
    if (isUnsigned(token)) return value;
    const after = value.replace(token, () => unsignedToken(token));
    return this.#outlet.noted('signature', value, after === value ? redactSecret(value) : after);
  }

  #number(value: number, name: string | null): unknown {
    if (name !== null) {
      if (isPersonal(name, value)) return this.#outlet.people.of(value);
      if (isGuessableName(name)) {
        this.#outlet.note('secret');
        return '…';
      }
      if (isKnownField(name, this.#isAnswer)) return value;
    }
    return Math.abs(value) < NUMBER_BELOW ? value : this.#leftOut(String(value));
  }

  #key(key: string): string {
    return looksRandom(key) ? redactSecret(key) : this.#outlet.show(key);
  }

  #leftOut(text: string): string {
    this.#outlet.note('field');
    return `[${text.length} characters]`;
  }
}

function form(text: string, body: Body): string {
  return text
    .split('&')
    .map((pair) => {
      const [rawName = '', ...rest] = pair.split('=');
      const raw = rest.join('=');
      const name = plain(rawName);
      const value = plain(raw);
      const shown = isSecretParameter(name, value) ? redactSecret(value) : body.text(value, name);
      return `${rawName}=${shown === value ? raw : encodeURIComponent(shown)}`;
    })
    .join('&');
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** As it is declared; a HAR may have left the header out. */
function typeOf(text: string, mimeType: string): string {
  const declared = MIME_TYPE.exec(mimeType)?.[0];
  const seen = LOOKS_LIKE.find(([pattern]) => pattern.test(text))?.[1];
  return declared ?? seen ?? 'unknown type';
}

/** One packet, or null where it is none that is understood. */
function packet(text: string, body: Body, outlet: Outlet): string | null {
  if (BARE_PACKET.test(text)) return text;
  const [, head = '', payload = ''] = PACKET.exec(text) ?? [];
  const json = payload === '' ? null : readJson(payload);
  if (json === null) return null;
  const shownHead = outlet.show(head);
  if (typeof json === 'string') return shownHead + JSON.stringify(body.text(json, 'message'));
  if (!Array.isArray(json)) return shownHead + JSON.stringify(body.value(json, null));
  const [event, ...values] = json as unknown[];
  const isEvent = typeof event === 'string' && EVENT_NAME.test(event) && !looksRandom(event);
  if (!isEvent) return shownHead + JSON.stringify(body.value(json, null));
  const said = (value: unknown) => {
    const isProse = SPEAKS.test(event) && !(typeof value === 'string' && OPAQUE.test(value));
    return body.value(value, isProse ? 'message' : null);
  };
  return shownHead + JSON.stringify([event, ...values.map(said)]);
}

function packets(text: string, body: Body, outlet: Outlet): string | null {
  const shown = text.split(PACKET_END).map((one) => packet(one, body, outlet));
  return shown.includes(null) ? null : shown.join(PACKET_END);
}

function isForm(text: string, mimeType: string): boolean {
  return /^application\/x-www-form-urlencoded/i.test(mimeType) || FORM.test(text);
}

/**
 * A body for an export. JSON, forms and packets are let out field by field: known fields without
 * their secrets, people as pseudonyms, of all else the length. What is none of these is replaced by
 * its type and size.
 */
export function exportedBody(text: string, kind: BodyKind, outlet: Outlet): string {
  const { mimeType, isAnswer, isSocket } = kind;
  if (text.trim() === '' || isLeftOut(text)) return text;
  const body = new Body(outlet, isAnswer);
  const inPackets = isSocket ? packets(text, body, outlet) : null;
  if (inPackets !== null) return inPackets;
  const json = readJson(text);
  if (json !== null) return JSON.stringify(body.value(json, null));
  if (isForm(text, mimeType)) return form(text, body);
  outlet.note('body');
  return `[${typeOf(text, mimeType)}, ${byteLength(text)} bytes]`;
}
