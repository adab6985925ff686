import type { ClockReading } from '../../src/core/clock/server-clock.ts';
import { say } from '../words/language.ts';

/** So far off (s) that tokens are judged differently here and there. */
const NOTABLE_SECONDS = 5;
/** A smaller difference of the clocks (ms) is seen nowhere. */
const SEEN_MS = 1_000;

/** `api.futureguide.id, 14 answers` */
export function clockSource({ host, samples }: ClockReading): string {
  return say('clock_source', { host, count: samples });
}

/** Whether it surely shows another time than this computer's. */
export function differs({ offsetMs, uncertaintyMs }: ClockReading): boolean {
  return Math.abs(offsetMs) > Math.max(uncertaintyMs, SEEN_MS);
}

/** Whether it is surely so far off that it matters. */
export function isNotable({ offsetMs, uncertaintyMs }: ClockReading): boolean {
  return Math.abs(offsetMs) - uncertaintyMs > NOTABLE_SECONDS * 1000;
}

/** Whether an instant (ms by the server's clock) lies so near that the clock cannot tell. */
export function isAtEdge(reading: ClockReading | null, instantMs: number, serverNow: number) {
  return reading !== null && Math.abs(instantMs - serverNow) <= reading.uncertaintyMs;
}
