const FIRST_MS = 100;
const CAP_MS = 5_000;

/** Waiting time before the n-th try in a row (from 0), in ms: doubling, capped. */
export function backoffMs(failures: number): number {
  return Math.min(CAP_MS, FIRST_MS * 2 ** failures);
}
