import { readHarEntry } from '../../../src/core/har/har.ts';
import type { HarLeg, RefusalLeg, WebLeg } from '../../../src/core/recording/observation.ts';

/** Noon of some day; scenarios count in ms from here. */
export const NOON_MS = Date.UTC(2026, 9, 20, 5, 0, 0);
export const POLL = 'https://api.futureguide.id/api/assessment/status/job-1';
export const REFUSED =
  '{"success":false,"error":"INVALID_TOKEN","message":"Invalid or expired token"}';

export interface Told {
  at?: number;
  url?: string;
  method?: string;
  status?: number | null;
  authorization?: string | null;
  body?: string;
  requestBody?: string;
  error?: string;
  /** ms until the end of the answer */
  took?: number;
}

let lastId = 0;
const nextId = () => {
  lastId += 1;
  return `leg-${lastId}`;
};

function headers(authorization: string | null | undefined) {
  return authorization ? [{ name: 'authorization', value: authorization }] : [];
}

/** What webRequest tells; without a status the request is still under way. */
export function web(told: Told = {}, more: Partial<WebLeg> = {}): WebLeg {
  const startedAt = NOON_MS + (told.at ?? 0);
  const isOver = told.status !== undefined || told.error !== undefined;
  return {
    kind: 'web',
    id: nextId(),
    method: told.method ?? 'GET',
    url: told.url ?? POLL,
    resourceType: 'xmlhttprequest',
    startedAt,
    sentAt: startedAt,
    endedAt: isOver ? startedAt + 20 : null,
    status: told.status ?? null,
    error: told.error ?? null,
    fromCache: false,
    redirectUrl: null,
    requestHeaders: headers(told.authorization),
    responseHeaders: [],
    byWorker: false,
    askingOrigin: null,
    foreign: false,
    ...more,
  };
}

/** The handshake of a socket, which the browser sees before anything is said on it. */
export function handshake(url: string, startedAt: number): WebLeg {
  const leg = web({ url, status: 101 }, { resourceType: 'websocket' });
  return { ...leg, startedAt, sentAt: startedAt, endedAt: startedAt, requestHeaders: [] };
}

/** What DevTools tells of a finished request. */
export function har(told: Told = {}, more: Partial<HarLeg> = {}): HarLeg {
  const leg = readHarEntry(
    {
      startedDateTime: new Date(NOON_MS + (told.at ?? 0)).toISOString(),
      time: told.took ?? 20,
      timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: told.took ?? 20, receive: 0 },
      request: {
        method: told.method ?? 'GET',
        url: told.url ?? POLL,
        headers: headers(told.authorization),
        postData: told.requestBody === undefined ? undefined : { text: told.requestBody },
      },
      response: {
        status: told.status ?? 200,
        headers: [],
        content: told.body === undefined ? {} : { text: told.body },
        _error: told.error,
      },
    },
    nextId(),
  );
  if (!leg) throw new Error('a leg of a test is readable');
  return { ...leg, ...more };
}

/** What the page's hook tells of a refusal. */
export function refusal(told: Told = {}): RefusalLeg {
  return {
    kind: 'refusal',
    id: nextId(),
    method: told.method ?? 'GET',
    url: told.url ?? POLL,
    startedAt: NOON_MS + (told.at ?? 0),
    status: told.status ?? 401,
    body: told.body ?? REFUSED,
  };
}
