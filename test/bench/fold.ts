/** What folding and judging costs per request, for a few and for many; heap for those kept. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measure.ts';

const CHILD = fileURLToPath(new URL('fold-child.ts', import.meta.url));
const SIZES = [1_000, 10_000, 100_000];
const GROWTH_LIMIT = 1.2;

interface Folded {
  microsecondsPerRequest: number;
  heapBytesPerRequest: number;
}

function fold(requests: number): Folded {
  const out = execFileSync(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', CHILD, String(requests)],
    { encoding: 'utf8' },
  );
  return JSON.parse(out);
}

export function measure(): Measured[] {
  const [few, middle, many] = SIZES.map(fold) as [Folded, Folded, Folded];
  const growth = (folded: Folded) => folded.microsecondsPerRequest / few.microsecondsPerRequest;
  const [, half, all] = SIZES.map((size) => size.toLocaleString('en'));
  return [
    {
      name: `Fold and judge, per request, at ${half} against 1,000`,
      value: `${growth(middle).toFixed(2)} ×`,
      aim: `≤ ${GROWTH_LIMIT} ×`,
      holds: growth(middle) <= GROWTH_LIMIT,
    },
    {
      name: `Fold and judge, per request, at ${all} against 1,000`,
      value: `${growth(many).toFixed(2)} ×`,
      aim: `≤ ${GROWTH_LIMIT} ×`,
      holds: growth(many) <= GROWTH_LIMIT,
    },
    {
      name: 'Heap per kept request',
      value: `${(many.heapBytesPerRequest / 1024).toFixed(1)} KiB`,
      aim: '',
      holds: null,
    },
  ];
}
