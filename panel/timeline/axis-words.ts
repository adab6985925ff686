import type { Language } from '../../src/core/language/language.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/language/units.ts';

const MINUTES_IN_HOUR = 60;

/** `20 Oct`: a day of the axis. */
export function dayText(ms: number, { format }: Language): string {
  return format(ms, 'monthday');
}

/** An instant as exactly as ticks that are so many ms apart need it. */
export function tickText(ms: number, stepMs: number, language: Language): string {
  if (stepMs >= DAY_MS) return dayText(ms, language);
  if (stepMs >= MINUTE_MS) return language.format(ms, 'minutes');
  return language.format(ms, stepMs >= SECOND_MS ? 'seconds' : 'precise');
}

/** `UTC`, `GMT+7`, `GMT-3:30`: the zone of the times at an instant (ms). */
export function zoneText(ms: number, isUtc: boolean): string {
  if (isUtc) return 'UTC';
  const behind = new Date(ms).getTimezoneOffset();
  const minutes = Math.abs(behind) % MINUTES_IN_HOUR;
  const hours = (Math.abs(behind) - minutes) / MINUTES_IN_HOUR;
  const sign = behind > 0 ? '-' : '+';
  if (behind === 0) return 'GMT';
  return `GMT${sign}${hours}${minutes === 0 ? '' : `:${minutes}`}`;
}
