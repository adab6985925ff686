import { Chance } from './chance.ts';
import type { Exchange, RouteName } from './exchange.ts';

/** Of all recordings: a service worker controls the page from some request on. */
const HAS_WORKER = 0.2;
/** What the frontend's worker answers (service facts, C22), by fetching it itself. */
const ROUTES: ReadonlySet<RouteName> = new Set(['profile', 'result', 'public']);
/** ms between the page's asking and the worker's own request, and between their answers */
const HANDING_ON_MS = 4;

/** Marks what a service worker fetched for the page; the exchange itself is the worker's. */
export function withWorker(seed: number, exchanges: readonly Exchange[]): Exchange[] {
  const chance = new Chance(seed ^ 0x3077);
  const from = chance.happens(HAS_WORKER) ? chance.whole(0, exchanges.length - 1) : Infinity;
  return exchanges.map((exchange, index) => {
    const { route, method, status, cache } = exchange;
    const isAsked = index >= from && method === 'GET' && ROUTES.has(route);
    return { ...exchange, byWorker: isAsked && status !== 0 && cache === 'none' };
  });
}

/** The page's side of what its worker fetched; it has no `Date`. */
export function pageSide(exchange: Exchange): Exchange {
  const { timing, startedAt } = exchange;
  return {
    ...exchange,
    responseHeaders: exchange.responseHeaders.filter(({ name }) => name !== 'date'),
    startedAt: startedAt - HANDING_ON_MS,
    timing: {
      ...timing,
      start: timing.start - HANDING_ON_MS,
      sent: timing.start - HANDING_ON_MS,
      ended: timing.ended + HANDING_ON_MS,
    },
  };
}
