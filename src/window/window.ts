import { mountPanel } from '../../panel/mount.tsx';
import type { LiveSession } from '../live/live-session.ts';
import { openSessions } from '../live/sessions-of-tab.ts';
import { NO_TAB } from '../live/tab-view.ts';
import { watchTabPage } from '../platform/tab-page.ts';

const DARK = matchMedia('(prefers-color-scheme: dark)');
const themeNow = () => (DARK.matches ? 'dark' : 'light');

/** The tab that this window looks at; without one it is there for files. */
const tabId = Number(new URLSearchParams(location.search).get('tab') ?? NO_TAB);
const life = new AbortController();
const { signal } = life;
let session: LiveSession | null = null;

DARK.addEventListener(
  'change',
  () => {
    document.documentElement.dataset.theme = themeNow();
  },
  { signal },
);
const look = () => {
  if (document.visibilityState === 'visible') session?.onShown();
};
document.addEventListener('visibilitychange', look, { signal });
openSessions(
  {
    place: 'window',
    tabId,
    openNetwork: null,
    openSource: null,
    watchPage: (tell, end) => watchTabPage(tabId, tell, end),
  },
  (opened) => {
    session = opened;
    mountPanel(opened, { theme: themeNow() });
    look();
  },
  signal,
);
addEventListener('pagehide', () => life.abort(), { once: true });
