/** ms since the epoch of a time as a report writes it. */
export function millisecondsOf(time: string): number;
export function millisecondsOf(time: string | null | undefined): number | null;
export function millisecondsOf(time: string | null | undefined): number | null {
  return time ? Date.parse(time) : null;
}
