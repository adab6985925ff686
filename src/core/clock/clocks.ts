import type { RequestFacts } from '../recording/request.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { clockSamples } from './clock-samples.ts';
import { buildClock, type ClockSample, type ServerClock } from './server-clock.ts';

/** The clocks of all hosts of a recording. */
export interface Clocks {
  /** The clock of a host name, or of the host of a URL; null where nothing bounds it. */
  clockOf(hostOrUrl: string): ServerClock | null;
}

function hostName(hostOrUrl: string): string {
  const isUrl = hostOrUrl.includes('://') && URL.canParse(hostOrUrl);
  return isUrl ? new URL(hostOrUrl).hostname : hostOrUrl.toLowerCase();
}

/** Most of what is new says nothing of a clock, which then stays as it was; by its first sample. */
const built = new WeakMap<ClockSample, { samples: ClockSample[]; clock: ServerClock }>();

function buildOnce(host: string, samples: ClockSample[]): ServerClock {
  const [first] = samples;
  const known = first && built.get(first);
  const isSame =
    known?.samples.length === samples.length &&
    known.samples.every((sample, index) => sample === samples[index]);
  if (isSame) return known.clock;
  const clock = buildClock(host, samples);
  if (first) built.set(first, { samples, clock });
  return clock;
}

/**
 * A sending is judged by the clock of the host it went to and by no other: of a host that never
 * bounded its own, nothing is known. Each clock is built when it is first asked for.
 */
export function readClocks(requests: readonly RequestFacts[], profile: ServiceProfile): Clocks {
  const samples = clockSamples(requests, profile);
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
      const clock = buildOnce(host, ofHost);
      clocks.set(host, clock);
      return clock;
    },
  };
}
