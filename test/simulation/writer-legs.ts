import type {
  FaultObservation,
  Observation,
  SocketObservation,
  WebLeg,
} from '../../src/core/recording/observation.ts';
import type { Exchange } from './exchange.ts';
import { readEntry } from './reader.ts';
import type { SocketLife } from './socket.ts';
import type { View } from './view.ts';
import { harEntry, socketEntry } from './writer-har.ts';

/** An observation, and the true instant (ms) at which it reaches the recording. */
export interface Arrival {
  at: number;
  observation: Observation;
}

const APP = 'https://futureguide.id';
/** The page's hook and DevTools come a little after the network. */
const HOOK_DELAY_MS = 1;
const DEVTOOLS_DELAY_MS = 6;
/** Where webRequest has another word than HAR. */
const WEB_TYPES: Readonly<Record<string, string>> = {
  xhr: 'xmlhttprequest',
  document: 'main_frame',
};
/** What the hook in the page tells of (the service's own refusals). */
const TOLD_BY_PAGE: ReadonlySet<number> = new Set([401, 403]);

function webLeg(view: View, exchange: Exchange): WebLeg {
  const { n, method, url, startedAt, timing, status, cache, error } = exchange;
  const { clock } = view.session;
  return {
    kind: 'web',
    id: `${n}-web`,
    method,
    url,
    resourceType: WEB_TYPES[exchange.resourceType] ?? exchange.resourceType,
    startedAt,
    sentAt: Math.floor(clock.at(timing.sent)),
    endedAt: Math.floor(clock.at(timing.ended)),
    // Of what a tag alone answered the browser tells extensions the answer that it had kept.
    status: cache === 'revalidated' ? 200 : status || null,
    error,
    fromCache: cache === 'disk' || cache === 'revalidated',
    redirectUrl: null,
    requestHeaders: exchange.requestHeaders,
    responseHeaders: status === 0 ? null : exchange.responseHeaders,
    byWorker: false,
    askingOrigin: null,
    foreign: false,
  };
}

/** What webRequest, the page's hook and DevTools tell of an exchange, and when. */
function legsOf(view: View, exchange: Exchange): Arrival[] {
  const { n, method, url, startedAt, timing, status, body } = exchange;
  const over = webLeg(view, exchange);
  const begun = {
    ...over,
    endedAt: null,
    status: null,
    error: null,
    fromCache: false,
    responseHeaders: null,
  };
  const refusal: Arrival = {
    at: timing.ended + HOOK_DELAY_MS,
    observation: { kind: 'refusal', id: `${n}-page`, method, url, startedAt, status, body },
  };
  const isToldByPage = TOLD_BY_PAGE.has(status) && exchange.resourceType === 'xhr';
  return [
    { at: timing.start, observation: begun },
    { at: timing.ended, observation: over },
    ...(isToldByPage ? [refusal] : []),
    {
      at: timing.ended + DEVTOOLS_DELAY_MS,
      observation: readEntry(harEntry(exchange, { sanitised: false }), `${n}-har`),
    },
  ];
}

/** What the page's hook hears on a socket, and the entry that DevTools has of it at the end. */
function socketSigns(view: View, life: SocketLife, endMs: number): Arrival[] {
  const { clock } = view.session;
  const { name, upgrade, openedAt, closedAt, frames } = life;
  const sign = (at: number, event: SocketObservation['event'], data: string, n: number) => ({
    at,
    observation: {
      kind: 'socket' as const,
      id: `${name}-${n}`,
      socket: name,
      url: upgrade.url,
      at: clock.at(at),
      event,
      data,
    },
  });
  const over = closedAt ?? endMs;
  return [
    sign(openedAt, 'open', '', 0),
    ...frames.map(({ at, direction, data }, index) => sign(at, direction, data, index + 1)),
    ...(closedAt === null ? [] : [sign(closedAt, 'close', '', frames.length + 1)]),
    {
      at: over + DEVTOOLS_DELAY_MS,
      observation: readEntry(socketEntry(view, life), `${upgrade.n}-har`),
    },
  ];
}

/** Every state of the token storage, as the relay tells it. */
function storageStates({ session }: View, fromMs: number): Arrival[] {
  const { states } = session.storage;
  // Whoever begins to look sees what lies there.
  const first = states.findLastIndex(({ at }) => at <= fromMs);
  return states.slice(Math.max(0, first)).map(({ at, entries, cookies }, index) => {
    const seen = Math.max(at, fromMs);
    return {
      at: seen,
      observation: {
        kind: 'storage',
        id: `storage-${index}`,
        at: session.clock.at(seen),
        origin: APP,
        entries,
        cookies,
      },
    };
  });
}

/** When each fault was switched on and off, as the background tells it. */
function faultSigns({ session }: View): Arrival[] {
  const { clock, faults } = session;
  return faults.flatMap(({ name, from, until, token }, index) => {
    const fault: FaultObservation = {
      kind: 'fault',
      id: `fault-${index}`,
      name,
      from: clock.at(from),
      until: null,
      url: null,
      token,
      way: token === null ? 'rules' : 'storage',
      leaves: token === null ? 'no-token' : 'token',
    };
    return [
      { at: from, observation: fault },
      { at: until, observation: { ...fault, until: clock.at(until) } },
    ];
  });
}

/** All that the live sources tell of a recording, in the order in which it arrives. */
export function writeLegs(view: View): Observation[] {
  const fromMs = view.exchanges[0]?.timing.start ?? view.session.plan.startMs;
  const endMs = view.exchanges.at(-1)?.timing.ended ?? fromMs;
  const carriers = new Set(view.sockets.map(({ upgrade }) => upgrade));
  const plain = view.exchanges.filter((exchange) => !carriers.has(exchange));
  const arrivals = [
    ...plain.flatMap((exchange) => legsOf(view, exchange)),
    ...view.sockets.flatMap((life) => socketSigns(view, life, endMs)),
    ...(view.seesStorage ? storageStates(view, fromMs) : []),
    ...(view.seesStorage ? faultSigns(view) : []),
  ];
  return arrivals.sort((a, b) => a.at - b.at).map(({ observation }) => observation);
}
