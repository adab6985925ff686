import type { ClockReading } from '../../src/core/clock/server-clock.ts';

/** A smaller difference of the clocks (ms) is seen nowhere. */
const SEEN_MS = 1_000;

/** Whether it surely shows another time than this computer's. */
export function differs({ offsetMs, uncertaintyMs }: ClockReading): boolean {
  return Math.abs(offsetMs) > Math.max(uncertaintyMs, SEEN_MS);
}

/** Whether an instant (ms by the server's clock) lies so near that the clock cannot tell. */
export function isAtEdge(reading: ClockReading | null, instantMs: number, serverNow: number) {
  return reading !== null && Math.abs(instantMs - serverNow) <= reading.uncertaintyMs;
}
