import type { Observation } from '../core/recording/observation.ts';

/** Where observations come from; it tells until the signal aborts. */
export interface Source {
  start(tell: (observations: readonly Observation[]) => void, signal: AbortSignal): void;
}
