import { bareToken, isPlaceholder } from '../token/authorization.ts';
import { UUID } from '../token/claims.ts';
import { type Fields, readJson } from '../token/json.ts';
import { formDecoded } from './form-decoded.ts';
import { type FieldPlace, isKnownField, isKnownName, placeIn } from './known-fields.ts';
import { isLeftOut, redactSecret } from './mask.ts';
import type { Outlet } from './outlet.ts';
import { isErrorClass, isOfBirth, isPersonal } from './personal-names.ts';
import { looksRandom } from './random-look.ts';
import { isGuessableName, isSecretName, isSecretParameter, isSentCode } from './secret-names.ts';
import { isUnsigned, showUnsigned, unsignedToken } from './unsigned-token.ts';

/** What is known of a body beside its text. */
export interface BodyKind {
  mimeType: string;
  isAnswer: boolean;
  /** the status of the answer says that it is no success */
  isRefusal: boolean;
  /** packets of Engine.IO, by polling or as a frame */
  isSocket: boolean;
}

/** The length of what is shorter, as of “yes” and “no”, tells what it says. */
const LENGTH_FROM = 32;
/** What programs call a field. Other names may be values, as in a map of people. */
const FIELD_NAME = /^(?!.*\d{5})(?:[_$]?[a-z][\w.[\]-]{0,63}|[A-Z]+_[A-Z_]+)$/;
const MAX_DEPTH = 64;
/** Engine.IO's and Socket.IO's packet types, namespace and acknowledgement before the JSON. */
const PACKET = /^(\d{1,2}(?:\d-)?(?:\/[^,[{"]{0,64},)?\d{0,7})([[{"].*)$/s;
const BARE_PACKET = /^[0-6]?[0-6]?(probe)?$/;
const PACKET_END = '\u001e';
const EVENT_NAME = /^(?!.*\d{5})[\w:.-]{1,64}$/;
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

function isFieldName(key: string): boolean {
  if (FIELD_NAME.test(key) || UUID.test(key)) return true;
  return (
    /^(?!.*\d{5})[\w-]+$/.test(key) &&
    (isPersonal(key, null) || isSecretName(key) || isKnownName(key))
  );
}

const byteLength = (text: string) => new TextEncoder().encode(text).length;

/** The texts of one body, field by field. */
class ExportedBody {
  readonly #outlet: Outlet;
  readonly #isAnswer: boolean;

  constructor(outlet: Outlet, isAnswer: boolean) {
    this.#outlet = outlet;
    this.#isAnswer = isAnswer;
  }

  value(value: unknown, name: string | null, place: FieldPlace, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value, name, place, depth);
    if (typeof value === 'number') return this.#number(value, name, place);
    if (typeof value === 'boolean') return this.#known(value, name, place);
    if (value === null) return null;
    if (depth >= MAX_DEPTH) return this.#leftOut(JSON.stringify(value));
    if (Array.isArray(value)) return this.#list(value, name, place, depth + 1);
    const isWhole = name !== null && (isSecretName(name) || isOfBirth(name));
    const fields = value as Fields;
    const within = this.#isAnswer
      ? placeIn(name, fields, place)
      : { ...placeIn(name, fields, place), saysError: false };
    const names = this.names(fields);
    return Object.fromEntries(
      Object.entries(fields).map(([key, inner], index) => [
        names[index],
        this.value(inner, isWhole && !isSecretName(key) ? name : key, within, depth + 1),
      ]),
    );
  }

  text(value: string, name: string | null, place: FieldPlace, depth = 0): string {
    const { show, people } = this.#outlet;
    if (value === '' || isLeftOut(value)) return value;
    if (name !== null && (isPersonal(name, value) || /email$/i.test(name))) return people.of(value);
    if (name !== null && isSecretName(name)) return this.#secret(value, name);
    if (/^\s*[[{]/.test(value)) {
      const inner = readJson(value);
      if (inner !== null) return JSON.stringify(this.value(inner, name, place, depth + 1));
    }
    if (name !== null && isSentCode(name, value)) return this.#secret(value, name);
    const shown = showUnsigned(value, show);
    if (shown !== value) this.#outlet.note('secret');
    const isKnown = name !== null && (isKnownField(name, place) || isErrorClass(value));
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

  /** Numbers in a list are no count and no position, whatever the list is called. */
  #list(
    items: readonly unknown[],
    name: string | null,
    place: FieldPlace,
    depth: number,
  ): unknown[] {
    const ofAmounts = { ...place, isKnown: false };
    return items.map((item) => {
      const isAmount = typeof item === 'number' || typeof item === 'boolean';
      return this.value(item, name, isAmount ? ofAmounts : place, depth);
    });
  }

  #number(value: number, name: string | null, place: FieldPlace): unknown {
    if (name !== null) {
      if (isPersonal(name, value)) return this.#outlet.people.of(value);
      if (isGuessableName(name) || isSentCode(name, String(value))) {
        this.#outlet.note('secret');
        return '…';
      }
    }
    return this.#known(value, name, place);
  }

  #known(value: number | boolean, name: string | null, place: FieldPlace): unknown {
    if (name !== null && place.isKnown && isKnownField(name, place)) return value;
    this.#outlet.note('field');
    return `[${typeof value}]`;
  }

  /** The names of an object's fields, as they are let out; those of a map may be people. */
  names(fields: Fields): string[] {
    const keys = Object.keys(fields);
    const isMap = 2 * keys.filter((key) => !isFieldName(key)).length > keys.length;
    return keys.map((key) => (isMap ? this.#outlet.people.of(key) : this.name(key)));
  }

  name(key: string): string {
    if (looksRandom(key)) return redactSecret(key);
    const { show, people } = this.#outlet;
    return isFieldName(key) ? show(key) : people.of(key);
  }

  #leftOut(text: string): string {
    this.#outlet.note('field');
    return text.length < LENGTH_FROM ? '[text]' : `[${text.length} characters]`;
  }
}

function form(text: string, body: ExportedBody, place: FieldPlace): string {
  return text
    .split('&')
    .map((pair) => {
      const [rawName = '', ...rest] = pair.split('=');
      const raw = rest.join('=');
      const name = formDecoded(rawName);
      const value = formDecoded(raw);
      const isSecret = isSecretParameter(name, value);
      const shown = isSecret ? redactSecret(value) : body.text(value, name, place);
      const shownName = body.name(name);
      return `${shownName === name ? rawName : encodeURIComponent(shownName)}=${shown === value ? raw : encodeURIComponent(shown)}`;
    })
    .join('&');
}

/** As it is declared; a HAR may have left the header out. */
function typeOf(text: string, mimeType: string): string {
  const declared = MIME_TYPE.exec(mimeType)?.[0];
  const seen = LOOKS_LIKE.find(([pattern]) => pattern.test(text))?.[1];
  return declared ?? seen ?? 'unknown type';
}

/** One packet, or null where it is none that is understood. */
function packet(text: string, body: ExportedBody, outlet: Outlet, top: FieldPlace): string | null {
  if (BARE_PACKET.test(text)) return text;
  const [, head = '', payload = ''] = PACKET.exec(text) ?? [];
  const json = payload === '' ? null : readJson(payload);
  if (json === null) return null;
  const shownHead = outlet.show(head);
  const out = (value: unknown) => shownHead + JSON.stringify(value);
  if (typeof json === 'string') return out(body.text(json, 'message', top));
  if (!Array.isArray(json)) return out(body.value(json, null, top));
  const [event, ...values] = json as unknown[];
  const isEvent = typeof event === 'string' && EVENT_NAME.test(event) && !looksRandom(event);
  const saysError = top.saysError && isEvent && SPEAKS.test(event);
  const place = { ...top, saysError };
  if (!isEvent) return out(body.value(json, null, place));
  const said = (value: unknown) => {
    const isProse = typeof value === 'string' && !OPAQUE.test(value);
    return body.value(value, isProse ? 'message' : null, place);
  };
  return out([event, ...values.map(said)]);
}

function packets(text: string, body: ExportedBody, outlet: Outlet, top: FieldPlace): string | null {
  const shown = text.split(PACKET_END).map((one) => packet(one, body, outlet, top));
  return shown.includes(null) ? null : shown.join(PACKET_END);
}

function isForm(text: string, mimeType: string): boolean {
  return /^application\/x-www-form-urlencoded/i.test(mimeType) || FORM.test(text);
}

/**
 * A body for an export. JSON, forms and packets are let out field by field: known fields without
 * their secrets, people as pseudonyms, of all else the type or the length. What is none of these is replaced by
 * its type and size.
 */
export function exportedBody(text: string, kind: BodyKind, outlet: Outlet): string {
  const { mimeType, isAnswer, isRefusal, isSocket } = kind;
  if (text.trim() === '' || isLeftOut(text)) return text;
  const body = new ExportedBody(outlet, isAnswer);
  const top = { isKnown: true, saysError: isRefusal, isPaged: false };
  const inPackets = isSocket ? packets(text, body, outlet, { ...top, saysError: isAnswer }) : null;
  if (inPackets !== null) return inPackets;
  const json = readJson(text);
  if (json !== null) return JSON.stringify(body.value(json, null, top));
  if (isForm(text, mimeType)) return form(text, body, top);
  outlet.note('body');
  return `[${typeOf(text, mimeType)}, ${byteLength(text)} bytes]`;
}
