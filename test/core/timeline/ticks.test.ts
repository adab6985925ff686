import { afterEach, describe, expect, it, vi } from 'vitest';
import { ticksIn } from '../../../src/core/timeline/ticks.ts';
import { fc } from '../../seeded.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

afterEach(() => {
  vi.unstubAllEnvs();
});

const clockTimes = (from: number, to: number, wanted: number, isUtc = false) =>
  ticksIn({ from, to }, wanted, isUtc).map(({ at }) => {
    const date = new Date(at);
    return isUtc ? date.toISOString().slice(11, 16) : date.toTimeString().slice(0, 5);
  });

describe('the times of the axis', () => {
  it('are round by the clock on the wall, whatever the zone', () => {
    const noon = Date.UTC(2026, 9, 20, 12);
    vi.stubEnv('TZ', 'Asia/Kolkata');
    expect(clockTimes(noon, noon + 6 * HOUR_MS, 6)).toEqual([
      '18:00',
      '19:00',
      '20:00',
      '21:00',
      '22:00',
      '23:00',
    ]);
    expect(clockTimes(noon, noon + 2 * HOUR_MS, 2, true)).toEqual(['12:00', '13:00', '14:00']);
  });

  it('stay round where clocks are set, and none comes twice', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const spring = Date.UTC(2026, 2, 28, 23);
    expect(clockTimes(spring, spring + 5 * HOUR_MS, 5)).toEqual([
      '00:00',
      '01:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
    ]);
    const week = ticksIn({ from: spring - DAY_MS, to: spring + 3 * DAY_MS }, 4, false);
    expect(week.map(({ at }) => new Date(at).getHours())).toEqual(week.map(() => 0));
    expect(week.every(({ isMidnight }) => isMidnight)).toBe(true);
  });

  it('are about as many as wanted, in order, within what is shown', () => {
    vi.stubEnv('TZ', 'America/St_Johns');
    const length = fc.double({ min: 1, max: 13.5, noNaN: true }).map((power) => 10 ** power);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        length,
        fc.integer({ min: 2, max: 12 }),
        (from, ms, wanted) => {
          const times = ticksIn({ from, to: from + ms }, wanted, false).map(({ at }) => at);
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
          for (const at of times) {
            expect(at).toBeGreaterThanOrEqual(from);
            expect(at).toBeLessThanOrEqual(from + ms);
          }
          expect(times.length).toBeLessThanOrEqual(3 * wanted);
        },
      ),
    );
  });
});
