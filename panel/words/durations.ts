import { DAY_S, HOUR_S, MINUTE_S, YEAR_S } from '../../src/core/language/units.ts';
import { countdownSeconds } from '../../src/core/token/countdown.ts';
import { language, say } from './language.ts';

const MINUS = '−';

interface Parts {
  years: number;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

function split(wholeSeconds: number): Parts {
  return {
    years: Math.floor(wholeSeconds / YEAR_S),
    days: Math.floor(wholeSeconds / DAY_S),
    hours: Math.floor((wholeSeconds % DAY_S) / HOUR_S),
    minutes: Math.floor((wholeSeconds % HOUR_S) / MINUTE_S),
    seconds: wholeSeconds % MINUTE_S,
  };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `4m 12s`, `−12s`, `1h 02m`, `3d 4h`: s left, as narrow as a column of numbers. */
export function shortDuration(secondsLeft: number): string {
  const whole = countdownSeconds(secondsLeft);
  const { years, days, hours, minutes, seconds } = split(Math.abs(whole));
  const sign = whole < 0 ? MINUS : '';
  if (years >= 2) return sign + say('short_years', { years });
  if (days > 0) return sign + say('short_days', { days, hours });
  if (hours > 0) return sign + say('short_hours', { hours, minutes: two(minutes) });
  if (minutes > 0) return sign + say('short_minutes', { minutes, seconds: two(seconds) });
  return sign + say('short_seconds', { seconds });
}

/** `12 s`, `4 min 12 s`, `1 h 2 min`, `3 days 4 h`: the length of a stretch of s. */
export function durationInWords(seconds: number): string {
  return language.value.format(seconds, 'duration');
}

/** `47:12`, `1:02:11`, `2 d 03:11:00`, `−0:12`: whole s of a countdown. */
export function countdownText(wholeSeconds: number): string {
  const { years, days, hours, minutes, seconds } = split(Math.abs(wholeSeconds));
  const sign = wholeSeconds < 0 ? MINUS : '';
  if (years >= 2) return `${sign}${say('unit_years', { count: years })}`;
  const clock = `${two(hours)}:${two(minutes)}:${two(seconds)}`;
  if (days > 0) return `${sign}${say('countdown_days', { days, clock })}`;
  if (hours > 0) return `${sign}${hours}:${two(minutes)}:${two(seconds)}`;
  return `${sign}${minutes}:${two(seconds)}`;
}
