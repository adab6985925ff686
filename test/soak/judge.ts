import { DAY } from './size.ts';
import type { Soaked } from './soak.ts';
import type { Vitals } from './vitals.ts';

/** A heap that keeps more of each request does not level off; one row alone takes 1 600. Bytes. */
const KEPT_OF_A_REQUEST = 50;
/** What the engine may still take for the code that it compiles meanwhile, bytes. */
const WARM_UP_BYTES = 1_000_000;

const HEAPS = {
  panelBytes: 'panel and devtools page',
  workerBytes: 'worker',
} as const satisfies Partial<Record<keyof Vitals, string>>;

/** The lowest of a stretch of days: what is not yet collected only adds to it. */
function lowest(days: readonly Vitals[], key: keyof Vitals): number {
  return Math.min(...days.map((day) => day[key]));
}

/** How a heap grew from the second quarter of the days to the last; in the first the engine warms up. */
function growth(days: readonly Vitals[], key: keyof typeof HEAPS) {
  const quarter = days.length / 4;
  const early = days.slice(Math.floor(quarter), Math.floor(2 * quarter));
  const late = days.slice(Math.floor(3 * quarter));
  return {
    bytes: lowest(late, key) - lowest(early, key),
    requests: 2 * quarter * DAY.requests,
  };
}

/** Everything a soak must not find, one sentence each. */
export function faults({ differences, vitals, portsBefore, portsLeft }: Soaked): string[] {
  const found = [...differences];
  const [, ...days] = vitals;
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [...found, 'No day was measured.'];
  for (const [key, name] of Object.entries(HEAPS)) {
    const { bytes, requests } = growth(days, key as keyof typeof HEAPS);
    if (bytes > WARM_UP_BYTES + KEPT_OF_A_REQUEST * requests)
      found.push(`heap of the ${name}: grown by ${bytes} bytes in ${requests} requests`);
  }
  if (last.listeners > first.listeners)
    found.push(`listeners: ${last.listeners} at the end, ${first.listeners} after the first day`);
  if (last.ports > first.ports)
    found.push(`ports: ${last.ports} at the end, ${first.ports} after the first day`);
  if (portsLeft !== portsBefore)
    found.push(`ports with DevTools closed: ${portsLeft}, ${portsBefore} before they were opened`);
  return found;
}
