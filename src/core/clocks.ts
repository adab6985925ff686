import { clockSamples } from './clock-samples.ts';
import type { Recording } from './recording.ts';
import { buildClock, type ServerClock } from './server-clock.ts';

/** The clocks of all hosts of a recording. */
export interface Clocks {
  /** The clock of a host name, or of the host of a URL; null where nothing bounds it. */
  clockOf(hostOrUrl: string): ServerClock | null;
}

function hostName(hostOrUrl: string): string {
  const isUrl = hostOrUrl.includes('://') && URL.canParse(hostOrUrl);
  return isUrl ? new URL(hostOrUrl).hostname : hostOrUrl.toLowerCase();
}

/**
 * A sending is judged by the clock of the host it went to and by no other: of a host that never
 * bounded its own, nothing is known. Each clock is built when it is first asked for.
 */
export function readClocks(recording: Pick<Recording, 'requests' | 'profile'>): Clocks {
  const samples = clockSamples(recording.requests(), recording.profile);
  const clocks = new Map<string, ServerClock>();
  return {
    clockOf: (hostOrUrl) => {
      const host = hostName(hostOrUrl);
      const known = clocks.get(host);
      if (known) return known;
      const ofHost = samples.get(host);
      if (!ofHost) return null;
      const clock = buildClock(host, ofHost);
      clocks.set(host, clock);
      return clock;
    },
  };
}
