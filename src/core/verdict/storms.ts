import { refusalReason } from '../service/refusal-words.ts';
import type { Acceptance } from './acceptance.ts';
import type { Sending } from './sending.ts';

/** Refusals on so many routes so close together that the tokens can hardly be the reason. */
export interface Storm {
  routes: number;
  first: Sending;
}

const WINDOW_MS = 10_000;
const MIN_ROUTES = 3;
/** A check that is down is mended or noticed; what is refused for longer is refused for itself. */
const AT_MOST_MS = 120_000;

/** A route without its ids, which always have a digit in them. */
function routeName({ host, method, path }: Sending): string {
  return `${method} ${host}${path.replace(/\/[^/]*\d[^/]*(?=\/|$)/g, '/…')}`;
}

/** Every stretch of 10 s in which three routes or more refused, by each refusal that lies in it. */
function stretches(refusals: readonly Sending[]): ReadonlyMap<Sending, Storm> {
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

/** Whether this shows that the service could check, or that the session was over. */
function speaksAgainst({ route, judged, by, fault }: Sending): boolean {
  if (by !== 'app' || fault !== null) return false;
  if (route === 'refresh') return judged.outcome === 'accepted' || judged.outcome === 'rejected';
  return (route === 'login' || route === 'register') && judged.outcome === 'accepted';
}

/** The index of the first that was sent at or after an instant (ms). */
function firstFrom(sendings: readonly Sending[], ms: number): number {
  let low = 0;
  let high = sendings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sendings[middle]?.sentAt ?? Number.POSITIVE_INFINITY) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether something that was sent near the storm's beginning speaks against an outage. */
function isContradicted(
  { first }: Storm,
  sendings: readonly Sending[],
  acceptance: Acceptance,
): boolean {
  const from = first.sentAt ?? 0;
  const until = from + WINDOW_MS;
  for (let index = firstFrom(sendings, from); index < sendings.length; index += 1) {
    const sending = sendings[index];
    if (!sending || sending.sentAt === null || sending.sentAt > until) return false;
    const { record, letThrough } = sending;
    const isNewlyTaken = letThrough && record !== null && acceptance.first(record) === sending;
    if (isNewlyTaken || speaksAgainst(sending)) return true;
  }
  return false;
}

/**
 * Finds every stretch of 10 s in which three routes or more refused what they had taken before, so
 * that the check may have been down. A session that was revoked looks the same where three routes
 * are asked at once: what the service did accept or refuse meanwhile, an answer that names another
 * reason, and refusals that go on for minutes speak for that, unless the token itself is taken again later.
 * @param sendings in order of time
 */
export function findStorms(
  acceptance: Acceptance,
  sendings: readonly Sending[],
): ReadonlyMap<Sending, Storm> {
  const surprising = acceptance.surprising();
  const all = stretches(surprising);
  if (all.size === 0) return all;
  const lastRefused = new Map(surprising.map((each) => [each.record, each.sentAt ?? 0]));
  const contradicted = new Map<Storm, boolean>();
  const isAgainst = (storm: Storm) => {
    const known = contradicted.get(storm);
    if (known !== undefined) return known;
    const found = isContradicted(storm, sendings, acceptance);
    contradicted.set(storm, found);
    return found;
  };
  return new Map(
    [...all].filter(([{ record, sentAt, judged }, storm]) => {
      const taken = record ? (acceptance.last(record)?.sentAt ?? 0) : 0;
      if (sentAt !== null && taken > sentAt) return true;
      if (judged.error && refusalReason(judged.error) !== null) return false;
      const goesOn = (lastRefused.get(record) ?? 0) - (storm.first.sentAt ?? 0) > AT_MOST_MS;
      return !goesOn && !isAgainst(storm);
    }),
  );
}
