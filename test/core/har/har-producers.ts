/**
 * HAR files as their producers write them, made in code from one telling of what happened. No
 * real recording is behind any of them.
 */
import { NOON_MS, POLL, REFUSED } from '../recording/legs.ts';

/** One exchange, before any producer has written it down. */
export interface Exchange {
  /** ms after noon */
  at?: number;
  method?: string;
  url?: string;
  authorization?: string | null;
  cookie?: string | null;
  /** null: no answer ever came */
  status?: number | null;
  body?: string;
  requestBody?: string;
  /** ms until the answer had ended */
  took?: number;
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export interface Producer {
  name: string;
  /** the whole file's text */
  write(exchanges: readonly Exchange[]): string;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

function told(exchange: Exchange) {
  const at = NOON_MS + (exchange.at ?? 0);
  const status = exchange.status === undefined ? 200 : exchange.status;
  const took = exchange.took ?? 20;
  const { method = 'GET', url = POLL, authorization = null, cookie = null } = exchange;
  const body = exchange.body ?? (status === 401 ? REFUSED : '{"success":true}');
  const date = new Date(at + took / 2).toUTCString();
  return { at, status, took, method, url, authorization, cookie, body, date, exchange };
}

function requestHeaders({ authorization, cookie }: ReturnType<typeof told>): [string, string][] {
  return [
    ['Accept', 'application/json'],
    ...(authorization === null ? [] : ([['Authorization', authorization]] as [string, string][])),
    ...(cookie === null ? [] : ([['Cookie', cookie]] as [string, string][])),
  ];
}

function responseHeaders({ date }: ReturnType<typeof told>): [string, string][] {
  return [
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Date', date],
  ];
}

const asList = (headers: [string, string][]): Json =>
  headers.map(([name, value]) => ({ name, value }));

/** What HAR 1.2 asks for, and nothing else. */
function plainEntry(exchange: Exchange): JsonObject {
  const t = told(exchange);
  return {
    startedDateTime: new Date(t.at).toISOString(),
    time: t.took,
    request: {
      method: t.method,
      url: t.url,
      httpVersion: 'HTTP/1.1',
      headers: asList(requestHeaders(t)),
      queryString: [],
      cookies: [],
      headersSize: -1,
      bodySize: 0,
      ...(exchange.requestBody === undefined
        ? {}
        : { postData: { mimeType: 'application/json', text: exchange.requestBody } }),
    },
    response: {
      status: t.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      headers: t.status === null ? [] : asList(responseHeaders(t)),
      cookies: [],
      content:
        t.status === null
          ? { size: 0, mimeType: 'x-unknown' }
          : { size: t.body.length, mimeType: 'application/json', text: t.body },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: t.took, receive: 0 },
  };
}

export function fileOf(
  entries: readonly Json[],
  creator = 'Some Producer',
  version = '1.2',
): JsonObject {
  return { log: { version, creator: { name: creator, version: '1' }, entries: [...entries] } };
}

function producer(
  name: string,
  creator: string,
  entryOf: (exchange: Exchange, plain: JsonObject) => Json,
  write: (file: JsonObject) => string = JSON.stringify,
): Producer {
  return {
    name,
    write: (exchanges) =>
      write(
        fileOf(
          exchanges.map((one) => entryOf(one, plainEntry(one))),
          creator,
        ),
      ),
  };
}

/** A copy with other fields in one of its parts. */
function withPart(entry: JsonObject, part: string, more: JsonObject): JsonObject {
  return { ...entry, [part]: { ...(entry[part] as JsonObject), ...more } };
}

const WITH_BOM = (file: JsonObject) => `\uFEFF${JSON.stringify(file, null, 2)}`;
const asObject = (headers: [string, string][]): Json => Object.fromEntries(headers);

function sanitised(headers: [string, string][]): Json {
  return asList(headers.filter(([name]) => !/^(authorization|cookie|set-cookie)$/i.test(name)));
}

export const chrome = producer('Chrome with sensitive data', 'WebInspector', (exchange, plain) => {
  const answer = withPart(plain, 'response', {
    _transferSize: 300,
    _error: exchange.status === null ? 'net::ERR_ABORTED' : null,
    _fetchedViaServiceWorker: false,
  });
  return { ...answer, _initiator: { type: 'script' }, _priority: 'High', _resourceType: 'xhr' };
});

export const chromeSanitised = producer('Chrome, sanitised', 'WebInspector', (exchange, plain) => {
  const t = told(exchange);
  const request = withPart(plain, 'request', { headers: sanitised(requestHeaders(t)) });
  return { ...request, _resourceType: 'xhr', _webSocketMessages: null };
});

export const PRODUCERS: readonly Producer[] = [
  chrome,
  producer('Firefox', 'Firefox', (exchange, plain) => {
    const { at, body, status } = told(exchange);
    const local = new Date(at + 7 * 3_600_000).toISOString().replace('Z', '+07:00');
    const content = { mimeType: 'application/json', size: body.length, encoding: 'base64' };
    return withPart({ ...plain, startedDateTime: local, pageref: 'page_1' }, 'response', {
      content: status === null ? { size: 0 } : { ...content, text: base64(body) },
    });
  }),
  producer('Safari', 'WebKit Web Inspector', (exchange, plain) => {
    const { took } = told(exchange);
    const timings = { blocked: 0, dns: -1, connect: -1, ssl: -1, send: 0, wait: took, receive: 0 };
    return { ...plain, timings, _fetchType: 'Network Load', _priority: null };
  }),
  producer('Charles', 'Charles Proxy', (exchange, plain) => {
    const { at } = told(exchange);
    const { timings: _timings, cache: _cache, ...rest } = plain;
    return { ...rest, startedDateTime: new Date(at).toISOString().replace('Z', '+0000') };
  }),
  producer(
    'Fiddler',
    'Fiddler',
    (exchange, plain) => {
      const { at, took, status } = told(exchange);
      const more = { time: String(took), comment: '', timings: null };
      const startedDateTime = new Date(at).toISOString().replace('Z', '0000+00:00');
      return withPart({ ...plain, ...more, startedDateTime }, 'response', {
        status: String(status ?? -1),
      });
    },
    WITH_BOM,
  ),
  producer('Proxyman', 'Proxyman', (exchange, plain) => {
    const t = told(exchange);
    const request = withPart(plain, 'request', { headers: asObject(requestHeaders(t)) });
    return withPart({ ...request, connection: null, serverIPAddress: null }, 'response', {
      headers: asObject(responseHeaders(t)),
    });
  }),
  producer('mitmproxy', 'mitmproxy', (exchange, plain) => {
    const { at, took } = told(exchange);
    const lower = (part: string) => {
      const headers = (plain[part] as JsonObject).headers as { name: string; value: string }[];
      return headers.map(({ name, value }) => ({ name: name.toLowerCase(), value }));
    };
    const zoneless = new Date(at).toISOString().replace('Z', '');
    return withPart(
      withPart({ ...plain, startedDateTime: zoneless, time: took + 0.25 }, 'request', {
        headers: lower('request'),
      }),
      'response',
      { headers: lower('response') },
    );
  }),
  producer('Playwright', 'Playwright', (exchange, plain) => {
    const { status } = told(exchange);
    const failed = { status: -1, _failureText: 'net::ERR_ABORTED', content: { size: -1 } };
    const entry = withPart(plain, 'response', status === null ? failed : { _transferSize: 9 });
    return { ...entry, pageref: 'page@1', _frameref: 'frame@1', _monotonicTime: 1.5 };
  }),
  producer('an early one (HAR 1.1, comma decimals)', 'Old Tool', (exchange, plain) => {
    const { at } = told(exchange);
    const startedDateTime = new Date(at).toISOString().replace('.', ',').replace('T', ' ');
    return { ...plain, startedDateTime };
  }),
  producer('the least that names a request', 'Minimal', (exchange) => {
    const t = told(exchange);
    return {
      startedDateTime: new Date(t.at).toISOString(),
      request: { method: t.method, url: t.url, headers: asList(requestHeaders(t)) },
      ...(t.status === null
        ? {}
        : {
            time: t.took,
            response: {
              status: t.status,
              headers: asList(responseHeaders(t)),
              content: { text: t.body },
            },
          }),
    };
  }),
];

export { plainEntry };
