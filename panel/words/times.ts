import { iso } from '../../src/core/language/time-value.ts';
import { language, say } from './language.ts';

/** `14:05:12.345` of an instant (ms), in the reader's zone. */
export function preciseTime(ms: number): string {
  return language.value.format(ms, 'precise');
}

/** Of a precise time, after `HH:MM:SS`. */
export const FRACTION_FROM = 8;

/** `26 Oct` of an instant (ms), in the reader's zone. */
export function shortDay(ms: number): string {
  return language.value.format(ms, 'monthday');
}

function isSameDay(a: number, b: number): boolean {
  const { format } = language.value;
  return format(a, 'day') === format(b, 'day');
}

/** Whether instants in order of time (ms, null where unknown) are of more than one day, in the reader's zone. */
export function spanDays(times: readonly { at: number | null }[]): boolean {
  const first = times.find(({ at }) => at !== null)?.at ?? null;
  const last = times.findLast(({ at }) => at !== null)?.at ?? null;
  return first !== null && last !== null && !isSameDay(first, last);
}

/** `14:05:12`, with the date before it where it is not the day of `nowMs`, in the reader's zone. */
export function localTime(ms: number, nowMs: number): string {
  const { format } = language.value;
  return format(ms, isSameDay(ms, nowMs) ? 'clock' : 'date');
}

/** `26 Oct 2025, 14:05:12`, in the reader's zone. */
export function localDateTime(ms: number): string {
  return language.value.format(ms, 'date');
}

/** ISO 8601 in UTC. */
export function utcTime(ms: number): string {
  return iso(ms) ?? say('value_unreadable_date');
}

/** `in 4 min 12 s` or `12 s ago`. */
export function relativeTime(ms: number, nowMs: number): string {
  const seconds = Math.floor(Math.abs(ms - nowMs) / 1000);
  if (seconds === 0) return say('answer_just_now');
  // No line ends between a number and its unit.
  return say(ms > nowMs ? 'time_in' : 'time_ago', { seconds }).replace(/(\d) /g, '$1\u00a0');
}
