import type { Body, Header } from '../service/http.ts';
import type { Route, ServiceProfile } from '../service/service-profile.ts';
import { type Credential, parseAuthorization } from '../token/authorization.ts';
import { type Merged, primaryLeg } from './merge.ts';
import type { SocketMessage } from './observation.ts';

/** `unseen`: it has ended, and nothing tells how. */
export type RequestState = 'pending' | 'answered' | 'failed' | 'unseen';

/** One request, merged from all that was seen of it; every time is ms since the epoch. */
export interface RequestFacts {
  id: string;
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
  by: 'app' | 'debugger';
  byWorker: boolean;
  /** what of the answer the page's service worker handed out, perhaps from a cache of its own */
  fromWorker: 'nothing' | 'body' | 'all';
  /** id of the other side of a request that a service worker answered, where both are rows */
  twin: string | null;
  socketMessages: SocketMessage[];
}

const NOT_MODIFIED = 304;

/** Whether its body lay in a cache, be it that the server was asked whether it still holds. */
export function isKeptByCache({ status, fromCache }: Pick<RequestFacts, 'status' | 'fromCache'>) {
  return fromCache || status === NOT_MODIFIED;
}

/** The value of a header by its name without case (RFC 9110 §5.1), or null. */
export function headerValue(headers: Header[] | null, name: string): string | null {
  const isNamed = (other: string) => other.length === name.length && other.toLowerCase() === name;
  return headers?.find((header) => isNamed(header.name))?.value ?? null;
}

function mergedBody({ har, pageHar, refusal }: Merged): Body {
  if (refusal) return { kind: 'text', text: refusal.body, truncated: false };
  for (const leg of [har, pageHar]) if (leg?.body.kind === 'text') return leg.body;
  return (har ?? pageHar)?.body ?? { kind: 'unavailable', reason: 'not-recorded' };
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
export function readFacts(id: string, merged: Merged, profile: ServiceProfile): RequestFacts {
  const { web, har, pageHar, refusal, act } = merged;
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
    credential: parseAuthorization(headerValue(requestHeaders, 'authorization')),
    by: act || entry?.file?.byDebugger ? 'debugger' : 'app',
    byWorker: web?.byWorker ?? false,
    fromWorker: workersShare(merged),
    twin: null,
    socketMessages: har?.socketMessages ?? [],
  };
}
