import { FollowedList, type Growth, isSameList, whole } from '../recording/growing-lists.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { ClockBuilder } from './build-clock.ts';
import type { HostClock } from './host-clock.ts';
import { HostSamples } from './host-samples.ts';
import { LocalRuns, runsBetween } from './local-runs.ts';
import type { ClockSample } from './sample.ts';
import type { ServerClock } from './server-clock.ts';

/** The clocks of all hosts of a recording. */
export interface Clocks {
  /** The clock of a host name, or of the host of a URL; null where nothing bounds it. */
  clockOf(hostOrUrl: string): ServerClock | null;
  /** by host: from when on (ms) its clock may say another thing than when it was last read */
  changedFrom: ReadonlyMap<string, number>;
}

function hostName(hostOrUrl: string): string {
  const isUrl = hostOrUrl.includes('://') && URL.canParse(hostOrUrl);
  return isUrl ? new URL(hostOrUrl).hostname : hostOrUrl.toLowerCase();
}

interface KnownHost {
  samples: FollowedList<ClockSample>;
  builder: ClockBuilder;
  clock: HostClock;
}

/**
 * Reads the clocks of a recording again and again as it grows. A sending is judged by the clock of
 * the host it went to and by no other: of a host that never bounded its own, nothing is known.
 */
export class ClockReader {
  readonly #profile: ServiceProfile;
  readonly #runs = new LocalRuns();
  #turns: readonly number[] = [];
  #samples: HostSamples;
  #hosts = new Map<string, KnownHost>();

  constructor(profile: ServiceProfile) {
    this.#profile = profile;
    this.#samples = new HostSamples(profile, runsBetween([]));
  }

  read(requests: Growth<RequestFacts>): Clocks {
    const { items } = requests;
    const turns = this.#runs.turns(requests);
    const changedFrom = new Map<string, number>();
    const isSet = !isSameList(turns, this.#turns);
    if (isSet) {
      this.#samples = new HostSamples(this.#profile, runsBetween(turns));
      for (const host of this.#hosts.keys()) changedFrom.set(host, Number.NEGATIVE_INFINITY);
      this.#hosts = new Map();
    }
    this.#turns = turns;
    const growth = isSet ? whole(items) : requests;
    for (const host of this.#samples.read(growth))
      changedFrom.set(host, Math.min(this.#readHost(host), changedFrom.get(host) ?? Infinity));
    const hosts = new Map(this.#hosts);
    return {
      clockOf: (hostOrUrl) =>
        (hosts.get(hostOrUrl) ?? hosts.get(hostName(hostOrUrl)))?.clock ?? null,
      changedFrom,
    };
  }

  /** From when on (ms) its clock may say another thing than before. */
  #readHost(host: string): number {
    const samples = this.#samples.of(host);
    const known = this.#hosts.get(host);
    if (samples.items.length === 0) {
      this.#hosts.delete(host);
      return known ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    }
    const runOf = runsBetween(this.#turns);
    const { byRequest } = this.#samples;
    const builder = known?.builder ?? new ClockBuilder({ host, runOf, byRequest });
    const followed = known?.samples ?? new FollowedList();
    const clock = builder.build(followed.read(samples));
    this.#hosts.set(host, { samples: followed, builder, clock });
    const isComparable = known && this.#turns.length === 0;
    return isComparable ? clock.changedFrom(known.clock) : Number.NEGATIVE_INFINITY;
  }
}
