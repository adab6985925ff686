/** ECMAScript time values end here (ECMA-262 §21.4.1.1). */
const MAX_TIME_VALUE_MS = 8_640_000_000_000_000;

/** Whether a Date can hold this instant (ms since the epoch). */
export function isHoldable(ms: number): boolean {
  return Math.abs(ms) <= MAX_TIME_VALUE_MS;
}

const FIRST_WRITABLE_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_WRITABLE_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether four digits can write its year (RFC 3339 §5.6). */
export function isWritable(ms: number): boolean {
  return ms >= FIRST_WRITABLE_MS && ms <= LAST_WRITABLE_MS;
}

/** ISO 8601, UTC, as RFC 3339 has it; null for what that cannot write. */
export function iso(ms: number | null): string | null {
  return ms !== null && isWritable(ms) ? new Date(ms).toISOString() : null;
}
