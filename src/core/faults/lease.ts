/** A fault outlives the last sign of life from its DevTools by this much, ms. */
export const FAULT_LEASE_MS = 60_000;
/** A page puts its own storage back without the background, after this long without a sign of life, ms. */
export const STORAGE_LEASE_MS = 30_000;

/**
 * Whether a lease of `lengthMs` that was given at an instant is over (all ms since the epoch). One that
 * lies ahead is: the clock was set back, and nothing tells how much of it is left.
 */
export function isLeaseOver(givenAt: number, lengthMs: number, nowMs: number): boolean {
  return nowMs < givenAt || nowMs >= givenAt + lengthMs;
}
