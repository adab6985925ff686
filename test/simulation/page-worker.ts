import { Chance } from './chance.ts';
import type { Exchange, RouteName } from './exchange.ts';

/** Of all recordings: a service worker controls the page from some request on. */
const HAS_WORKER = 0.2;
/** What the frontend's worker answers (service facts, C22), by fetching it itself. */
const ROUTES: ReadonlySet<RouteName> = new Set(['profile', 'result', 'public']);
/** ms between the page's asking and the worker's own request, and between their answers */
const HANDING_ON_MS = 4;

interface Worker {
  answers(exchange: Exchange, index: number): boolean;
}

function workerOf(chance: Chance, requests: number): Worker {
  const from = chance.happens(HAS_WORKER) ? chance.whole(0, requests - 1) : Infinity;
  return {
    answers: ({ route, method, status, cache }, index) =>
      index >= from && method === 'GET' && ROUTES.has(route) && status !== 0 && cache === 'none',
  };
}

/** Marks what a service worker fetched for the page; the exchange itself is the worker's. */
export function withWorker(seed: number, exchanges: readonly Exchange[]): Exchange[] {
  const worker = workerOf(new Chance(seed ^ 0x3077), exchanges.length);
  return exchanges.map((exchange, index) => {
    return { ...exchange, byWorker: worker.answers(exchange, index) };
  });
}

/** The page's side where its worker broke on a good answer: it saw a failure of the network. */
function brokenFor(exchange: Exchange): Exchange {
  return {
    ...pageSide(exchange),
    byWorker: true,
    status: 0,
    error: 'net::ERR_FAILED',
    responseHeaders: [],
    body: '',
    truth: {
      ...exchange.truth,
      outcome: 'failed',
      reasons: [],
      passedGuard: false,
      replica: null,
    },
  };
}

/**
 * As a file has it where the frontend's worker breaks on each answer that is none of 401 (service
 * facts, C22): two entries, the page's that failed and the worker's that was answered.
 */
export function withBreakingWorker(seed: number, exchanges: readonly Exchange[]): Exchange[] {
  const worker = workerOf(new Chance(seed ^ 0x2277), exchanges.length);
  return exchanges.flatMap((exchange, index) => {
    const breaks = worker.answers(exchange, index) && exchange.status !== 401;
    return breaks ? [brokenFor(exchange), exchange] : [exchange];
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
