import { DAY_MS } from '../language/units.ts';
import type { FilterContext } from './filter-context.ts';

type Test = (value: number) => boolean;

const COMPARISON = /^(<=|>=|<|>)(.+)$/;
const RANGE = /^(.+?)\.\.(.+)$/;
const SPAN = /^(-?\d+(?:\.\d+)?)(ms|s|m|h|d)?$/;
const SECONDS = { ms: 0.001, s: 1, m: 60, h: 3_600, d: 86_400 } as const;

const STATUS = /^\d{3}$/;
const STATUS_CLASS = /^([1-5])xx$/;
const STATUS_RANGE = /^(\d{3})(?:-|\.\.)(\d{3})$/;

const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,3})?))?$/;
const ISO_DATE = /^\d{4}-\d\d-\d\d(t\d\d:\d\d(:\d\d(\.\d{1,3})?)?(z|[+-]\d\d:\d\d)?)?$/;
const HAS_ZONE = /(?:z|t.*[+-]\d\d:\d\d)$/;

function compared(text: string, numberOf: (text: string) => number | null): Test | null {
  const [, sign, rest = ''] = COMPARISON.exec(text) ?? [];
  const limit = sign === undefined ? null : numberOf(rest);
  if (limit === null) return null;
  if (sign === '<') return (value) => value < limit;
  if (sign === '<=') return (value) => value <= limit;
  return sign === '>' ? (value) => value > limit : (value) => value >= limit;
}

/** A span of time in s: `300`, `-5`, `1.5h`, `20ms`; null for anything else. */
function secondsOf(text: string): number | null {
  const [, number, unit = 's'] = SPAN.exec(text) ?? [];
  return number === undefined ? null : Number(number) * SECONDS[unit as keyof typeof SECONDS];
}

/** `<300`, `>=1h`, `-5..60`: a test for s. */
export function readSeconds(text: string): Test | null {
  const [, from, to] = RANGE.exec(text) ?? [];
  if (from === undefined || to === undefined) return compared(text, secondsOf);
  const [low, high] = [secondsOf(from), secondsOf(to)];
  return low === null || high === null ? null : (value) => value >= low && value <= high;
}

/** `401`, `4xx`, `400-499`, `>=500`: a test for a status. */
export function readStatus(text: string): Test | null {
  if (STATUS.test(text)) return (value) => value === Number(text);
  const hundreds = STATUS_CLASS.exec(text)?.[1];
  if (hundreds !== undefined) return (value) => Math.floor(value / 100) === Number(hundreds);
  const [, from, to] = STATUS_RANGE.exec(text) ?? [];
  if (from !== undefined) return (value) => value >= Number(from) && value <= Number(to);
  return compared(text, (rest) => (STATUS.test(rest) ? Number(rest) : null));
}

type Instant = (context: FilterContext) => number;

/** A time of day on the day of the recording's end or the day before, whichever is nearer to it. */
function timeOfDay(hours: number, minutes: number, seconds: number): Instant {
  return ({ startsAt, endsAt, utc }) => {
    const day = new Date(endsAt);
    const ms = Math.round(seconds * 1000);
    if (utc) day.setUTCHours(hours, minutes, 0, ms);
    else day.setHours(hours, minutes, 0, ms);
    const today = day.getTime();
    const distance = (at: number) => Math.max(startsAt - at, at - endsAt, 0);
    return distance(today - DAY_MS) < distance(today) ? today - DAY_MS : today;
  };
}

function date(text: string): Instant | null {
  const whole = text.includes('t') ? text : `${text}t00:00`;
  const at = (utc: boolean) =>
    Date.parse(`${whole}${utc && !HAS_ZONE.test(whole) ? 'z' : ''}`.toUpperCase());
  return Number.isNaN(at(true)) ? null : ({ utc }) => at(utc);
}

/** `14:05`, `14:05:12`, `2026-10-26T14:05:12Z`, `-5m` before the end: an instant in ms. */
export function readInstant(text: string): Instant | null {
  const [, hours, minutes, seconds = '0'] = CLOCK.exec(text) ?? [];
  if (hours !== undefined) return timeOfDay(Number(hours), Number(minutes), Number(seconds));
  if (ISO_DATE.test(text)) return date(text);
  const ago = text.startsWith('-') ? secondsOf(text) : null;
  return ago === null ? null : ({ endsAt }) => endsAt + ago * 1000;
}
