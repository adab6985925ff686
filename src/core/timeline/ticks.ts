import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../language/units.ts';
import type { Interval } from './pack.ts';

/** A round time (ms) of an axis. */
export interface Tick {
  at: number;
  isMidnight: boolean;
}

/** Between a second and a day. */
const STEPS = [
  ...[1, 5, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 5, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 3, 6, 12, 24].map((count) => count * HOUR_MS),
];

/** 1, 2 or 5 of a power of ten. */
function roundNumber(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted));
  return nearest(
    [1, 2, 5, 10].map((count) => count * power),
    wanted,
  );
}

function nearest(steps: readonly number[], wanted: number): number {
  const distance = (step: number) => Math.abs(Math.log(step / wanted));
  return steps.reduce((best, step) => (distance(step) < distance(best) ? step : best));
}

function stepOf(wanted: number): number {
  if (wanted < SECOND_MS) return Math.max(1, roundNumber(wanted));
  return wanted < DAY_MS
    ? nearest(STEPS, wanted)
    : DAY_MS * Math.max(1, roundNumber(wanted / DAY_MS));
}

/** About so many round times by the clock on this computer's wall, or by UTC. */
export function ticksIn({ from, to }: Interval, wanted: number, isUtc: boolean): Tick[] {
  const step = stepOf((to - from) / wanted);
  const behind = (ms: number) => (isUtc ? 0 : new Date(ms).getTimezoneOffset() * MINUTE_MS);
  const ticks: Tick[] = [];
  const last = to - behind(to);
  for (let wall = Math.ceil((from - behind(from)) / step) * step; wall <= last; wall += step) {
    const at = wall + behind(wall + behind(wall));
    // Where clocks are set, a time is left out or comes twice.
    if (at >= from && at <= to && at > (ticks.at(-1)?.at ?? Number.NEGATIVE_INFINITY))
      ticks.push({ at, isMidnight: wall % DAY_MS === 0 });
  }
  return ticks;
}
