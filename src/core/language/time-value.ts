/** ECMAScript time values end here (ECMA-262 §21.4.1.1). */
const MAX_TIME_VALUE_MS = 8_640_000_000_000_000;

/** Whether a Date can hold this instant (ms since the epoch). */
export function isHoldable(ms: number): boolean {
  return Math.abs(ms) <= MAX_TIME_VALUE_MS;
}

/** ISO 8601, UTC; null for what four digits of year cannot write (RFC 3339 §5.6). */
export function iso(ms: number | null): string | null {
  const text = ms !== null && isHoldable(ms) ? new Date(ms).toISOString() : '';
  // The year of others begins with a sign.
  return text >= '0' ? text : null;
}
