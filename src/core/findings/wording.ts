import { type Evidence, evidence } from '../causes/rule.ts';
import { isHoldable } from '../claims.ts';
import type { Sending } from '../sending.ts';
import type { Use } from './scene.ts';

/** More than so many would be read by nobody; `requests` has them all. */
const MAX_EVIDENCE = 8;
const MAX_NAMES = 4;

/** ISO 8601, UTC; null for what a Date cannot hold. */
export function iso(ms: number | null): string | null {
  return ms !== null && isHoldable(ms) ? new Date(ms).toISOString() : null;
}

/** `05:00:12 UTC` */
export function clockTime(ms: number): string {
  return `${iso(ms)?.slice(11, 19) ?? 'an unknown time'} UTC`;
}

const UNITS: readonly [name: string, ms: number, below: number][] = [
  ['s', 1_000, 120],
  ['min', 60_000, 120],
  ['h', 3_600_000, 48],
  ['days', 86_400_000, Number.POSITIVE_INFINITY],
];

/** A length of time in the unit that suits it, e.g. `0.4 s`, `12 s`, `61 min`. */
export function span(ms: number): string {
  const length = Math.abs(ms);
  const [name, unit] = UNITS.find(([, size, below]) => length < size * below) ?? ['s', 1_000];
  const value = length / unit;
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${name}`;
}

/** `1 request`, `2 requests` */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `3.4 %` of a rate between 0 and 1 */
export function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}

/** `GET /api/assessment/status/…`, ids left out; version segments are none. */
export function endpointOf({ method, path, route }: Sending): string {
  if (route === 'socket' && method === 'authenticate') return 'the socket’s authenticate';
  return `${method} ${path.replace(/\/(?!v\d+(?:\/|$))[^/]*\d[^/]*(?=\/|$)/g, '/…')}`;
}

/** `a`, `a and b`, `a, b and 3 more` */
export function listed(names: Iterable<string>): string {
  const all = [...new Set(names)];
  if (all.length <= 1) return all[0] ?? '';
  const shown = all.slice(0, all.length > MAX_NAMES ? MAX_NAMES - 1 : all.length - 1);
  const rest = all.length - shown.length;
  return `${shown.join(', ')} and ${rest === 1 ? all.at(-1) : `${rest} more`}`;
}

/** The first of many, and how many more there are. */
export function firstOf(all: Evidence[]): Evidence[] {
  if (all.length <= MAX_EVIDENCE) return all;
  const more = all.length - MAX_EVIDENCE + 1;
  const last = evidence('more', `and ${more} more`, { more });
  return [...all.slice(0, MAX_EVIDENCE - 1), last];
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
      const text = times === 1 ? `Once on ${endpoint}` : `${times} times on ${endpoint}`;
      return evidence('endpoint', text, { endpoint, times }, first?.sending.request);
    });
}
