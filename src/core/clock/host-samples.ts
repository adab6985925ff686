import { Difference, exchanged } from '../recording/growing-lists.ts';
import type { RequestFacts } from '../recording/request.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { samplesOf, type ToldSamples } from './clock-samples.ts';
import { type ClockSample, inOrder } from './stretches.ts';

/** What the answers of a host said of its clock. */
interface Host {
  stamped: readonly ClockSample[];
  issued: readonly ClockSample[];
}

interface Told extends ToldSamples {
  host: string;
}

/** What answers say of their servers' clocks, kept by host while requests come and go. */
export class HostSamples {
  readonly #profile: ServiceProfile;
  readonly #runOf: (arrival: number) => number;
  readonly #difference = new Difference<RequestFacts>();
  readonly #told = new Map<string, Told>();
  readonly #hosts = new Map<string, Host>();
  readonly #names = new Map<string, string>();

  constructor(profile: ServiceProfile, runOf: (arrival: number) => number) {
    this.#profile = profile;
    this.#runOf = runOf;
  }

  /** The hosts of which more is known than before, or less. */
  read(requests: readonly RequestFacts[]): ReadonlySet<string> {
    const { gone, come } = this.#difference.read(requests);
    const changed = new Map<string, { gone: Told[]; come: Told[] }>();
    const changeOf = (host: string) => {
      const known = changed.get(host) ?? { gone: [], come: [] };
      changed.set(host, known);
      return known;
    };
    for (const { id } of gone) {
      const told = this.#told.get(id);
      if (told) changeOf(told.host).gone.push(told);
      this.#told.delete(id);
    }
    for (const request of come) {
      const host = this.#nameOf(request.url);
      const samples = samplesOf(request, this.#runOf(request.arrival), this.#profile);
      if (!samples?.stamped.length && !samples?.issued.length) continue;
      if (host === '') continue;
      const told = { ...samples, host };
      this.#told.set(request.id, told);
      changeOf(host).come.push(told);
    }
    for (const [host, change] of changed) {
      const { stamped, issued } = this.#hosts.get(host) ?? { stamped: [], issued: [] };
      const exchange = (all: readonly ClockSample[], kind: keyof ToldSamples) =>
        exchanged(
          all,
          new Set(change.gone.flatMap((told) => told[kind])),
          change.come.flatMap((told) => told[kind]),
          inOrder,
        );
      this.#hosts.set(host, {
        stamped: exchange(stamped, 'stamped'),
        issued: exchange(issued, 'issued'),
      });
    }
    return new Set(changed.keys());
  }

  /** All that is known of a host's clock, in order; `iat` counts where nothing else does. */
  of(host: string): readonly ClockSample[] {
    const { stamped, issued } = this.#hosts.get(host) ?? { stamped: [], issued: [] };
    return stamped.length > 0 ? stamped : issued;
  }

  /** What the answer to one request said of the clock of its host. */
  readonly byRequest = (id: string): readonly ClockSample[] => {
    const told = this.#told.get(id);
    if (!told) return [];
    const isStamped = (this.#hosts.get(told.host)?.stamped.length ?? 0) > 0;
    return isStamped ? told.stamped : told.issued;
  };

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
