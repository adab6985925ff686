import { isHoldable } from '../language/time-value.ts';
import { type Evidence, evidence } from '../verdict/causes/rule.ts';
import type { Sending } from '../verdict/sending.ts';
import type { Use } from './scene.ts';

/** More than so many would be read by nobody; `requests` has them all. */
const MAX_EVIDENCE = 8;

/** ISO 8601, UTC; null for what a Date cannot hold. */
export function iso(ms: number | null): string | null {
  return ms !== null && isHoldable(ms) ? new Date(ms).toISOString() : null;
}

/** `GET /api/assessment/status/…`, ids left out; version segments are none. */
export function endpointOf({ method, path, route, request }: Sending): string {
  if (request === null && route === 'socket') return `socket.io ${method}`;
  return `${method} ${path.replace(/\/(?!v\d+(?:\/|$))[^/]*\d[^/]*(?=\/|$)/g, '/…')}`;
}

/** The first of many, and how many more there are. */
export function firstOf(all: Evidence[]): Evidence[] {
  if (all.length <= MAX_EVIDENCE) return all;
  const first = all.slice(0, MAX_EVIDENCE - 1);
  return [...first, evidence('more', { more: all.length - first.length })];
}

/** Each once, in the order given. */
export function idsOf(uses: Iterable<Pick<Use, 'sending'>>): string[] {
  return [...new Set([...uses].map(({ sending }) => sending.id))];
}

/** Endpoints with how often each was used, the most used first. */
export function endpointEvidence(uses: readonly Use[]): Evidence[] {
  const byEndpoint = new Map<string, Use[]>();
  for (const use of uses) {
    const name = endpointOf(use.sending);
    const known = byEndpoint.get(name);
    if (known) known.push(use);
    else byEndpoint.set(name, [use]);
  }
  return [...byEndpoint]
    .sort(([a, m], [b, n]) => n.length - m.length || (a < b ? -1 : 1))
    .map(([endpoint, [first, ...others]]) => {
      const times = others.length + 1;
      const as = { values: { count: times } };
      return evidence('endpoint', { endpoint, times }, first?.sending.request, as);
    });
}
