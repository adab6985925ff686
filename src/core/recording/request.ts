import type { Requester } from '../language/stable-words.ts';
import {
  type Body,
  FIRST_REFUSING_STATUS,
  type Header,
  headerValue,
  headerValues,
} from '../service/http.ts';
import type { Route, ServiceProfile } from '../service/service-profile.ts';
import { BETWEEN_HEADERS, type Credential, parseAuthorization } from '../token/authorization.ts';
import type { CallFrame } from './initiator.ts';
import { type Merged, primaryLeg } from './merge.ts';
import type { SocketMessage } from './observation.ts';

/** `unseen`: it has ended, and nothing tells how. */
export type RequestState = 'pending' | 'answered' | 'failed' | 'unseen';

/** One request, merged from all that was seen of it; every time is ms since the epoch. */
export interface RequestFacts {
  id: string;
  /** its place in the order in which its source listed it; a clock that is set back leaves it */
  arrival: number;
  method: string;
  url: string;
  route: Route;
  resourceType: string | null;
  startedAt: number | null;
  /** when its first byte could leave: the moment for which a token is judged */
  sentAt: number | null;
  /** when the head of the answer had come, where a source measured it */
  respondedAt: number | null;
  endedAt: number | null;
  state: RequestState;
  status: number | null;
  error: string | null;
  fromCache: boolean;
  redirectUrl: string | null;
  /** null where no source could read them */
  requestHeaders: Header[] | null;
  responseHeaders: Header[] | null;
  requestBody: string | null;
  body: Body;
  credential: Credential;
  by: Requester;
  /** the calls that led to it, the innermost first; empty where nobody said */
  initiator: readonly CallFrame[];
  /** origin of the document or worker that asked for it; null where nobody said */
  askingOrigin: string | null;
  /** sent by a frame that is known to have another origin than the tab's page */
  foreign: boolean;
  /** what of it only the page's scripts told, which prove nothing */
  fromPage: 'nothing' | 'body' | 'answer' | 'all';
  byWorker: boolean;
  /** what of the answer the page's service worker handed out, perhaps from a cache of its own */
  fromWorker: 'nothing' | 'body' | 'all';
  /** id of the other side of a request that a service worker answered, where both are rows */
  twin: string | null;
  socketMessages: SocketMessage[];
}

/** The body as the browser had it; of a worker's own request it never has the body. */
function witnessedBody({ web, har, pageHar }: Merged): Body {
  for (const leg of [har, pageHar]) if (leg?.body.kind === 'text') return leg.body;
  const entry = pageHar ?? har;
  if (entry && !(entry === har && web?.byWorker && entry.body.kind === 'none')) return entry.body;
  return { kind: 'unavailable', reason: 'not-recorded' };
}

/** What the browser had of the body; the page's word for a refusal's only where it had nothing. */
function mergedBody(merged: Merged): Body {
  const { refusal } = merged;
  const witnessed = witnessedBody(merged);
  const isTold = refusal !== null && refusal.status >= FIRST_REFUSING_STATUS;
  if (!isTold || witnessed.kind !== 'unavailable') return witnessed;
  return { kind: 'text', text: refusal.body, truncated: false };
}

function toldByPage(merged: Merged): RequestFacts['fromPage'] {
  const { web, har, pageHar, act, refusal } = merged;
  if (!refusal) return 'nothing';
  const entry = har ?? pageHar;
  if (!web && !entry && !act) return 'all';
  if (!entry?.status && (web?.status ?? null) === null) return 'answer';
  return witnessedBody(merged).kind === 'unavailable' ? 'body' : 'nothing';
}

/** Who asked: `webRequest` says so, and so does the browser's own `Origin` (Fetch §3.2). */
function askingOriginOf({ web }: Merged, requestHeaders: Header[] | null): string | null {
  const origin = web?.askingOrigin ?? headerValue(requestHeaders, 'origin');
  return origin !== null && URL.canParse(origin) ? origin : null;
}

function stateOf(
  status: number | null,
  error: string | null,
  ended: boolean,
  merged: Merged,
): RequestState {
  const isUnseen = merged.web?.isEndUnseen === true && !ended;
  if (!ended && !isUnseen) return 'pending';
  if (isUnseen && status === null && error === null) return 'unseen';
  return status === null || (error !== null && status < 200) ? 'failed' : 'answered';
}

function requesterOf({ web, har, pageHar, act }: Merged): Requester {
  if (act) return 'debugger';
  return web?.byOtherTab ? 'another-tab' : ((har ?? pageHar)?.file?.by ?? 'app');
}

function workersShare({ web, har, pageHar }: Merged): RequestFacts['fromWorker'] {
  if (pageHar && !har) return 'all';
  return pageHar || web?.byWorker ? 'body' : 'nothing';
}

/** DevTools tells of a request only once it is over; a file also of those under way. */
function hasEnded({ web, har, pageHar, refusal }: Merged): boolean {
  const entry = har ?? pageHar;
  if (entry?.file) return !entry.file.inFlight;
  return Boolean(web?.endedAt ?? entry ?? refusal);
}

/** Puts the legs of one request together; where sources differ, what was really sent wins. */
export function readFacts(
  id: string,
  arrival: number,
  merged: Merged,
  profile: ServiceProfile,
  readCredential: (header: string) => Credential = parseAuthorization,
): RequestFacts {
  const { web, har, pageHar, refusal } = merged;
  const entry = har ?? pageHar;
  const leg = primaryLeg(merged);
  const status = entry?.status || (web?.status ?? refusal?.status ?? null);
  const error = status === null ? (web?.error ?? entry?.error ?? null) : null;
  const recorded = entry?.requestHeaders?.length ? entry.requestHeaders : null;
  const requestHeaders = recorded ?? web?.requestHeaders ?? entry?.requestHeaders ?? null;
  // To webRequest a WebSocket is over with its handshake, to DevTools once it is closed.
  const isSocket = /^wss?:/i.test(leg.url);
  const endedAt = (isSocket ? entry?.endedAt : null) ?? web?.endedAt ?? entry?.endedAt ?? null;
  return {
    id,
    arrival,
    method: leg.method,
    url: leg.url,
    route: profile.route(leg.method, leg.url),
    resourceType: web?.resourceType ?? entry?.resourceType ?? null,
    startedAt: leg.startedAt,
    sentAt: entry?.sentAt ?? web?.sentAt ?? leg.startedAt,
    respondedAt: entry?.respondedAt ?? null,
    endedAt,
    state: stateOf(status, error, hasEnded(merged), merged),
    status,
    error,
    fromCache: Boolean(web?.fromCache || entry?.fromCache),
    redirectUrl: web?.redirectUrl ?? entry?.redirectUrl ?? null,
    requestHeaders,
    responseHeaders: entry?.responseHeaders ?? web?.responseHeaders ?? null,
    requestBody: har?.requestBody ?? pageHar?.requestBody ?? null,
    body: mergedBody(merged),
    credential: readCredential(headerValues(requestHeaders, 'authorization').join(BETWEEN_HEADERS)),
    by: requesterOf(merged),
    initiator: (pageHar ?? har)?.initiator ?? [],
    askingOrigin: askingOriginOf(merged, requestHeaders),
    foreign: Boolean(web?.foreign || har?.foreign || pageHar?.foreign),
    fromPage: toldByPage(merged),
    byWorker: web?.byWorker ?? false,
    fromWorker: workersShare(merged),
    twin: null,
    socketMessages: har?.socketMessages ?? [],
  };
}
