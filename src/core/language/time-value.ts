/** ECMAScript time values end here (ECMA-262 §21.4.1.1). */
const MAX_TIME_VALUE_MS = 8_640_000_000_000_000;

/** Whether a Date can hold this instant (ms since the epoch). */
export function isHoldable(ms: number): boolean {
  return Math.abs(ms) <= MAX_TIME_VALUE_MS;
}

/** The years 0000 to 9999. */
const FIRST_WRITABLE_MS = -62_167_219_200_000;
const LAST_WRITABLE_MS = 253_402_300_799_999;

/** Whether four digits can write its year (RFC 3339 §5.6). */
export function isWritable(ms: number): boolean {
  return ms >= FIRST_WRITABLE_MS && ms <= LAST_WRITABLE_MS;
}

/** ISO 8601, UTC, as RFC 3339 has it; null for what that cannot write. */
export function iso(ms: number | null): string | null {
  return ms !== null && isWritable(ms) ? new Date(ms).toISOString() : null;
}
