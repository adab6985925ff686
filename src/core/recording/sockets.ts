import type { ServiceError, ServiceProfile } from '../service/service-profile.ts';
import { type Credential, parseAuthorization } from '../token/authorization.ts';
import { fieldsOf, textOf } from '../token/json.ts';
import type { SocketObservation } from './observation.ts';
import type { RequestFacts } from './request.ts';
import { readSocketEvents, type SocketEvent } from './socket-frames.ts';

/** One attempt to authenticate a socket; every time is ms since the epoch. */
export interface SocketUse {
  id: string;
  socket: string;
  url: string;
  at: number;
  transport: 'websocket' | 'polling';
  credential: Credential;
  token: string | null;
  /** the assessment it asks to hear of, where it names one */
  job: string | null;
  answer: SocketAnswer | null;
  /** what of it only the page's scripts told: what was said on it, or that it is there at all */
  fromPage: 'nothing' | 'frames' | 'all';
}

export interface SocketAnswer {
  at: number;
  accepted: boolean;
  event: string;
  message: string | null;
  /** what a refusal says; null where the socket was accepted */
  error: ServiceError | null;
}

export interface SeenEvent extends SocketEvent {
  socket: string;
  url: string;
  at: number;
  direction: 'send' | 'receive';
  transport: SocketUse['transport'];
  fromPage: SocketUse['fromPage'];
}

const UNAUTHORIZED = 401;
const AUTH_ERROR = 'auth_error';
/** A frame of the HAR this near to the same frame of the hook is that frame. */
const SAME_FRAME_WITHIN_MS = 2_000;

/** Engine.IO's session id ties the polling requests and the upgraded WebSocket together. */
export function socketKey(url: string, fallback: string): string {
  return /[?&]sid=([^&]+)/.exec(url)?.[1] ?? fallback;
}

/** The service's own words in any shape, or the bare text of the event. */
function refusalOf(payload: unknown, profile: ServiceProfile): ServiceError {
  const text = JSON.stringify(typeof payload === 'string' ? { message: payload } : payload);
  const said = profile.readError(UNAUTHORIZED, {
    kind: 'text',
    text: text ?? '',
    truncated: false,
  });
  return said ?? { code: null, message: null, retryAfterSeconds: null, refusesCredential: null };
}

/** One name for a socket's address: some tell its handshake as the HTTP request that it is. */
export function socketAddress(url: string): string {
  return url.replace(/^http/i, 'ws');
}

function hookEvents(
  observations: readonly SocketObservation[],
  isWitnessed: (url: string) => boolean,
): SeenEvent[] {
  return observations.flatMap(({ event, data, socket, url, at }) =>
    event === 'send' || event === 'receive'
      ? readSocketEvents(data).map((read) => ({
          ...read,
          socket: socketKey(url, socket),
          url,
          at,
          direction: event,
          transport: 'websocket' as const,
          fromPage: isWitnessed(url) ? ('frames' as const) : ('all' as const),
        }))
      : [],
  );
}

function pollingEvents(request: RequestFacts): SeenEvent[] {
  const seen = (text: string | null, direction: 'send' | 'receive', at: number | null) =>
    text === null || at === null
      ? []
      : readSocketEvents(text).map((event) => ({
          ...event,
          socket: socketKey(request.url, request.id),
          url: request.url,
          at,
          direction,
          transport: 'polling' as const,
          fromPage: 'nothing' as const,
        }));
  const answer = request.body.kind === 'text' ? request.body.text : null;
  return [
    ...seen(request.requestBody, 'send', request.sentAt),
    ...seen(answer, 'receive', request.endedAt),
  ];
}

/** What the browser itself recorded; a live frame that it had too is no longer the page's word alone. */
function recordedEvents(request: RequestFacts, live: readonly SeenEvent[]): SeenEvent[] {
  return request.socketMessages.flatMap(({ data, direction, at }) =>
    readSocketEvents(data).flatMap((event) => {
      const known = live.find(
        (other) =>
          other.direction === direction &&
          other.name === event.name &&
          Math.abs(other.at - at) < SAME_FRAME_WITHIN_MS &&
          JSON.stringify(other.payload) === JSON.stringify(event.payload),
      );
      if (known) {
        known.fromPage = 'nothing';
        return [];
      }
      return {
        ...event,
        socket: socketKey(request.url, request.id),
        url: request.url,
        at,
        direction,
        transport: 'websocket' as const,
        fromPage: 'nothing' as const,
      };
    }),
  );
}

/** The field holds what stands behind “Bearer” elsewhere. */
function credentialOf(payload: unknown): Credential {
  const text = textOf(fieldsOf(payload).token);
  return text === null ? { kind: 'absent' } : parseAuthorization(`Bearer ${text}`);
}

/**
 * All events of all sockets in order of time, live frames first, HAR frames as the check.
 * `isWitnessed` tells whether the browser saw a socket to this address.
 */
export function seenSocketEvents(
  observations: readonly SocketObservation[],
  requests: readonly RequestFacts[],
  isWitnessed: (url: string) => boolean,
): SeenEvent[] {
  const socketRequests = requests.filter((request) => request.route.kind === 'socket');
  const live = hookEvents(observations, isWitnessed);
  return [
    ...live,
    ...socketRequests.flatMap((request) => recordedEvents(request, live)),
    ...socketRequests.flatMap(pollingEvents),
  ].sort((a, b) => a.at - b.at);
}

/** Every `authenticate` of every socket with its answer. */
export function readSocketUses(events: readonly SeenEvent[], profile: ServiceProfile): SocketUse[] {
  const { authenticate, accepted, refused } = profile.socketEvents;
  const uses: SocketUse[] = [];
  for (const { name, payload, socket, url, at, direction, transport, fromPage } of events) {
    if (direction === 'send' && name === authenticate) {
      const id = `s${uses.length + 1}`;
      const { job } = profile.jobIn(payload);
      const credential = credentialOf(payload);
      const token = credential.kind === 'token' ? credential.token : null;
      uses.push({
        id,
        socket,
        url,
        at,
        transport,
        credential,
        token,
        job,
        answer: null,
        fromPage,
      });
    } else if (direction === 'receive' && (name === accepted || refused.includes(name))) {
      // A made-up socket may name itself as a real one does.
      const isMadeUp = fromPage === 'all';
      const open = uses.findLast(
        (use) => use.socket === socket && (use.fromPage === 'all') === isMadeUp,
      );
      const error = name === accepted ? null : refusalOf(payload, profile);
      // `error` may be about anything; `auth_error` is about the token whatever it says.
      const isOther = name !== AUTH_ERROR && error?.message && !error.refusesCredential;
      if (open && !open.answer && !isOther) {
        const message = error?.message ?? error?.code ?? null;
        open.answer = { at, accepted: error === null, event: name, message, error };
        if (open.fromPage === 'nothing') open.fromPage = fromPage;
      }
    }
  }
  return uses;
}
