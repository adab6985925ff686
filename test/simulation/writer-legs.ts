import type { Observation, WebLeg } from '../../src/core/recording/observation.ts';
import type { Exchange } from './exchange.ts';
import { readEntry } from './reader.ts';
import type { View } from './view.ts';
import { harEntry } from './writer-har.ts';

/** An observation, and the true instant (ms) at which it reaches the recording. */
export interface Arrival {
  at: number;
  observation: Observation;
}

const APP = 'https://futureguide.id';
/** The page's hook and DevTools come a little after the network. */
const HOOK_DELAY_MS = 1;
const DEVTOOLS_DELAY_MS = 6;
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
    resourceType: 'xmlhttprequest',
    startedAt,
    sentAt: clock.at(timing.sent),
    endedAt: clock.at(timing.ended),
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

/** All that the live sources tell of a recording, in the order in which it arrives. */
export function writeLegs(view: View): Observation[] {
  const fromMs = view.exchanges[0]?.timing.start ?? view.session.plan.startMs;
  const arrivals = [
    ...view.exchanges.flatMap((exchange) => legsOf(view, exchange)),
    ...(view.seesStorage ? storageStates(view, fromMs) : []),
  ];
  return arrivals.sort((a, b) => a.at - b.at).map(({ observation }) => observation);
}
