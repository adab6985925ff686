import { describe, expect, it } from 'vitest';
import { faults } from './judge.ts';
import { DAY } from './size.ts';
import type { Soaked } from './soak.ts';

const WARM_BYTES = 8_000_000;

/** Days of a panel whose heap is `bytes(day)` after each, and in which nothing else is amiss. */
function lived(days: number, bytes: (day: number) => number, more: Partial<Soaked> = {}): Soaked {
  const vitals = Array.from({ length: days + 1 }, (_, day) => {
    return { panelBytes: bytes(day), workerBytes: 1_400_000, listeners: 130, ports: 1 };
  });
  return { calls: 1, differences: [], vitals, portsLeft: 0, portsBefore: 0, ...more };
}

describe('a soak', () => {
  it.each([6, 8, 100])(
    'of %i days finds nothing where the heap warms up and levels off',
    (days) => {
      const bytes = (day: number) => WARM_BYTES + 2_000_000 * (1 - 0.3 ** day);
      expect(faults(lived(days, bytes))).toEqual([]);
    },
  );

  it.each([6, 8, 100])('of %i days finds that each request leaves its row behind', (days) => {
    const [found, ...others] = faults(
      lived(days, (day) => WARM_BYTES + day * DAY.requests * 1_600),
    );
    expect(found).toMatch(/^heap of the panel and devtools page: grown by/);
    expect(others).toEqual([]);
  });

  it('of the full size finds that each request leaves a tenth of its row behind', () => {
    const found = faults(lived(100, (day) => WARM_BYTES + day * DAY.requests * 160));
    expect(found).toHaveLength(1);
  });

  it('finds a listener, a port and a row too many', () => {
    const soaked = lived(6, () => WARM_BYTES, { portsLeft: 1, differences: ['a row'] });
    const last = soaked.vitals.at(-1);
    Object.assign(last ?? {}, { listeners: 131, ports: 2 });
    expect(faults(soaked)).toEqual([
      'a row',
      'listeners: 131 at the end, 130 after the first day',
      'ports: 2 at the end, 1 after the first day',
      'ports with DevTools closed: 1, 0 before they were opened',
    ]);
  });
});
