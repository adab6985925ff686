import type { ServiceError } from '../service/service-profile.ts';
import type { Credential } from '../token/authorization.ts';
import type { FrameReader, ReadEvent } from './frame-reader.ts';
import type { SocketObservation } from './observation.ts';
import type { RequestFacts } from './request.ts';

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

export interface SeenEvent extends ReadEvent {
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

function hookEvents(observations: readonly SocketObservation[], frames: FrameReader): SeenEvent[] {
  return observations.flatMap((observation) => {
    const { event, socket, url, at } = observation;
    if (event !== 'send' && event !== 'receive') return [];
    return frames.read(observation).map((read) => ({
      ...read,
      socket: socketKey(url, socket),
      url,
      at,
      direction: event,
      transport: 'websocket' as const,
      fromPage: 'frames' as const,
    }));
  });
}

function pollingEvents(request: RequestFacts, frames: FrameReader): SeenEvent[] {
  const seen = (text: string | null, direction: 'send' | 'receive', at: number | null) =>
    text === null || at === null
      ? []
      : frames.readText(text).map((event) => ({
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

function wordsOf({
  direction,
  name,
  text,
}: Pick<SeenEvent, 'direction' | 'name' | 'text'>): string {
  return `${direction} ${name} ${text}`;
}

/** Live frames by what they say; those that say the same in order of time. */
function byWords(live: readonly SeenEvent[]): Map<string, SeenEvent[]> {
  const found = new Map<string, SeenEvent[]>();
  for (const event of live) {
    const same = found.get(wordsOf(event));
    if (same) same.push(event);
    else found.set(wordsOf(event), [event]);
  }
  return found;
}

/** The first of those in order of time that lies near an instant (ms). */
function nearIn(events: readonly SeenEvent[], at: number): SeenEvent | undefined {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.at ?? at) <= at - SAME_FRAME_WITHIN_MS) low = middle + 1;
    else high = middle;
  }
  const first = events[low];
  return first && first.at < at + SAME_FRAME_WITHIN_MS ? first : undefined;
}

/** What the browser itself recorded; a live frame that it had too is no longer the page's word alone. */
function recordedEvents(
  request: RequestFacts,
  live: ReadonlyMap<string, readonly SeenEvent[]>,
  frames: FrameReader,
): SeenEvent[] {
  return request.socketMessages.flatMap((message) =>
    frames.read(message).flatMap((event) => {
      const { direction, at } = message;
      const known = nearIn(live.get(wordsOf({ direction, ...event })) ?? [], at);
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

/**
 * All events of all sockets in order of time, live frames first, HAR frames as the check.
 * @param observations in order of time
 */
export function seenSocketEvents(
  observations: readonly SocketObservation[],
  requests: readonly RequestFacts[],
  frames: FrameReader,
): SeenEvent[] {
  const socketRequests = requests.filter((request) => request.route.kind === 'socket');
  const live = hookEvents(observations, frames);
  const known = byWords(live);
  return [
    ...live,
    ...socketRequests.flatMap((request) => recordedEvents(request, known, frames)),
    ...socketRequests.flatMap((request) => pollingEvents(request, frames)),
  ].sort((a, b) => a.at - b.at);
}
