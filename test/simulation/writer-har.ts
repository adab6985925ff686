import type { Exchange } from './exchange.ts';
import type { SocketLife } from './socket.ts';
import { type View, webSockets } from './view.ts';

/** Whether the browser leaves credentials out, as it does unless it is told otherwise. */
export interface HarOptions {
  sanitised: boolean;
}

const SPARED = new Set(['authorization', 'cookie', 'set-cookie']);

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** One entry, as Chromium writes it. */
export function harEntry(exchange: Exchange, { sanitised }: HarOptions) {
  const { timing, cache, error, requestBody, status, method, url } = exchange;
  const headers = sanitised
    ? exchange.requestHeaders.filter(({ name }) => !SPARED.has(name))
    : exchange.requestHeaders;
  return {
    startedDateTime: new Date(exchange.startedAt).toISOString(),
    time: rounded(timing.ended - timing.start),
    request: {
      method,
      url,
      httpVersion: 'h2',
      cookies: [],
      headers,
      queryString: [],
      headersSize: -1,
      bodySize: requestBody?.length ?? 0,
      ...(requestBody === null
        ? {}
        : { postData: { mimeType: 'application/json', text: requestBody } }),
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'h2',
      cookies: [],
      headers: exchange.responseHeaders,
      content: { size: exchange.body.length, mimeType: 'application/json', text: exchange.body },
      redirectURL: '',
      headersSize: -1,
      bodySize: exchange.body.length,
      ...(error === null ? {} : { _error: error }),
    },
    cache: {},
    timings: {
      blocked: rounded(timing.sent - timing.start),
      dns: -1,
      connect: -1,
      ssl: -1,
      send: 0,
      wait: rounded(timing.responded - timing.sent),
      receive: rounded(timing.ended - timing.responded),
    },
    _resourceType: exchange.resourceType,
    ...(cache === 'disk' ? { _fromCache: 'disk' } : {}),
  };
}

/** The entry of a socket: its frames, and as long as it lasted if it ended. */
export function socketEntry(view: View, { upgrade, frames, closedAt, openedAt }: SocketLife) {
  const { clock } = view.session;
  const entry = harEntry(upgrade, { sanitised: view.isSanitised });
  return {
    ...entry,
    time: closedAt === null ? entry.time : rounded(closedAt - openedAt),
    _webSocketMessages: frames.map(({ at, direction, data }) => {
      return { type: direction, time: clock.at(at) / 1000, opcode: 1, data };
    }),
  };
}

/** The text of a HAR 1.2 file, entries in true order of start, as Chromium's DevTools saves it. */
export function writeHar(view: View): string {
  const lives = new Map(webSockets(view).map((life) => [life.upgrade, life]));
  return JSON.stringify({
    log: {
      version: '1.2',
      creator: { name: 'WebInspector', version: '537.36' },
      pages: [],
      entries: view.exchanges.map((exchange) => {
        const life = lives.get(exchange);
        if (life) return socketEntry(view, life);
        const entry = harEntry(exchange, { sanitised: view.isSanitised });
        if (!exchange.byWorker) return entry;
        return { ...entry, response: { ...entry.response, _fetchedViaServiceWorker: true } };
      }),
    },
  });
}
