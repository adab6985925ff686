import { readAddedHosts } from '../core/service/added-hosts.ts';
import { KnownHosts } from '../core/service/known-hosts.ts';
import { futureGuide, HOST_PATTERNS } from '../futureguide.ts';
import { loadHosts, watchHosts } from '../platform/kept-hosts.ts';
import { LiveSession } from './live-session.ts';
import type { ShownPage, TabView } from './tab-view.ts';

interface Open {
  session: LiveSession;
  /** of the profile that it is judged by */
  name: string;
  life: AbortController;
}

/**
 * Tells the session of a tab, at once, and another one whenever the tab comes to be judged by another
 * profile, as when the user adds the host that it shows. It begins with what the background kept.
 */
export function openSessions(
  view: TabView,
  tell: (session: LiveSession) => void,
  end: AbortSignal,
): void {
  let hosts = new KnownHosts(futureGuide, HOST_PATTERNS);
  let page: ShownPage;
  let open: Open | null = null;

  const follow = () => {
    const name: string = page ? hosts.profileNameAt(page) : (open?.name ?? '');
    if (open && open.name === name) {
      open.session.showPage(page, hosts);
      return;
    }
    const before: Open | null = open;
    const life = new AbortController();
    const session = new LiveSession(view, hosts.profileAt(page ?? ''), hosts);
    open = { session, name: name || hosts.profileNameAt(''), life };
    session.keptView = before?.session.keptView ?? null;
    session.start(life.signal);
    session.showPage(page, hosts);
    // Only now, or the background would take it for the end and undo its faults.
    before?.life.abort();
    tell(session);
  };

  const take = (kept: unknown) => {
    hosts = new KnownHosts(futureGuide, HOST_PATTERNS, readAddedHosts(kept));
    follow();
  };
  follow();
  end.addEventListener('abort', () => open?.life.abort(), { once: true });
  watchHosts(take, end);
  void loadHosts().then(take);
  view.watchPage((url) => {
    page = url;
    follow();
  }, end);
}
