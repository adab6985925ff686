/** ECMAScript time values end here (ECMA-262 §21.4.1.1). */
const MAX_TIME_VALUE_MS = 8_640_000_000_000_000;

/** Whether a Date can hold this instant (ms since the epoch). */
export function isHoldable(ms: number): boolean {
  return Math.abs(ms) <= MAX_TIME_VALUE_MS;
}

/** ISO 8601, UTC; null for what a Date cannot hold. */
export function iso(ms: number | null): string | null {
  return ms !== null && isHoldable(ms) ? new Date(ms).toISOString() : null;
}
