import type { CallFrame } from '../recording/initiator.ts';
import type { HarLeg, SocketMessage } from '../recording/observation.ts';
import { type Body, type Header, NEVER_TEXT, NOT_MODIFIED, NOT_RECORDED } from '../service/http.ts';
import { type Fields, fieldsOf } from '../token/json.ts';
import { readInitiator } from './har-initiator.ts';
import { durationOf, headersOf, instantOf, numberOf, plausible, stringOf } from './har-values.ts';

/** Bodies beyond this many characters are cut; the rest helps nobody find a token's fault. */
export const MAX_BODY_CHARACTERS = 256 * 1024;
/** WebSocket opcode of a binary frame (RFC 6455 §11.8); HAR writes its data in base64. */
const BINARY_FRAME = 2;

/** Cuts a body to what is kept of it. */
export function textBody(content: string): Body {
  const truncated = content.length > MAX_BODY_CHARACTERS;
  return {
    kind: 'text',
    text: truncated ? content.slice(0, MAX_BODY_CHARACTERS) : content,
    truncated,
  };
}

/** Base64 as HAR and DevTools write non-text bodies; null when it is no UTF-8 text after all. */
export function decodeBase64Text(content: string): string | null {
  try {
    const binary = atob(content);
    const bytes = new Uint8Array(binary.length);
    // `Uint8Array.from` takes twenty times as long.
    for (let k = 0; k < bytes.length; k += 1) bytes[k] = binary.charCodeAt(k);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function isBase64(encoding: unknown): boolean {
  return stringOf(encoding)?.toLowerCase() === 'base64';
}

function bodyOf(content: Fields): Body {
  const raw = stringOf(content.text);
  if (raw === null) return NOT_RECORDED;
  if (raw === '') return { kind: 'none' };
  if (!isBase64(content.encoding)) return textBody(raw);
  const decoded = NEVER_TEXT.test(stringOf(content.mimeType) ?? '') ? null : decodeBase64Text(raw);
  return decoded === null ? NOT_RECORDED : textBody(decoded);
}

function requestBodyOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  const { text, encoding, params } = fieldsOf(value);
  const raw = stringOf(text);
  if (raw !== null && raw !== '') return isBase64(encoding) ? decodeBase64Text(raw) : raw;
  if (!Array.isArray(params) || params.length === 0) return raw;
  const pairs = params.map((param): [string, string] => {
    const { name, value: text } = fieldsOf(param);
    return [stringOf(name) ?? '', stringOf(text) ?? ''];
  });
  return new URLSearchParams(pairs).toString();
}

function socketMessages(value: unknown): SocketMessage[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    const message = fieldsOf(item);
    const data = stringOf(message.data);
    const at = instantOf(message.time);
    if (data === null || at === null || message.opcode === BINARY_FRAME) return [];
    return [{ direction: message.type === 'send' ? 'send' : 'receive', at, data }];
  });
}

/** A preflight (Fetch §4.8) asks for the browser's sake and carries no credential. */
export function isPreflight(method: string, requestHeaders: readonly Header[] | null): boolean {
  return (
    method === 'OPTIONS' &&
    requestHeaders !== null &&
    requestHeaders.some(({ name }) => name.toLowerCase() === 'access-control-request-method')
  );
}

/** DevTools lists a request in flight with neither status nor time (`getHAR()`). */
export function isInFlight(entry: unknown): boolean {
  const { response, time, _webSocketMessages } = fieldsOf(entry);
  const { status, _error } = fieldsOf(response);
  return status === 0 && time === 0 && !_error && !_webSocketMessages;
}

/** A status line's code, or 0 where there was no answer; some producers write -1. */
function statusOf(value: unknown): number {
  const status = numberOf(value) ?? 0;
  return Number.isInteger(status) && status >= 100 && status <= 999 ? status : 0;
}

/** As Safari names it. */
const CACHED_LOAD = /^(disk|memory) cache$/i;

/** What caches held before (chrome-har) and hold after it (Firefox) is told where no server was asked. */
function isKept({ cache, response }: Fields): boolean {
  const { beforeRequest, afterRequest } = fieldsOf(cache);
  if (beforeRequest === undefined) return afterRequest !== undefined;
  return Boolean(beforeRequest) && numberOf(fieldsOf(response).status) !== NOT_MODIFIED;
}

/** Producers write it into the answer, or beside it. */
function failureOf(entry: Fields): string | null {
  const { _error, _failureText } = fieldsOf(entry.response);
  const texts = [_error, _failureText, entry._error, entry._failureText];
  return texts.map(stringOf).find(Boolean) ?? null;
}

/** What names a failure, has no header and took no time was never answered, whatever its status. */
function isUnanswered(entry: Fields, failure: string | null): boolean {
  const { headers } = fieldsOf(entry.response);
  if (failure === null || headersOf(headers).length > 0) return false;
  const timings = fieldsOf(entry.timings);
  return ['send', 'wait', 'receive'].every((phase) => durationOf(timings[phase]) === 0);
}

/** Chromium gives no error for what the browser itself blocked; nothing of it was sent. */
function errorOf(entry: Fields, status: number, failure: string | null): string | null {
  if (failure !== null) return failure;
  const { send, wait } = fieldsOf(entry.timings);
  const isUnsent = durationOf(send) + durationOf(wait) === 0 && !entry._webSocketMessages;
  return status === 0 && isUnsent && !isInFlight(entry) ? 'blocked' : null;
}

/**
 * One HAR 1.1 or 1.2 entry of any producer; null when it names no request at all.
 * Sent at = start + blocked + dns + connect, in ms (HAR 1.2 `timings`; ssl lies inside connect).
 */
export function readHarEntry(
  value: unknown,
  id: string,
  framesOf: (initiator: unknown) => readonly CallFrame[] = readInitiator,
): HarLeg | null {
  const entry = fieldsOf(value);
  const request = fieldsOf(entry.request);
  const response = fieldsOf(entry.response);
  const timings = fieldsOf(entry.timings);
  const url = stringOf(request.url);
  if (url === null || url === '') return null;
  const startedAt = instantOf(entry.startedDateTime);
  const waiting =
    durationOf(timings.blocked) + durationOf(timings.dns) + durationOf(timings.connect);
  const failure = failureOf(entry);
  const status = isUnanswered(entry, failure) ? 0 : statusOf(response.status);
  const wait = numberOf(timings.wait) ?? -1;
  const after = (ms: number) => (startedAt === null ? null : plausible(startedAt + ms));
  return {
    kind: 'har',
    id,
    method: stringOf(request.method)?.trim().toUpperCase() || 'GET',
    url,
    resourceType: stringOf(entry._resourceType),
    startedAt,
    sentAt: after(waiting),
    respondedAt: wait < 0 ? null : after(waiting + durationOf(timings.send) + wait),
    endedAt: after(durationOf(entry.time)),
    status,
    error: errorOf(entry, status, failure),
    fromCache:
      Boolean(entry._fromCache) ||
      CACHED_LOAD.test(stringOf(entry._fetchType) ?? '') ||
      isKept(entry),
    redirectUrl: stringOf(response.redirectURL) || null,
    requestHeaders: headersOf(request.headers),
    responseHeaders: headersOf(response.headers),
    requestBody: requestBodyOf(request.postData),
    body: bodyOf(fieldsOf(response.content)),
    initiator: framesOf(entry._initiator),
    answeredByWorker: Boolean(response._fetchedViaServiceWorker ?? entry._fetchedViaServiceWorker),
    socketMessages: socketMessages(entry._webSocketMessages),
    foreign: false,
    file: null,
  };
}
