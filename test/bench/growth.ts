/** What one more request costs a panel that holds few or many, by all that is worked out for it. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measure.ts';

const CHILD = fileURLToPath(new URL('growth-child.ts', import.meta.url));
const SIZES = [1_000, 10_000, 20_000];
const EVENTS = 1_000;
const GROWTH_LIMIT = 1.3;
const LIMIT_MS = 4;

interface Cost {
  median: number;
  p95: number;
}

/** ms that one more request costs a panel with so many rows, measured at so many. */
export function costWith(rows: number, events: number): Cost {
  const out = execFileSync(
    process.execPath,
    ['--import', 'tsx', CHILD, String(rows), String(events)],
    {
      encoding: 'utf8',
    },
  );
  return JSON.parse(out);
}

export function measure(): Measured[] {
  const costs = SIZES.map((rows) => costWith(rows, EVENTS));
  const [few, , many] = costs as [Cost, Cost, Cost];
  const growth = many.median / few.median;
  return [
    ...costs.map(({ median, p95 }, index) => ({
      name: `One more request, worked out without drawing, at ${SIZES[index]?.toLocaleString('en')} rows: median (p95 ${p95.toFixed(2)} ms)`,
      value: `${median.toFixed(2)} ms`,
      aim: `≤ ${LIMIT_MS} ms`,
      holds: median <= LIMIT_MS,
    })),
    {
      name: 'The same at 20,000 rows against 1,000',
      value: `${growth.toFixed(2)} ×`,
      aim: `≤ ${GROWTH_LIMIT} ×`,
      holds: growth <= GROWTH_LIMIT,
    },
  ];
}
