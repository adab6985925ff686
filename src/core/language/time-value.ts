/** The years 0000 to 9999. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/** Whether four digits can write its year, as RFC 3339 §5.6 has it (ms since the epoch). */
export function isWritable(ms: number): boolean {
  return ms >= FIRST_MS && ms <= LAST_MS;
}

/** ISO 8601, UTC; null for what cannot be written so. */
export function iso(ms: number | null): string | null {
  return ms !== null && isWritable(ms) ? new Date(ms).toISOString() : null;
}
