import type { Body, HarLeg, Header, SocketMessage } from './observation.ts';

/** Bodies beyond this many characters are cut; the rest helps nobody find a token's fault. */
export const MAX_BODY_CHARACTERS = 256 * 1024;

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A duration in ms; HAR writes -1 for "does not apply". */
function duration(value: unknown): number {
  return typeof value === 'number' && value > 0 ? value : 0;
}

function headers(value: unknown): Header[] {
  return list(value).flatMap((item) => {
    const name = text(fields(item).name);
    return name === null ? [] : [{ name, value: text(fields(item).value) ?? '' }];
  });
}

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
    const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function bodyOf(content: Fields): Body {
  const raw = text(content.text);
  if (raw === null) return { kind: 'unavailable', reason: 'not-recorded' };
  if (raw === '') return { kind: 'none' };
  const decoded = content.encoding === 'base64' ? decodeBase64Text(raw) : raw;
  return decoded === null ? { kind: 'unavailable', reason: 'not-recorded' } : textBody(decoded);
}

function socketMessages(value: unknown): SocketMessage[] {
  return list(value).flatMap((item) => {
    const message = fields(item);
    const data = text(message.data);
    const seconds = message.time;
    if (data === null || typeof seconds !== 'number') return [];
    return [{ direction: message.type === 'send' ? 'send' : 'receive', at: seconds * 1000, data }];
  });
}

function startOf(entry: Fields): number | null {
  const ms = Date.parse(text(entry.startedDateTime) ?? '');
  return Number.isNaN(ms) ? null : ms;
}

/** A preflight (Fetch §4.8) asks for the browser's sake and carries no credential. */
export function isPreflight(method: string, requestHeaders: Header[]): boolean {
  return (
    method === 'OPTIONS' &&
    requestHeaders.some(({ name }) => name.toLowerCase() === 'access-control-request-method')
  );
}

/** DevTools lists a request in flight with neither status nor time (`getHAR()`). */
export function isInFlight(entry: unknown): boolean {
  const { response, time, _webSocketMessages } = fields(entry);
  const { status, _error } = fields(response);
  return status === 0 && time === 0 && !_error && !_webSocketMessages;
}

/** Chromium gives no error for what the browser itself blocked; nothing of it was sent. */
function errorOf(entry: Fields, status: number): string | null {
  const error = text(fields(entry.response)._error);
  if (error) return error;
  const { send, wait } = fields(entry.timings);
  const isUnsent = duration(send) + duration(wait) === 0 && !entry._webSocketMessages;
  return status === 0 && isUnsent && !isInFlight(entry) ? 'blocked' : null;
}

/**
 * One HAR 1.2 entry of any producer; null when it names no request at all.
 * Sent at = start + blocked + dns + connect, in ms (HAR 1.2 `timings`; ssl lies inside connect).
 */
export function readHarEntry(value: unknown, id: string): HarLeg | null {
  const entry = fields(value);
  const request = fields(entry.request);
  const response = fields(entry.response);
  const timings = fields(entry.timings);
  const url = text(request.url);
  if (url === null) return null;
  const startedAt = startOf(entry);
  const waiting = duration(timings.blocked) + duration(timings.dns) + duration(timings.connect);
  const status = typeof response.status === 'number' ? response.status : 0;
  return {
    kind: 'har',
    id,
    method: text(request.method)?.toUpperCase() ?? 'GET',
    url,
    resourceType: text(entry._resourceType),
    startedAt,
    sentAt: startedAt === null ? null : startedAt + waiting,
    endedAt: startedAt === null ? null : startedAt + duration(entry.time),
    status,
    error: errorOf(entry, status),
    fromCache: Boolean(entry._fromCache),
    redirectUrl: text(response.redirectURL) || null,
    requestHeaders: headers(request.headers),
    responseHeaders: headers(response.headers),
    requestBody: text(fields(request.postData).text),
    body: bodyOf(fields(response.content)),
    answeredByWorker: Boolean(response._fetchedViaServiceWorker),
    socketMessages: socketMessages(entry._webSocketMessages),
  };
}
