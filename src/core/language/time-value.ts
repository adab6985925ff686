/** ECMAScript time values end here (ECMA-262 §21.4.1.1). */
const MAX_TIME_VALUE_MS = 8_640_000_000_000_000;

/** Whether a Date can hold this instant (ms since the epoch). */
export function isHoldable(ms: number): boolean {
  return Math.abs(ms) <= MAX_TIME_VALUE_MS;
}
