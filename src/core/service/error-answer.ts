import { fieldsOf, readJson, textOf } from '../token/json.ts';
import type { ServiceError } from './service-profile.ts';

/** What an answer says of an error, before anyone says what it means. */
export interface ErrorWords extends Omit<ServiceError, 'refusesCredential'> {
  /** it says itself that it is no success */
  isFailure: boolean;
}

/** `INVALID_TOKEN`, `invalid_token`; one plain word is prose. */
const CODE = /^[A-Z0-9_]+$|^\w+_\w+$/;
/** Fields in which services write their prose: FastAPI, Django, OAuth 2.0 (RFC 6749 §5.2). */
const PROSE_FIELDS = ['message', 'detail', 'msg', 'error_description', 'pesan'];

/**
 * Reads `{error: "CODE", message}` and `{error: {code, message}}`; where `error` holds prose, that
 * is the message. Null where there is neither code nor message.
 */
export function readErrorWords(body: string): ErrorWords | null {
  const answer = fieldsOf(readJson(body));
  const nested = fieldsOf(answer.error);
  const word = textOf(answer.error);
  const isCode = word !== null && CODE.test(word);
  const code = textOf(nested.code) ?? (isCode ? word : null) ?? textOf(answer.code);
  const prose = PROSE_FIELDS.map((name) => textOf(answer[name])).find((text) => text !== null);
  const message = textOf(nested.message) ?? prose ?? (isCode ? null : word);
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
