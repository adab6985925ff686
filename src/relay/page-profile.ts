import { readAddedHosts } from '../core/service/added-hosts.ts';
import { KnownHosts } from '../core/service/known-hosts.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import { futureGuide, isServiceHost } from '../futureguide.ts';
import { loadHosts, watchHosts } from '../platform/kept-hosts.ts';

interface Environment {
  /** of the page */
  href: string;
  /** called once, when it is known that the page counts; at once on the service's own hosts */
  onKnown(): void;
  /** called where the page does not count, or no longer does */
  onGone(): void;
}

/**
 * By what a page is judged. That of an added host is read first, and as the browser knows no ports in
 * all its patterns, this script may run on a page that nobody added.
 */
export class PageProfile {
  current: ServiceProfile = futureGuide;
  isKnown = false;

  begin({ href, onKnown, onGone }: Environment, signal: AbortSignal): void {
    if (isServiceHost(new URL(href).hostname)) {
      this.isKnown = true;
      onKnown();
      return;
    }
    const take = (kept: unknown) => {
      if (signal.aborted) return;
      const hosts = new KnownHosts(futureGuide, [], readAddedHosts(kept));
      if (hosts.addedAt(href) === null) {
        onGone();
        return;
      }
      this.current = hosts.profileAt(href);
      if (this.isKnown) return;
      this.isKnown = true;
      onKnown();
    };
    watchHosts(take, signal);
    loadHosts().then(take, onGone);
  }
}
