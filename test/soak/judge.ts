import { DAY } from './size.ts';
import type { Soaked } from './soak.ts';
import type { Vitals } from './vitals.ts';

/** A heap that keeps as much of each request does not level off; one row alone takes 1 600. Bytes. */
export const KEPT_OF_A_REQUEST = 300;

const HEAPS = {
  panelBytes: 'panel and devtools page',
  workerBytes: 'worker',
} as const satisfies Partial<Record<keyof Vitals, string>>;

/** The lowest of a stretch of days: what is not yet collected only adds to it. */
function lowest(days: readonly Vitals[], key: keyof Vitals): number {
  return Math.min(...days.map((day) => day[key]));
}

/**
 * What of each request a heap still keeps in the end, bytes: its growth from the second quarter of the
 * days to the last. In the first the engine warms up.
 */
export function keptOfARequest(days: readonly Vitals[], key: keyof typeof HEAPS): number {
  const quarter = days.length / 4;
  const early = days.slice(Math.floor(quarter), Math.floor(2 * quarter));
  const late = days.slice(Math.floor(3 * quarter));
  return (lowest(late, key) - lowest(early, key)) / (2 * quarter * DAY.requests);
}

/** Everything a soak must not find, one sentence each. */
export function faults({ differences, vitals, portsBefore, portsLeft }: Soaked): string[] {
  const found = [...differences];
  const [, ...days] = vitals;
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [...found, 'No day was measured.'];
  for (const [key, name] of Object.entries(HEAPS)) {
    const kept = keptOfARequest(days, key as keyof typeof HEAPS);
    if (kept >= KEPT_OF_A_REQUEST)
      found.push(`heap of the ${name}: ${Math.round(kept)} bytes of each request stay`);
  }
  if (last.listeners > first.listeners)
    found.push(`listeners: ${last.listeners} at the end, ${first.listeners} after the first day`);
  if (last.ports > first.ports)
    found.push(`ports: ${last.ports} at the end, ${first.ports} after the first day`);
  if (portsLeft !== portsBefore)
    found.push(`ports with DevTools closed: ${portsLeft}, ${portsBefore} before they were opened`);
  return found;
}
