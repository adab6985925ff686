import { type Formatters, type InstantPart, isInstantPart } from './formatters.ts';
import type { Language, Said, WordFormat, WordValue } from './language.ts';
import { isHoldable } from './time-value.ts';
import { DAY_S, HOUR_S, MINUTE_S, YEAR_S } from './units.ts';

export interface FormatContext {
  language: Language;
  formatters: Formatters;
}

/** Of a longer list the rest is counted. */
const MAX_LISTED = 4;

type InstantFormat = InstantPart | 'clock' | 'date';

/** An instant in ms or ISO 8601; `14:05:12 UTC` where the zone is given as that. */
function instantText(
  instant: number | string,
  format: InstantFormat,
  { language, formatters }: FormatContext,
): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  if (!isHoldable(ms)) return language.say('value_unreadable_date');
  if (format !== 'clock' && format !== 'date') return formatters.instant(ms, format);
  const clock = formatters.instant(ms, 'seconds') + (formatters.timeZone === 'UTC' ? ' UTC' : '');
  return format === 'clock' ? clock : `${formatters.instant(ms, 'day')}, ${clock}`;
}

/** `12 s`, `4 min 12 s`, `1 h 2 min`, `3 days 4 h`: the length of a stretch of s. */
function durationText(seconds: number, { language: { say } }: FormatContext): string {
  const whole = Math.floor(Math.abs(seconds));
  const years = Math.floor(whole / YEAR_S);
  if (years >= 2) return say('unit_years', { count: years });
  const parts = [
    ['unit_days', Math.floor(whole / DAY_S)],
    ['unit_hours', Math.floor((whole % DAY_S) / HOUR_S)],
    ['unit_minutes', Math.floor((whole % HOUR_S) / MINUTE_S)],
    ['unit_seconds', whole % MINUTE_S],
  ] as const;
  const first = parts.findIndex(([, count]) => count > 0);
  if (first === -1) return say('unit_below_second');
  return parts
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => say(key, { count }))
    .join(' ');
}

/** Below this a tenth of a s is worth telling, s. */
const IN_TENTHS_BELOW = 10;

/** Less (s) would be said as 0. */
const LEAST_SPAN = 0.1;

/** The length of a stretch of s as a duration, a short one to the tenth: `0.4 s`, `12 s`, `1 h 1 min`. */
function spanText(seconds: number, context: FormatContext): string {
  const { language } = context;
  const length = Math.abs(seconds);
  if (length < LEAST_SPAN) return language.say('unit_below_second');
  if (length >= IN_TENTHS_BELOW) return durationText(length, context);
  // What is full of them, as a duration has it: one and the same stretch is said alike.
  return language.say('unit_seconds', { count: Math.floor(length * 10) / 10 });
}

/** How far (s) two clocks are apart: measured, so to the nearest tenth: `39.9 s`, `2 min 5 s`. */
function offsetText(seconds: number, context: FormatContext): string {
  const length = Math.round(Math.abs(seconds) * 10) / 10;
  if (length >= MINUTE_S) return durationText(length, context);
  return context.language.say('unit_seconds', { count: length });
}

/** `0.1%`, `8.33%`: as exact as a goal of 0.1 % needs. */
function percentText(rate: number, { formatters }: FormatContext): string {
  return formatters.percent(rate, rate < 0.1 ? 2 : 1);
}

/** `a`, `a and b`, `a, b, c and 3 more`; each once. */
function listText(
  values: readonly (string | Said)[],
  each: 'plain' | 'name',
  { language: { say, format }, formatters }: FormatContext,
): string {
  const all = [...new Set(values.map((value) => format(value, each)))];
  const shown = all.length > MAX_LISTED ? all.slice(0, MAX_LISTED - 1) : all;
  const more = all.length - shown.length;
  const named = more > 0 ? [...shown, say('list_more', { count: more })] : shown;
  return formatters.list(named);
}

function plainNumber(value: number, { formatters }: FormatContext): string {
  return formatters.number(value);
}

const NUMBER_FORMATS: Partial<Record<WordFormat, typeof plainNumber>> = {
  percent: percentText,
  duration: durationText,
  span: spanText,
  offset: offsetText,
};

function capitalised(text: string, { locale }: Language): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

function isInstant(format: WordFormat): format is InstantFormat {
  return format === 'clock' || format === 'date' || isInstantPart(format);
}

function isList(value: WordValue): value is readonly (string | Said)[] {
  return Array.isArray(value);
}

/** A value as it stands in a text. Throws for a value that does not suit its format. */
export function formatted(value: WordValue, format: WordFormat, context: FormatContext): string {
  const { language } = context;
  if (value === null)
    return language.say(isInstant(format) ? 'value_unknown_time' : 'value_unknown');
  if (isList(value)) {
    if (format !== 'sentences')
      return listText(value, format === 'name' ? 'name' : 'plain', context);
    return value
      .map((one) => language.format(one, 'plain'))
      .map((text, index) => (index < value.length - 1 ? text.replace(/…$/, '….') : text))
      .join(' ');
  }
  if (isInstant(format) && typeof value !== 'object') return instantText(value, format, context);
  const numberText = NUMBER_FORMATS[format];
  if (typeof value === 'number') return (numberText ?? plainNumber)(value, context);
  if (format === 'name' && typeof value === 'string') return language.nameOf(value);
  const text = typeof value === 'string' ? value : language.tell(value);
  if (numberText) throw new TypeError(`“${text}” is no number for :${format}`);
  return format === 'sentence' ? capitalised(text, language) : text;
}
