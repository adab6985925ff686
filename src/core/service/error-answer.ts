import { type Fields, fieldsOf, readJson, textOf } from '../token/json.ts';
import type { ServiceError } from './service-profile.ts';

/** What an answer says of an error, before anyone says what it means. */
export interface ErrorWords extends Omit<ServiceError, 'refusesCredential'> {
  /** it says itself that it is no success */
  isFailure: boolean;
}

/** `INVALID_TOKEN`, `invalid_token`; one plain word is prose. */
const CODE = /^[A-Z0-9_]+$|^\w+_\w+$/;
/** Fields in which services write their prose: FastAPI, Django, OAuth 2.0 (RFC 6749 §5.2), RFC 9457. */
const PROSE_FIELDS = ['message', 'detail', 'msg', 'error_description', 'pesan', 'reason', 'alasan'];
const CODE_FIELDS = ['code', 'kode'];
export const SAYS_ERROR: ReadonlySet<unknown> = new Set(['error', 'fail', 'failed', 'gagal']);

function firstText(all: readonly Fields[], names: readonly string[]): string | null {
  for (const fields of all)
    for (const name of names) {
      const text = textOf(fields[name]);
      if (text !== null) return text;
    }
  return null;
}

function firstFields(value: unknown): Fields {
  return fieldsOf(Array.isArray(value) ? value[0] : value);
}

/** Where an answer may speak of its error, the innermost first: JSend, GraphQL, JSON:API among them. */
function placesIn(answer: Fields): Fields[] {
  const listed = firstFields(answer.errors);
  const isFailure = answer.success === false || SAYS_ERROR.has(answer.status);
  return [
    fieldsOf(answer.error),
    listed,
    fieldsOf(listed.extensions),
    ...(isFailure ? [fieldsOf(answer.data)] : []),
    answer,
  ];
}

/**
 * Reads `{error: "CODE", message}` and `{error: {code, message}}` and their like; where `error` holds
 * prose, that is the message. Null where there is neither code nor message.
 */
export function readErrorWords(body: string): ErrorWords | null {
  const answer = firstFields(readJson(body));
  const places = placesIn(answer);
  const word = textOf(answer.error);
  const isCode = word !== null && CODE.test(word);
  const code =
    firstText(places.slice(0, -1), CODE_FIELDS) ??
    (isCode ? word : null) ??
    firstText([answer], CODE_FIELDS);
  const message = firstText(places, PROSE_FIELDS) ?? (isCode ? null : word);
  if (code === null && message === null) return null;
  const wait = answer.retryAfter;
  const retryAfterSeconds = typeof wait === 'number' ? wait : null;
  return { code, message, retryAfterSeconds, isFailure: answer.success === false };
}

const ISO_TO_THE_MS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}(Z|[+-]\d\d:\d\d)$/;

/** ms since the epoch of an ISO 8601 date that is exact to the ms, or null. */
export function exactInstant(text: string): number | null {
  const ms = ISO_TO_THE_MS.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
