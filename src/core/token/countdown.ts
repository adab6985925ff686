/** Whole seconds for a countdown: what is full of them, and negative from expiry on. */
export function countdownSeconds(secondsLeft: number): number {
  return secondsLeft <= 0 ? Math.min(-1, Math.ceil(secondsLeft)) : Math.floor(secondsLeft);
}
