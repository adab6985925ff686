import type { ClockReading } from '../../clock/server-clock.ts';
import { said } from '../../language/language.ts';
import { type Evidence, evidence } from './rule.ts';

/** Less than this (ms) would be said as 0 s. */
const SHOWN_FROM_MS = 100;
/** s; nothing is known better than this */
const LEAST_UNCERTAINTY = 0.1;

/** How well a server's clock is known, as it is said: ± so many s, by so many answers. */
export function clockMargin({ uncertaintyMs, samples }: ClockReading) {
  return {
    within: Math.max(LEAST_UNCERTAINTY, Math.ceil(uncertaintyMs / 100) / 10),
    answers: said('clock_answers', { count: samples }),
  };
}

/** How far a server's clock is from this computer's, and how well that is known. */
export function clockEvidence(reading: ClockReading): Evidence {
  const { host, offsetMs, uncertaintyMs, samples } = reading;
  const agrees = Math.abs(offsetMs) < SHOWN_FROM_MS;
  const differs = offsetMs > 0 ? 'evidence_server_clock' : 'evidence_server_clock_behind';
  return evidence(
    'server-clock',
    { host, offsetSeconds: offsetMs / 1000, uncertaintySeconds: uncertaintyMs / 1000, samples },
    null,
    {
      key: agrees ? 'evidence_server_clock_agrees' : differs,
      values: clockMargin(reading),
    },
  );
}
