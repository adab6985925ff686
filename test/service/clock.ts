import type { Switches } from './switches.ts';

/** The service's own clock: this computer's, moved by the switch `clockOffsetSeconds`. */
export interface Clock {
  /** Milliseconds since the epoch, by the service. */
  nowMs(): number;
  /** Whole seconds since the epoch, as in a NumericDate. */
  nowSeconds(): number;
  /** ISO 8601, as in the `timestamp` field of answers. */
  timestamp(): string;
}

export function createClock(switches: Switches): Clock {
  const nowMs = () => Date.now() + switches.clockOffsetSeconds * 1000;
  return {
    nowMs,
    nowSeconds: () => Math.floor(nowMs() / 1000),
    timestamp: () => new Date(nowMs()).toISOString(),
  };
}
