import {
  differenceOf,
  type Followable,
  followable,
  type Growth,
  SortedList,
  whole,
} from '../recording/growing-lists.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { type AnswerSamples, samplesOf } from './clock-samples.ts';
import { type ClockSample, inOrder } from './sample.ts';

/** What the answers of a host said of its clock, in order. */
interface Host {
  stamped: Kept;
  issued: Kept;
}

interface Kept {
  list: SortedList<ClockSample>;
  growth: Followable<ClockSample>;
}

function emptyList(): Kept {
  return { list: new SortedList(inOrder), growth: whole([]) };
}

interface SamplesOfHost extends AnswerSamples {
  host: string;
}

interface Change {
  gone: SamplesOfHost[];
  come: SamplesOfHost[];
}

/** What answers say of their servers' clocks, kept by host while requests come and go. */
export class HostSamples {
  readonly #profile: ServiceProfile;
  readonly #runOf: (arrival: number) => number;
  readonly #told = new Map<string, SamplesOfHost>();
  readonly #hosts = new Map<string, Host>();
  readonly #names = new Map<string, string>();

  constructor(profile: ServiceProfile, runOf: (arrival: number) => number) {
    this.#profile = profile;
    this.#runOf = runOf;
  }

  /** The hosts of which more is known than before, or less. */
  read(requests: Growth<RequestFacts>): ReadonlySet<string> {
    const { gone, come } = differenceOf(requests);
    const changed = new Map<string, Change>();
    const changeOf = (host: string) => {
      const known = changed.get(host);
      if (known) return known;
      const fresh: Change = { gone: [], come: [] };
      changed.set(host, fresh);
      return fresh;
    };
    for (const { id } of gone) {
      const told = this.#told.get(id);
      if (told) changeOf(told.host).gone.push(told);
      this.#told.delete(id);
    }
    for (const request of come) {
      const samples = samplesOf(request, this.#runOf(request.arrival), this.#profile);
      if (!samples || samples.stamped.length + samples.issued.length === 0) continue;
      const host = this.#nameOf(request.url);
      if (host === '') continue;
      const { stamped, issued } = samples;
      const told: SamplesOfHost = { host, stamped, issued };
      this.#told.set(request.id, told);
      changeOf(host).come.push(told);
    }
    for (const [host, change] of changed) this.#exchange(host, change);
    return new Set(changed.keys());
  }

  #exchange(host: string, { gone, come }: Change): void {
    const known = this.#hosts.get(host);
    const samples = known ?? { stamped: emptyList(), issued: emptyList() };
    this.#hosts.set(host, samples);
    for (const kind of ['stamped', 'issued'] as const) {
      const kept = samples[kind];
      const growth = kept.list.exchange(
        gone.flatMap((told) => told[kind]),
        come.flatMap((told) => told[kind]),
      );
      kept.growth = followable(growth);
    }
  }

  /** All that is known of a host's clock, in order; `iat` counts where nothing else does. */
  of(host: string): Followable<ClockSample> {
    const samples = this.#hosts.get(host);
    if (!samples) return whole([]);
    return this.#isStamped(host) ? samples.stamped.growth : samples.issued.growth;
  }

  /** What the answer to one request said of the clock of its host. */
  readonly byRequest = (id: string): readonly ClockSample[] => {
    const told = this.#told.get(id);
    if (!told) return [];
    return this.#isStamped(told.host) ? told.stamped : told.issued;
  };

  #isStamped(host: string): boolean {
    return (this.#hosts.get(host)?.stamped.growth.items.length ?? 0) > 0;
  }

  /** The name of a URL's host; many URLs share few hosts. */
  #nameOf(url: string): string {
    const end = url.indexOf('/', url.indexOf('//') + 2);
    const origin = end < 0 ? url : url.slice(0, end);
    const known = this.#names.get(origin);
    if (known !== undefined) return known;
    const name = URL.canParse(origin) ? new URL(origin).hostname : '';
    this.#names.set(origin, name);
    return name;
  }
}
