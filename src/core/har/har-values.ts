import type { Header } from '../service/http.ts';
import { MILLISECONDS_FROM } from '../token/claims.ts';
import type { Fields } from '../token/json.ts';
import { fieldsOf } from '../token/json.ts';

/** A string, or null; unlike elsewhere the empty one counts. */
export function stringOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A finite number; some producers write numbers as text. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** A duration in ms; HAR writes -1 for "does not apply". */
export function durationOf(value: unknown): number {
  return Math.max(0, numberOf(value) ?? 0);
}

function headerText(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

function isPlainHeader(item: unknown): item is Header {
  const { name, value } = (item ?? {}) as Fields;
  return typeof name === 'string' && typeof value === 'string';
}

/** One item of a list: `{name, value}`, or a pair. */
function headerOf(item: unknown): Header[] {
  const { name, value } = Array.isArray(item)
    ? { name: item[0], value: item[1] }
    : (fieldsOf(item) as { name?: unknown; value?: unknown });
  return typeof name === 'string' ? [{ name, value: headerText(value) }] : [];
}

/** Headers as HAR wants them, as pairs, or as an object of names with one or several values. */
export function headersOf(value: unknown): Header[] {
  if (Array.isArray(value)) return value.every(isPlainHeader) ? value : value.flatMap(headerOf);
  return Object.entries(fieldsOf(value)).flatMap(([name, one]) =>
    (Array.isArray(one) ? one : [one]).map((each) => ({ name, value: headerText(each) })),
  );
}

const STRICT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** ISO 8601 as loosely as producers write it: comma decimals, a blank for `T`, `+0700`, no zone. */
const LOOSE =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s*(?:(Z)|([+-]\d\d):?(\d\d)?)?$/i;
/** Dates as HTTP and mail write them; only with a zone do they name an instant. */
const NAMED_ZONE = /^[a-z]{3},? .*\d{4} .*(GMT|UTC|[+-]\d{4})/i;
/** Nothing was recorded before; some producers write the year 1 for "not known". */
const EARLIEST_MS = 0;
/** Near the end of what four digits of year can write. */
const LATEST_MS = 253_000_000_000_000;

/** ms since the epoch, or null where no recording can have been then. */
export function plausible(ms: number): number | null {
  return ms >= EARLIEST_MS && ms < LATEST_MS ? ms : null;
}

/** A count of s since the epoch, or of ms where it is so large. */
function countedTime(count: number): number {
  return Math.abs(count) < MILLISECONDS_FROM ? count * 1000 : count;
}

/** NaN where it is none. */
function readDateText(text: string): number {
  if (STRICT.test(text)) return Date.parse(text);
  const loose = LOOSE.exec(text);
  if (!loose) return NAMED_ZONE.test(text) ? Date.parse(text) : Number.NaN;
  const [, day, time, seconds = '00', fraction = '0', , hours, minutes = '00'] = loose;
  const zone = hours ? `${hours}:${minutes}` : 'Z';
  return Date.parse(`${day}T${time}:${seconds}.${fraction.slice(0, 3)}${zone}`);
}

/**
 * An instant in ms since the epoch; null when it cannot be read. A date without a zone is taken
 * as UTC, as the producers that leave it out mean it; counts are s or ms by their size.
 */
export function instantOf(value: unknown): number | null {
  if (typeof value === 'number') return plausible(countedTime(value));
  if (typeof value !== 'string') return null;
  const text = value.trim();
  const isCount = /^\d{9,16}(\.\d+)?$/.test(text);
  return plausible(isCount ? countedTime(Number(text)) : readDateText(text));
}
