import { isHoldable } from './claims.ts';
import type { Language, Locale } from './language.ts';

/**
 * How a value stands in a text: `{at:clock}`.
 * `plain` text, or a number as the language writes it; `percent` a rate between 0 and 1;
 * `duration` s, `4 min 12 s`; `clock` and `date` an instant in ms or ISO 8601.
 */
export type WordFormat = 'plain' | 'percent' | 'duration' | 'clock' | 'date';

export interface FormatContext {
  language: Language;
  /** IANA name; without one, that of this computer */
  timeZone: string | undefined;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365.25 * DAY;

const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
const DAY_OF_YEAR = { day: 'numeric', month: 'short', year: 'numeric' } as const;
/** What Indonesians read has dots for colons in times; the field's tools have colons. */
const CLOCK_LOCALE = 'en-GB';

/** Making a formatter takes longer than formatting. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(id);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(id, made);
  return made;
}

/** `14:05:12`, or `14:05:12 UTC` where the zone is given as that. */
export function clockText(ms: number, { timeZone }: FormatContext): string {
  const text = formatterOf(CLOCK_LOCALE, { ...TIME, ...(timeZone && { timeZone }) }).format(ms);
  return timeZone === 'UTC' ? `${text} UTC` : text;
}

/** `26 Oct 2025, 14:05:12` */
export function dateText(ms: number, context: FormatContext): string {
  const { language, timeZone } = context;
  const options = { ...DAY_OF_YEAR, ...(timeZone && { timeZone }) };
  const locale = language.locale === 'en' ? CLOCK_LOCALE : language.locale;
  return `${formatterOf(locale, options).format(ms)}, ${clockText(ms, context)}`;
}

/** `12 s`, `4 min 12 s`, `1 h 2 min`, `3 days 4 h`: the length of a span of s. */
export function durationText(span: number, { say }: Pick<Language, 'say'>): string {
  const whole = Math.floor(Math.abs(span));
  const years = Math.floor(whole / YEAR);
  if (years >= 2) return say('unit_years', { count: years });
  const parts = [
    ['unit_days', Math.floor(whole / DAY)],
    ['unit_hours', Math.floor((whole % DAY) / HOUR)],
    ['unit_minutes', Math.floor((whole % HOUR) / MINUTE)],
    ['unit_seconds', whole % MINUTE],
  ] as const;
  const first = parts.findIndex(([, count]) => count > 0);
  if (first === -1)
    return span === 0 ? say('unit_seconds', { count: 0 }) : say('unit_below_second');
  return parts
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([key, count]) => say(key, { count }))
    .join(' ');
}

/** `0.1 %`, `8.33 %`: as exact as a goal of 0.1 % needs. */
export function percentText(rate: number, locale: Locale): string {
  const maximumFractionDigits = rate < 0.1 ? 2 : 1;
  return `${(rate * 100).toLocaleString(locale, { maximumFractionDigits })} %`;
}

/** A value as it stands in a text. Throws for a value that does not suit its format. */
export function formatted(
  value: string | number | null | readonly string[],
  format: WordFormat,
  context: FormatContext,
): string {
  const { language } = context;
  if (value === null) return language.say('value_unknown');
  if (typeof value === 'object') return new Intl.ListFormat(language.locale).format(value);
  if (format === 'plain')
    return typeof value === 'string' ? value : value.toLocaleString(language.locale);
  if (format === 'clock' || format === 'date') {
    const ms = typeof value === 'number' ? value : Date.parse(value);
    if (!isHoldable(ms)) return language.say('value_unreadable_date');
    return format === 'clock' ? clockText(ms, context) : dateText(ms, context);
  }
  if (typeof value !== 'number') throw new TypeError(`“${value}” is no number for :${format}`);
  return format === 'percent' ? percentText(value, language.locale) : durationText(value, language);
}
