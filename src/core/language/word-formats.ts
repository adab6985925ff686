import type { Language, Locale, Said, WordFormat, WordValue } from './language.ts';
import { isHoldable } from './time-value.ts';
import { DAY_S, HOUR_S, MINUTE_S, YEAR_S } from './units.ts';

export interface FormatContext {
  language: Language;
  /** IANA name; without one, that of this computer */
  timeZone: string | undefined;
}

/** Of a longer list the rest is counted. */
const MAX_LISTED = 4;

const MINUTES = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const TIME = { ...MINUTES, second: '2-digit' } as const;
const INSTANT_FORMATS = {
  minutes: MINUTES,
  clock: TIME,
  precise: { ...TIME, fractionalSecondDigits: 3 },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  monthday: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type InstantFormat = keyof typeof INSTANT_FORMATS;

const INTL_LOCALES: Record<Locale, string> = { en: 'en-GB', id: 'id' };

/** Remembers what it made; making a formatter takes longer than formatting. */
function kept<Made>(make: (locale: string, id: string) => Made) {
  const made = new Map<string, Made>();
  return (locale: string, id = ''): Made => {
    const key = `${locale} ${id}`;
    const known = made.get(key) ?? make(locale, id);
    made.set(key, known);
    return known;
  };
}

const numbers = kept((locale) => new Intl.NumberFormat(locale));
const percents = kept(
  (locale, digits) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: Number(digits) }),
);
const lists = kept((locale) => new Intl.ListFormat(locale));
const instants = kept((locale, id) => {
  const [format = '', timeZone] = id.split(' ');
  const options = INSTANT_FORMATS[format as InstantFormat];
  return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
});

/** `14:05` or `14:05:12` by this computer, without a formatter: the first one takes as long as drawing the popup. */
function localClock(ms: number, format: 'minutes' | 'clock'): string {
  const date = new Date(ms);
  const parts = [date.getHours(), date.getMinutes()];
  if (format === 'clock') parts.push(date.getSeconds());
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** `14:05:12`, `26 Oct 2025`, `14:05`; without a time zone, in that of this computer. */
export function instantPart(
  ms: number,
  format: InstantFormat,
  locale: Locale,
  timeZone: string | undefined,
): string {
  if (!timeZone && (format === 'minutes' || format === 'clock')) return localClock(ms, format);
  // What Indonesians read has dots for colons in times; the field's tools have colons.
  const isDate = format === 'day' || format === 'monthday';
  return instants(INTL_LOCALES[isDate ? locale : 'en'], `${format} ${timeZone ?? ''}`).format(ms);
}

/** An instant in ms or ISO 8601; `14:05:12 UTC` where the zone is given as that. */
function instantText(
  instant: number | string,
  format: InstantFormat | 'date',
  context: FormatContext,
): string {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  const { language, timeZone } = context;
  if (!isHoldable(ms)) return language.say('value_unreadable_date');
  const part = (one: InstantFormat) => instantPart(ms, one, language.locale, timeZone);
  if (format !== 'clock' && format !== 'date') return part(format);
  const clock = part('clock') + (timeZone === 'UTC' ? ' UTC' : '');
  return format === 'clock' ? clock : `${part('day')}, ${clock}`;
}

/** `12 s`, `4 min 12 s`, `1 h 2 min`, `3 days 4 h`: the length of a stretch of s. */
function durationText(seconds: number, { say }: Language): string {
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
  if (first === -1)
    return seconds === 0 ? say('unit_seconds', { count: 0 }) : say('unit_below_second');
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
function spanText(seconds: number, language: Language): string {
  const length = Math.abs(seconds);
  if (length > 0 && length < LEAST_SPAN) return language.say('unit_below_second');
  if (length >= IN_TENTHS_BELOW) return durationText(length, language);
  // What is full of them, as a duration has it: one and the same stretch is said alike.
  return language.say('unit_seconds', { count: Math.floor(length * 10) / 10 });
}

/** How far (s) two clocks are apart: measured, so to the nearest tenth: `39.9 s`, `2 min 5 s`. */
function offsetText(seconds: number, language: Language): string {
  const length = Math.round(Math.abs(seconds) * 10) / 10;
  if (length >= MINUTE_S) return durationText(length, language);
  return language.say('unit_seconds', { count: length });
}

/** `0.1%`, `8.33%`: as exact as a goal of 0.1 % needs. */
function percentText(rate: number, { locale }: Language): string {
  return percents(INTL_LOCALES[locale], rate < 0.1 ? '2' : '1').format(rate);
}

/** `a`, `a and b`, `a, b, c and 3 more`; each once. */
function listText(
  values: readonly (string | Said)[],
  each: 'plain' | 'name',
  { locale, say, format }: Language,
): string {
  const all = [...new Set(values.map((value) => format(value, each)))];
  const shown = all.length > MAX_LISTED ? all.slice(0, MAX_LISTED - 1) : all;
  const more = all.length - shown.length;
  const named = more > 0 ? [...shown, say('list_more', { count: more })] : shown;
  return lists(INTL_LOCALES[locale]).format(named);
}

/** Below it a whole number is its digits in every language, and needs no formatter. */
const GROUPED_FROM = 1_000;

function plainNumber(value: number, { locale }: Language): string {
  if (Number.isInteger(value) && Math.abs(value) < GROUPED_FROM) return String(value);
  return numbers(INTL_LOCALES[locale]).format(value);
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

function isInstant(format: WordFormat): format is InstantFormat | 'date' {
  return format === 'date' || format in INSTANT_FORMATS;
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
      return listText(value, format === 'name' ? 'name' : 'plain', language);
    return value.map((one) => language.format(one, 'plain')).join(' ');
  }
  if (isInstant(format) && typeof value !== 'object') return instantText(value, format, context);
  const numberText = NUMBER_FORMATS[format];
  if (typeof value === 'number') return (numberText ?? plainNumber)(value, language);
  if (format === 'name' && typeof value === 'string') return language.nameOf(value);
  const text = typeof value === 'string' ? value : language.tell(value);
  if (numberText) throw new TypeError(`“${text}” is no number for :${format}`);
  return format === 'sentence' ? capitalised(text, language) : text;
}
