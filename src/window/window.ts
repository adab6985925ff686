import { mountPanel } from '../../panel/mount.tsx';
import { LiveSession } from '../live/live-session.ts';
import { watchTabHost } from '../platform/tab-host.ts';

const DARK = matchMedia('(prefers-color-scheme: dark)');
const themeNow = () => (DARK.matches ? 'dark' : 'light');

/** The tab that this window looks at. */
const tabId = Number(new URLSearchParams(location.search).get('tab') ?? -1);
const life = new AbortController();
const { signal } = life;
const session = new LiveSession({
  place: 'window',
  tabId,
  network: null,
  openSource: null,
  watchHost: (tell, end) => watchTabHost(tabId, tell, end),
});
session.start(signal);
mountPanel(session, { theme: themeNow() });

DARK.addEventListener(
  'change',
  () => {
    document.documentElement.dataset.theme = themeNow();
  },
  { signal },
);
const look = () => {
  if (document.visibilityState === 'visible') session.onShown();
};
document.addEventListener('visibilitychange', look, { signal });
look();
addEventListener('pagehide', () => life.abort(), { once: true });
