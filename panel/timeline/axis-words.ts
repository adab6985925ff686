import type { Locale } from '../../src/core/language/language.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../src/core/language/units.ts';
import { instantPart } from '../../src/core/language/word-formats.ts';

const zoneOf = (isUtc: boolean) => (isUtc ? 'UTC' : undefined);

/** `20 Oct`: a day of the axis. */
export function dayText(ms: number, isUtc: boolean, locale: Locale): string {
  return instantPart(ms, 'monthday', locale, zoneOf(isUtc));
}

/** An instant as exactly as ticks that are so many ms apart need it. */
export function tickText(ms: number, stepMs: number, isUtc: boolean, locale: Locale): string {
  if (stepMs >= DAY_MS) return dayText(ms, isUtc, locale);
  const format = stepMs >= MINUTE_MS ? 'minutes' : stepMs >= SECOND_MS ? 'clock' : 'precise';
  return instantPart(ms, format, locale, zoneOf(isUtc));
}

/** `UTC`, `GMT+7`: the zone of the times at an instant. */
export function zoneText(ms: number, isUtc: boolean): string {
  if (isUtc) return 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'shortOffset' }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
