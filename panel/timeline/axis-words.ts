import type { Locale } from '../../src/core/language/language.ts';
import { instantPart } from '../../src/core/language/word-formats.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const zoneOf = (isUtc: boolean) => (isUtc ? 'UTC' : undefined);

/** `20 Oct`: a day of the axis. */
export function dayText(ms: number, isUtc: boolean, locale: Locale): string {
  return instantPart(ms, 'monthday', locale, zoneOf(isUtc));
}

/** An instant as exactly as ticks that are so many ms apart need it. */
export function tickText(ms: number, stepMs: number, isUtc: boolean, locale: Locale): string {
  if (stepMs >= DAY) return dayText(ms, isUtc, locale);
  const format = stepMs >= MINUTE ? 'minutes' : stepMs >= SECOND ? 'clock' : 'precise';
  return instantPart(ms, format, locale, zoneOf(isUtc));
}

/** `UTC`, `GMT+7`: the zone of the times at an instant. */
export function zoneText(ms: number, isUtc: boolean): string {
  if (isUtc) return 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
