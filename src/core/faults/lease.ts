/**
 * Whether a lease of `lengthMs` that was given at an instant is over (all ms since the epoch). One that
 * lies ahead is: the clock was set back, and nothing tells how much of it is left.
 */
export function isLeaseOver(givenAt: number, lengthMs: number, nowMs: number): boolean {
  return nowMs < givenAt || nowMs >= givenAt + lengthMs;
}
