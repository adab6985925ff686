import type { Locale } from '../../src/core/language/language.ts';

/** What Indonesians read has dots for colons in times; the field's tools have colons. */
const CLOCK_LOCALE = 'en-GB';
const DAY_LOCALES: Record<Locale, string> = { en: 'en-GB', id: 'id' };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(
  name: string,
  options: Intl.DateTimeFormatOptions,
  isUtc: boolean,
  locale = CLOCK_LOCALE,
) {
  const key = `${name} ${isUtc} ${locale}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
    hourCycle: 'h23',
    ...options,
    ...(isUtc && { timeZone: 'UTC' }),
  });
  formats.set(key, made);
  return made;
}

const MINUTES = { hour: '2-digit', minute: '2-digit' } as const;
const SECONDS = { ...MINUTES, second: '2-digit' } as const;

/** `20 Oct`: a day of the axis. */
export function dayText(ms: number, isUtc: boolean, locale: Locale): string {
  return format('day', { day: 'numeric', month: 'short' }, isUtc, DAY_LOCALES[locale]).format(ms);
}

/** An instant as exactly as ticks that are so many ms apart need it. */
export function tickText(ms: number, stepMs: number, isUtc: boolean, locale: Locale): string {
  if (stepMs >= DAY) return dayText(ms, isUtc, locale);
  if (stepMs >= MINUTE) return format('minutes', MINUTES, isUtc).format(ms);
  if (stepMs >= SECOND) return format('seconds', SECONDS, isUtc).format(ms);
  return format('fraction', { ...SECONDS, fractionalSecondDigits: 3 }, isUtc).format(ms);
}

/** `UTC`, `GMT+7`: the zone of the times at an instant. */
export function zoneText(ms: number, isUtc: boolean): string {
  if (isUtc) return 'UTC';
  const parts = format('zone', { timeZoneName: 'shortOffset' }, false).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
