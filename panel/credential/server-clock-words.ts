import type { ClockReading } from '../../src/core/clock/server-clock.ts';
import { durationInWords } from '../words/durations.ts';
import { language, say } from '../words/language.ts';

/** So far off (s) that tokens are judged differently here and there. */
const NOTABLE_SECONDS = 5;
/** Less than this is written as nothing. */
const HALF_A_TENTH_MS = 50;

function span(ms: number, round: (tenths: number) => number): string {
  const tenths = round(Math.abs(ms) / 100);
  if (tenths >= 600) return durationInWords(tenths / 10);
  const digits = { minimumFractionDigits: 1 };
  return say('clock_seconds', {
    span: (tenths / 10).toLocaleString(language.value.locale, digits),
  });
}

/** `+2.3 s ± 0.2 s`: how far the server's clock is ahead of this computer's, never too exact. */
export function offsetWords({ offsetMs, uncertaintyMs }: ClockReading): string {
  const size = span(offsetMs, Math.round);
  const sign = Math.abs(offsetMs) < HALF_A_TENTH_MS ? '' : offsetMs < 0 ? '−' : '+';
  return `${sign}${size} ± ${span(uncertaintyMs, Math.ceil)}`;
}

/** `api.futureguide.id, 14 answers` */
export function clockSource({ host, samples }: ClockReading): string {
  return say('clock_source', { host, count: samples });
}

/** Whether it is surely so far off that it matters. */
export function isNotable({ offsetMs, uncertaintyMs }: ClockReading): boolean {
  return Math.abs(offsetMs) - uncertaintyMs > NOTABLE_SECONDS * 1000;
}

/** Whether an instant (ms by the server's clock) lies so near that the clock cannot tell. */
export function isAtEdge(reading: ClockReading | null, instantMs: number, serverNow: number) {
  return reading !== null && Math.abs(instantMs - serverNow) <= reading.uncertaintyMs;
}
