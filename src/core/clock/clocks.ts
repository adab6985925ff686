import type { RequestFacts } from '../recording/request.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { buildClock } from './build-clock.ts';
import { clockSamples } from './clock-samples.ts';
import { readRuns } from './local-runs.ts';
import type { ServerClock } from './server-clock.ts';

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
export function readClocks(requests: readonly RequestFacts[], profile: ServiceProfile): Clocks {
  const runOf = readRuns(requests);
  const samples = clockSamples(requests, profile, runOf);
  const clocks = new Map<string, ServerClock>();
  return {
    clockOf: (hostOrUrl) => {
      const named = clocks.get(hostOrUrl);
      if (named) return named;
      const host = hostName(hostOrUrl);
      const known = clocks.get(host);
      if (known) return known;
      const ofHost = samples.get(host);
      if (!ofHost) return null;
      const clock = buildClock(host, ofHost, runOf);
      clocks.set(host, clock);
      return clock;
    },
  };
}
