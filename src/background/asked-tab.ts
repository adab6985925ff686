import type { KnownHosts } from '../core/service/known-hosts.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';

/** A tab whose page is asked to ask the service. */
export interface AskedTab {
  tabId: number;
  /** of its page; null where it cannot be told */
  origin: string | null;
  /** by which its page is judged */
  profile: ServiceProfile;
  hosts: Pick<KnownHosts, 'isWatchOnly'>;
}

/** A host that was added to look on is left alone: its pages, and what would go to it. */
export function isLeftAlone({ origin, hosts }: AskedTab, targets: readonly string[]): boolean {
  return [origin ?? '', ...targets].some((url) => hosts.isWatchOnly(url));
}
