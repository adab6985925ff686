import { isHoldable } from '../../src/core/claims.ts';
import { durationInWords } from './durations.ts';

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const preciseClock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const calendar = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

const UNREADABLE = 'unreadable date';

/** `14:05:12.345` of an instant (ms), local. */
export function preciseTime(ms: number): string {
  return isHoldable(ms) ? preciseClock.format(ms) : UNREADABLE;
}

/** `14:05:12`, with the date before it where it is not the day of `nowMs`; local. */
export function localTime(ms: number, nowMs: number): string {
  if (!isHoldable(ms)) return UNREADABLE;
  const day = calendar.format(ms);
  return day === calendar.format(nowMs) ? clock.format(ms) : `${day}, ${clock.format(ms)}`;
}

/** `26 Oct 2025, 14:05:12`, local. */
export function localDateTime(ms: number): string {
  return isHoldable(ms) ? `${calendar.format(ms)}, ${clock.format(ms)}` : UNREADABLE;
}

/** ISO 8601 in UTC. */
export function utcTime(ms: number): string {
  return isHoldable(ms) ? new Date(ms).toISOString() : UNREADABLE;
}

/** `in 4 min 12 s` or `12 s ago`. */
export function relativeTime(ms: number, nowMs: number): string {
  const seconds = Math.floor(Math.abs(ms - nowMs) / 1000);
  if (seconds === 0) return 'now';
  return ms > nowMs ? `in ${durationInWords(seconds)}` : `${durationInWords(seconds)} ago`;
}
