import { type AddedHost, hostPatterns } from './added-hosts.ts';
import { hostMatcher, hostNameOf, isNameOf } from './host-names.ts';
import { originIn } from './http.ts';
import { isSafeOrigin } from './loopback.ts';
import { profileLike } from './own-profile.ts';
import { isServiceUrl, type ServiceProfile } from './service-profile.ts';

/** By which the pages of one added host are judged. */
export function profileOfHost(own: ServiceProfile, added: AddedHost): ServiceProfile {
  const { origin, profile } = added;
  if (!profile) return withHosts(own, [added]);
  return profileLike(own, { ...profile, hosts: [...profile.hosts, hostNameOf(origin)] });
}

/** The service's own hosts and those that the user has added. */
export class KnownHosts {
  readonly added: readonly AddedHost[];
  readonly #own: ServiceProfile;
  readonly #ownPatterns: readonly string[];
  readonly #shared: ServiceProfile;
  /** by origin; of hosts with a profile of their own */
  readonly #profiles: ReadonlyMap<string, ServiceProfile>;

  /** `ownPatterns`: match patterns of the service's own hosts */
  constructor(
    own: ServiceProfile,
    ownPatterns: readonly string[],
    added: readonly AddedHost[] = [],
  ) {
    this.added = added;
    this.#own = own;
    this.#ownPatterns = ownPatterns;
    const alike = added.filter(({ profile }) => profile === null);
    this.#shared = alike.length === 0 ? own : withHosts(own, alike);
    const others = added.filter(({ profile }) => profile !== null);
    this.#profiles = new Map(others.map((host) => [host.origin, profileOfHost(own, host)]));
  }

  /** The added host whose page this is. */
  addedAt(url: string): AddedHost | null {
    const origin = originIn(url);
    return this.added.find((host) => host.origin === origin) ?? null;
  }

  isServicePage(url: string): boolean {
    return this.#isOwn(url) || this.addedAt(url) !== null;
  }

  /** Whether it was added to be looked at alone. */
  isWatchOnly(url: string): boolean {
    const host = this.#isOwn(url) ? null : this.addedAt(url);
    return host !== null && !(host.access === 'full' && isSafeOrigin(host.origin));
  }

  /** By which a tab with this page is judged; the same object as long as these hosts are. */
  profileAt(url: string): ServiceProfile {
    return this.#profiles.get(originIn(url) ?? '') ?? this.#shared;
  }

  /** What a simulation may touch in a tab with this page: no host that was added to be looked at alone. */
  changeableAt(url: string): ServiceProfile {
    const profile = this.profileAt(url);
    const watched = this.added.filter(({ origin }) => this.isWatchOnly(origin));
    const isChangeable = (name: string) => !watched.some(({ origin }) => isNameOf(name, origin));
    return { ...profile, hosts: profile.hosts.filter(isChangeable) };
  }

  /** By which files with requests to these addresses are judged: whose hosts most of them went to. */
  profileOf(urls: readonly string[]): ServiceProfile {
    const counts = new Map<string, number>();
    for (const url of urls) {
      const origin = originIn(url);
      if (origin !== null) counts.set(origin, (counts.get(origin) ?? 0) + 1);
    }
    const requestsOf = (profile: ServiceProfile) =>
      [...counts].reduce((sum, [origin, count]) => {
        return isServiceUrl(profile, origin) ? sum + count : sum;
      }, 0);
    return [...this.#profiles.values()].reduce((most, profile) => {
      return requestsOf(profile) > requestsOf(most) ? profile : most;
    }, this.#shared);
  }

  /** Two pages with the same name are judged alike, whatever else was added or taken away. */
  profileNameAt(url: string): string {
    const added = this.addedAt(url);
    if (added?.profile) return JSON.stringify(added);
    return this.#shared.hosts.join(' ');
  }

  /** Match patterns of all that belongs to a page; those of the service where it is another's. */
  patternsAt(url: string): string[] {
    const added = this.#isOwn(url) ? null : this.addedAt(url);
    return added ? hostPatterns(added) : [...this.#ownPatterns];
  }

  /** Whether requests to this address are told at all. */
  counts(url: string): boolean {
    return [this.#shared, ...this.#profiles.values()].some((profile) => isServiceUrl(profile, url));
  }

  #isOwn(url: string): boolean {
    return isServiceUrl(this.#own, url);
  }
}

/** The service as it is, with hosts on which the same app runs. */
function withHosts(own: ServiceProfile, added: readonly AddedHost[]): ServiceProfile {
  const hosts = [...own.hosts, ...added.map(({ origin }) => hostNameOf(origin))];
  return {
    ...own,
    hosts,
    isServiceHost: hostMatcher(hosts),
  };
}
