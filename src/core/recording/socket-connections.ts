import type { ServiceProfile } from '../service/service-profile.ts';
import type { SocketObservation } from './observation.ts';
import type { RequestFacts } from './request.ts';
import { openedSid, type SeenEvent, type SocketUse, socketKey } from './sockets.ts';

/** One socket from its beginning on; every time is ms since the epoch. */
export interface SocketConnection {
  socket: string;
  url: string;
  /** the first that was seen of it */
  openedAt: number;
  /** whether its beginning itself was seen */
  isFromStart: boolean;
  /** null while it is open as far as known */
  closedAt: number | null;
  /** the last that was seen of it */
  lastAt: number;
  /** whether whatever would have ended it would have been seen */
  isLive: boolean;
  /** false where something that was said on it could not be read */
  isReadable: boolean;
  /** a refusal that came without an attempt to authenticate; `ofConnection`: nobody was let in */
  refusal: { at: number; message: string | null; ofConnection: boolean } | null;
}

interface Sign {
  socket: string;
  url: string;
  from: number;
  to: number;
  isStart: boolean;
  closedAt: number | null;
  isLive: boolean;
  isReadable: boolean;
}

function hookSigns(observations: readonly SocketObservation[]): Sign[] {
  return observations.map(({ socket, url, at, event }) => ({
    socket: socketKey(url, socket),
    url,
    from: at,
    to: at,
    isStart: event === 'open',
    closedAt: event === 'close' ? at : null,
    isLive: true,
    isReadable: true,
  }));
}

/** Nothing to read is not the same as nothing said: many producers leave the bodies out. */
function isReadable({ method, requestBody, body, state }: RequestFacts): boolean {
  if (method === 'POST') return requestBody !== null;
  return state === 'pending' || body.kind !== 'unavailable';
}

function requestSign(request: RequestFacts, begun: ReadonlySet<string | null>): Sign[] {
  const { url, id, startedAt, endedAt, socketMessages } = request;
  const socket = socketKey(url, id);
  const isWebSocket = socketMessages.length > 0;
  // Before it has a session id a polling request belongs to no socket that can be named.
  const isPolling = socket !== id && url.includes('transport=polling');
  if (startedAt === null || !(isWebSocket || isPolling)) return [];
  // A recording that began later has seen only the rest of it.
  const isStart = socket === id || begun.has(socket);
  // Of a socket that was closed a file says how long it was open; else how long its upgrade took.
  const last = Math.max(socketMessages.at(-1)?.at ?? startedAt, endedAt ?? startedAt);
  return [
    {
      socket,
      url,
      from: startedAt,
      to: last,
      isStart,
      closedAt: null,
      isLive: false,
      isReadable: isWebSocket || isReadable(request),
    },
  ];
}

/** Refusals of sockets that had shown no credential at all, by socket. */
function unasked(
  { events, uses }: SocketSigns,
  { socketEvents }: ServiceProfile,
): Map<string, SocketConnection['refusal']> {
  const askedAt = new Map(uses.map(({ socket, at }) => [socket, at] as const).reverse());
  const refusals = new Map<string, SocketConnection['refusal']>();
  for (const { socket, direction, name, at, payload } of events) {
    const isRefusal = direction === 'receive' && socketEvents.refused.includes(name);
    const isAsked = (askedAt.get(socket) ?? Number.POSITIVE_INFINITY) <= at;
    if (!isRefusal || isAsked || refusals.has(socket)) continue;
    const message = (payload as { message?: unknown } | null)?.message;
    refusals.set(socket, {
      at,
      message: typeof message === 'string' ? message : null,
      ofConnection: name === 'connect_error',
    });
  }
  return refusals;
}

interface SocketSigns {
  observations: readonly SocketObservation[];
  requests: readonly RequestFacts[];
  /** in order of time */
  events: readonly SeenEvent[];
  uses: readonly SocketUse[];
}

/** Its beginning where that was seen: a clock that is set back meanwhile makes later frames earlier. */
function openedAt(known: SocketConnection | undefined, { from, isStart }: Sign): number {
  if (!known) return from;
  if (known.isFromStart !== isStart) return isStart ? from : known.openedAt;
  return Math.min(known.openedAt, from);
}

/** Every socket that was seen, live or in the requests that carried it, in order of time. */
export function readSocketConnections(
  signs: SocketSigns,
  profile: ServiceProfile,
): SocketConnection[] {
  const { observations, requests } = signs;
  const hooked = hookSigns(observations);
  const live = new Set(hooked.map(({ url }) => url));
  const asked = requests.filter(({ route, url }) => route.kind === 'socket' && !live.has(url));
  const begun = new Set(asked.map(openedSid));
  const carried = asked.flatMap((request) => requestSign(request, begun));
  const refusals = unasked(signs, profile);
  const all = new Map<string, SocketConnection>();
  for (const sign of [...hooked, ...carried]) {
    const { socket, url, to, isStart, closedAt } = sign;
    const known = all.get(socket);
    all.set(socket, {
      socket,
      url: known?.url ?? url,
      refusal: refusals.get(socket) ?? null,
      openedAt: openedAt(known, sign),
      isFromStart: (known?.isFromStart ?? false) || isStart,
      closedAt: known?.closedAt ?? closedAt,
      lastAt: Math.max(known?.lastAt ?? to, to),
      isLive: (known?.isLive ?? false) || sign.isLive,
      isReadable: (known?.isReadable ?? true) && sign.isReadable,
    });
  }
  return [...all.values()].sort((a, b) => a.openedAt - b.openedAt);
}
