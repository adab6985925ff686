import type { ServiceError } from '../service/service-profile.ts';
import type { Credential } from '../token/authorization.ts';
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
  /** with an event of its own, or while it connects: in the CONNECT packet or the query */
  method: 'authenticate' | 'connect';
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
  /** whether only the page's scripts told of it */
  fromPage: 'nothing' | 'frames';
}

/** A frame of the HAR this near to the same frame of the hook is that frame. */
const SAME_FRAME_WITHIN_MS = 2_000;

/** Engine.IO's session id ties the polling requests and the upgraded WebSocket together. */
export function socketKey(url: string, fallback: string): string {
  return /[?&]sid=([^&]+)/.exec(url)?.[1] ?? fallback;
}

function hookEvents(observations: readonly SocketObservation[]): SeenEvent[] {
  return observations.flatMap(({ event, data, socket, url, at }) =>
    event === 'send' || event === 'receive'
      ? readSocketEvents(data).map((read) => ({
          ...read,
          socket: socketKey(url, socket),
          url,
          at,
          direction: event,
          transport: 'websocket' as const,
          fromPage: 'frames' as const,
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

/** All events of all sockets in order of time, live frames first, HAR frames as the check. */
export function seenSocketEvents(
  observations: readonly SocketObservation[],
  requests: readonly RequestFacts[],
): SeenEvent[] {
  const socketRequests = requests.filter((request) => request.route.kind === 'socket');
  const live = hookEvents(observations);
  return [
    ...live,
    ...socketRequests.flatMap((request) => recordedEvents(request, live)),
    ...socketRequests.flatMap(pollingEvents),
  ].sort((a, b) => a.at - b.at);
}
