import type { Sending } from './sending.ts';

/** Refusals on so many routes so close together that the tokens can hardly be the reason. */
export interface Storm {
  routes: number;
  first: Sending;
}

const WINDOW_MS = 10_000;
const MIN_ROUTES = 3;

/** A route without its ids, which always have a digit in them. */
function routeName({ host, method, path }: Sending): string {
  return `${method} ${host}${path.replace(/\/[^/]*\d[^/]*(?=\/|$)/g, '/…')}`;
}

/**
 * Finds every stretch of 10 s in which three routes or more refused; `refusals` are in order of
 * time. Each refusal of such a stretch is named with the first one it lies in.
 */
export function findStorms(refusals: readonly Sending[]): ReadonlyMap<Sending, Storm> {
  const storms = new Map<Sending, Storm>();
  const counts = new Map<string, number>();
  let end = 0;
  let named = 0;
  for (const [begin, first] of refusals.entries()) {
    const until = (first.sentAt ?? 0) + WINDOW_MS;
    for (let next = refusals[end]; next && (next.sentAt ?? 0) <= until; next = refusals[end]) {
      counts.set(routeName(next), (counts.get(routeName(next)) ?? 0) + 1);
      end += 1;
    }
    if (counts.size >= MIN_ROUTES) {
      const storm = { routes: counts.size, first };
      for (named = Math.max(named, begin); named < end; named += 1) {
        const refusal = refusals[named];
        if (refusal) storms.set(refusal, storm);
      }
    }
    const left = (counts.get(routeName(first)) ?? 1) - 1;
    if (left === 0) counts.delete(routeName(first));
    else counts.set(routeName(first), left);
  }
  return storms;
}
