import type { ClockReading } from '../../src/core/clock/server-clock.ts';
import { language, say } from '../words/language.ts';
import { differs } from './clock-differences.ts';

/** So far off (s) that tokens are judged differently here and there. */
const NOTABLE_SECONDS = 5;

/** `api.futureguide.id, 14 answers` */
export function clockSource({ host, samples }: ClockReading): string {
  return say('clock_source', { host, count: samples });
}

/** Whether it agrees with this computer's and how far (at most) it may not, or how far it is ahead or behind. */
export function clockWords(reading: ClockReading): { text: string; within: string } {
  const { offsetMs, uncertaintyMs } = reading;
  const { format } = language.value;
  const upTo = (ms: number) => format(Math.ceil(Math.round(ms) / 100) / 10, 'offset');
  if (!differs(reading))
    return { text: say('clock_agrees'), within: upTo(Math.abs(offsetMs) + uncertaintyMs) };
  const offset = format(offsetMs / 1000, 'offset');
  return {
    text: say(offsetMs > 0 ? 'clock_ahead' : 'clock_behind', { offset }),
    within: upTo(uncertaintyMs),
  };
}

/** Whether it is surely so far off that it matters. */
export function isNotable({ offsetMs, uncertaintyMs }: ClockReading): boolean {
  return Math.abs(offsetMs) - uncertaintyMs > NOTABLE_SECONDS * 1000;
}
