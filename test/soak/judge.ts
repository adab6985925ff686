import type { Soaked } from './soak.ts';
import type { Vitals } from './vitals.ts';

/** A heap has levelled off when it ends no larger than this times what it was half-way … */
const GROWTH_LIMIT = 1.1;
/** … and this, for what the engine keeps by itself. */
const SPARE_BYTES = 1_000_000;

const HEAPS = {
  panelBytes: 'panel',
  devtoolsPageBytes: 'devtools page',
  workerBytes: 'worker',
} as const satisfies Partial<Record<keyof Vitals, string>>;

/** Everything a soak must not find, one sentence each. */
export function faults({ differences, vitals, portsBefore, portsLeft }: Soaked): string[] {
  const found = [...differences];
  const [start, half, end] = [vitals[1], vitals[Math.floor(vitals.length / 2)], vitals.at(-1)];
  if (!start || !half || !end) return [...found, 'No day was measured.'];
  for (const [key, name] of Object.entries(HEAPS)) {
    const [before, after] = [half[key as keyof Vitals], end[key as keyof Vitals]];
    if (after > before * GROWTH_LIMIT + SPARE_BYTES)
      found.push(`heap of the ${name}: ${after} bytes at the end, ${before} half-way`);
  }
  if (end.listeners > start.listeners)
    found.push(`listeners: ${end.listeners} at the end, ${start.listeners} after the first day`);
  if (end.ports > start.ports)
    found.push(`ports: ${end.ports} at the end, ${start.ports} after the first day`);
  if (portsLeft !== portsBefore)
    found.push(`ports with DevTools closed: ${portsLeft}, ${portsBefore} before they were opened`);
  return found;
}
