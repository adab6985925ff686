import { KnownHosts } from '../src/core/service/known-hosts.ts';
import { MirroredSession } from '../src/core/session/mirrored-session.ts';
import type { SessionNews } from '../src/core/session/session-channel.ts';
import { futureGuide } from '../src/futureguide.ts';
import { watchTheme } from '../src/platform/theme.ts';
import { mountPanel } from './mount.tsx';

type Begin = Extract<SessionNews, { type: 'begin' }>;
type Send = ConstructorParameters<typeof MirroredSession>[2];

/** Draws a session that the devtools page tells of by a port. */
export function mountMirrored(begin: Begin, send: Send): MirroredSession {
  const profile = new KnownHosts(futureGuide, [], begin.added).profileAt(begin.page);
  const session = new MirroredSession(profile, begin, send);
  const end = new AbortController();
  addEventListener('pagehide', () => end.abort());
  let theme: 'light' | 'dark' = 'light';
  watchTheme((name) => {
    theme = name;
    document.documentElement.dataset.theme = name;
  }, end.signal);
  mountPanel(session, { theme });
  return session;
}
