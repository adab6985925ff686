import { bareToken, isPlaceholder } from './authorization.ts';
import type { SocketObservation } from './observation.ts';
import type { RequestFacts } from './request.ts';
import type { ServiceProfile } from './service-profile.ts';
import { readSocketEvents, type SocketEvent } from './socket-frames.ts';

/** One attempt to authenticate a socket; every time is ms since the epoch. */
export interface SocketUse {
  id: string;
  socket: string;
  url: string;
  at: number;
  transport: 'websocket' | 'polling';
  token: string | null;
  answer: { at: number; accepted: boolean; event: string; message: string | null } | null;
}

interface SeenEvent extends SocketEvent {
  socket: string;
  url: string;
  at: number;
  direction: 'send' | 'receive';
  transport: SocketUse['transport'];
}

/** A frame of the HAR this near to the same frame of the hook is that frame. */
const SAME_FRAME_WITHIN_MS = 2_000;

/** Engine.IO's session id ties the polling requests and the upgraded WebSocket together. */
function socketKey(url: string, fallback: string): string {
  return /[?&]sid=([^&]+)/.exec(url)?.[1] ?? fallback;
}

function field(payload: unknown, name: string): string | null {
  if (typeof payload === 'string') return name === 'message' ? payload : null;
  if (typeof payload !== 'object' || payload === null) return null;
  const value = (payload as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : null;
}

function refusalText(payload: unknown): string | null {
  return field(payload, 'message') ?? field(payload, 'error') ?? field(payload, 'code');
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
        }));
  const answer = request.body.kind === 'text' ? request.body.text : null;
  return [
    ...seen(request.requestBody, 'send', request.sentAt),
    ...seen(answer, 'receive', request.endedAt),
  ];
}

function recordedEvents(request: RequestFacts, live: readonly SeenEvent[]): SeenEvent[] {
  return request.socketMessages.flatMap(({ data, direction, at }) =>
    readSocketEvents(data).flatMap((event) => {
      const known = live.some(
        (other) =>
          other.direction === direction &&
          other.name === event.name &&
          Math.abs(other.at - at) < SAME_FRAME_WITHIN_MS &&
          JSON.stringify(other.payload) === JSON.stringify(event.payload),
      );
      if (known) return [];
      const socket = socketKey(request.url, request.id);
      return { ...event, socket, url: request.url, at, direction, transport: 'websocket' as const };
    }),
  );
}

function tokenOf(payload: unknown): string | null {
  const text = field(payload, 'token');
  if (text === null) return null;
  const { token } = bareToken(text);
  return isPlaceholder(token) ? null : token;
}

/** Every `authenticate` of every socket with its answer, live frames first, HAR frames as the check. */
export function readSocketUses(
  observations: readonly SocketObservation[],
  requests: readonly RequestFacts[],
  profile: ServiceProfile,
): SocketUse[] {
  const { authenticate, accepted, refused } = profile.socketEvents;
  const socketRequests = requests.filter((request) => request.route.kind === 'socket');
  const live = hookEvents(observations);
  const events = [
    ...live,
    ...socketRequests.flatMap((request) => recordedEvents(request, live)),
    ...socketRequests.flatMap(pollingEvents),
  ].sort((a, b) => a.at - b.at);
  const uses: SocketUse[] = [];
  for (const { name, payload, socket, url, at, direction, transport } of events) {
    if (direction === 'send' && name === authenticate) {
      const id = `s${uses.length + 1}`;
      uses.push({ id, socket, url, at, transport, token: tokenOf(payload), answer: null });
    } else if (direction === 'receive' && (name === accepted || refused.includes(name))) {
      const open = uses.findLast((use) => use.socket === socket);
      if (open && !open.answer) {
        const message = name === accepted ? null : refusalText(payload);
        open.answer = { at, accepted: name === accepted, event: name, message };
      }
    }
  }
  return uses;
}
