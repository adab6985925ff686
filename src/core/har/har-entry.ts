import type { Content, Entry, Timings } from 'har-format';
import { scriptUrl } from '../recording/initiator.ts';
import type { RequestFacts } from '../recording/request.ts';
import { exportedBody } from '../redaction/exported-body.ts';
import type { Outlet } from '../redaction/outlet.ts';
import { instant } from '../redaction/shown.ts';
import { shownHeaders } from '../redaction/shown-headers.ts';
import { FIRST_REFUSING_STATUS, type Header, headerValue } from '../service/http.ts';

/** HAR 1.2 writes it for what is not known. */
const NOT_KNOWN = -1;
/** WebSocket opcode of a text frame (RFC 6455 §11.8). */
const TEXT_FRAME = 1;

const byteLength = (text: string) => new TextEncoder().encode(text).length;

function mimeTypeOf(headers: Header[] | null): string {
  return headerValue(headers, 'content-type') ?? '';
}

/** `send`, `wait` and `receive` must not be -1 (HAR 1.2 `timings`); what lies before sending is one span. */
function timingsOf({ startedAt, sentAt, respondedAt, endedAt }: RequestFacts): Timings {
  const span = (from: number | null, to: number | null) =>
    from === null || to === null ? 0 : Math.max(0, to - from);
  return {
    blocked: startedAt === null || sentAt === null ? NOT_KNOWN : span(startedAt, sentAt),
    dns: NOT_KNOWN,
    connect: NOT_KNOWN,
    ssl: NOT_KNOWN,
    send: 0,
    wait: span(sentAt, respondedAt ?? endedAt),
    receive: span(respondedAt, endedAt),
  };
}

function totalMs({ blocked = NOT_KNOWN, wait, receive }: Timings): number {
  return Math.max(0, blocked) + wait + receive;
}

function queryOf(shownUrl: string): { name: string; value: string }[] {
  if (!URL.canParse(shownUrl)) return [];
  return [...new URL(shownUrl).searchParams].map(([name, value]) => ({ name, value }));
}

function contentOf(
  { body, responseHeaders, route, status }: RequestFacts,
  outlet: Outlet,
): Content {
  const mimeType = mimeTypeOf(responseHeaders);
  const shownType = outlet.show(mimeType);
  if (body.kind === 'none') return { size: 0, mimeType: shownType, text: '' };
  if (body.kind === 'unavailable') return { size: 0, mimeType: shownType };
  const kind = {
    mimeType,
    isAnswer: true,
    isRefusal: status !== null && status >= FIRST_REFUSING_STATUS,
    isSocket: route.kind === 'socket',
  };
  const text = exportedBody(body.text, kind, outlet);
  return { size: byteLength(body.text), mimeType: shownType, text };
}

function requestOf(request: RequestFacts, outlet: Outlet): Entry['request'] {
  const { method, requestHeaders, requestBody, route } = request;
  const { show } = outlet;
  const url = outlet.url(request.url);
  const mimeType = mimeTypeOf(requestHeaders);
  const kind = {
    mimeType,
    isAnswer: false,
    isRefusal: false,
    isSocket: route.kind === 'socket',
  };
  return {
    method: show(method),
    url,
    httpVersion: '',
    cookies: [],
    headers: shownHeaders(requestHeaders, outlet),
    queryString: queryOf(url),
    ...(requestBody !== null && {
      postData: {
        mimeType: show(mimeType),
        text: exportedBody(requestBody, kind, outlet),
      },
    }),
    headersSize: NOT_KNOWN,
    bodySize: requestBody === null ? 0 : byteLength(requestBody),
  };
}

function responseOf(request: RequestFacts, outlet: Outlet): Entry['response'] {
  const { status, redirectUrl, responseHeaders, error } = request;
  const response: Entry['response'] & { _error?: string } = {
    status: status ?? 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: shownHeaders(responseHeaders, outlet),
    content: contentOf(request, outlet),
    redirectURL: redirectUrl === null ? '' : outlet.url(redirectUrl),
    headersSize: NOT_KNOWN,
    bodySize: NOT_KNOWN,
  };
  if (error !== null) response._error = outlet.show(error);
  return response;
}

/**
 * The calls that led to a request, as Chromium's HAR has them (CDP `Network.Initiator`, lines from 0);
 * scripts without their queries.
 */
function initiatorOf({ initiator }: RequestFacts, outlet: Outlet): object {
  const callFrames = initiator.map((frame) => ({
    functionName: outlet.show(frame.functionName),
    url: outlet.url(scriptUrl(frame)),
    lineNumber: frame.line - 1,
    columnNumber: frame.column - 1,
  }));
  return { type: 'script', stack: { callFrames } };
}

/**
 * A request as an entry of HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/#entries) without
 * secrets: tokens are there without their signatures, so that a reader can judge them as we did.
 * The people in it are hidden as it is written (`Outlet.json`).
 * A start that no source could read is the empty text.
 */
export function harEntry(request: RequestFacts, outlet: Outlet): Entry {
  const timings = timingsOf(request);
  const entry: Entry = {
    startedDateTime: instant(request.startedAt) ?? '',
    time: totalMs(timings),
    request: requestOf(request, outlet),
    response: responseOf(request, outlet),
    cache: {},
    timings,
  };
  if (request.resourceType !== null) Object.assign(entry, { _resourceType: request.resourceType });
  if (request.fromCache) entry._fromCache = 'disk';
  if (request.initiator.length > 0)
    Object.assign(entry, { _initiator: initiatorOf(request, outlet) });
  const frame = { mimeType: 'text/plain', isRefusal: false, isSocket: true };
  if (request.socketMessages.length > 0)
    entry._webSocketMessages = request.socketMessages.map(({ direction, at, data }) => ({
      type: direction,
      time: at / 1000,
      opcode: TEXT_FRAME,
      data: exportedBody(data, { ...frame, isAnswer: direction === 'receive' }, outlet),
    }));
  return entry;
}
