import type { MirroredSession } from '../src/core/session/mirrored-session.ts';
import { panelPort } from '../src/core/session/panel-port.ts';
import type { SessionNews } from '../src/core/session/session-channel.ts';
import { futureGuide } from '../src/futureguide.ts';
import { browser } from '../src/platform/browser.ts';
import { watchTheme } from '../src/platform/theme.ts';
import { mountPanel } from './mount.tsx';

type Begin = Extract<SessionNews, { type: 'begin' }>;
type Send = ConstructorParameters<typeof MirroredSession>[2];

async function mountMirrored(begin: Begin, send: Send): Promise<MirroredSession> {
  const mirror = await import('../src/core/session/mirrored-session.ts');
  const session = new mirror.MirroredSession(futureGuide, begin, send);
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

/** Where the devtools page cannot reach this window, as in a private one of Firefox, it speaks by a port. */
export function listenForSession(): void {
  browser.runtime?.onConnect?.addListener((port) => {
    if (port.name !== panelPort(browser.devtools.inspectedWindow.tabId)) return;
    // A relay lives in a page's process; only our own pages may say what the session is.
    if (!port.sender?.url?.startsWith(browser.runtime.getURL(''))) return;
    let session: Promise<MirroredSession> | null = null;
    const send: Send = (act) => {
      try {
        port.postMessage(act);
      } catch {
        // The port is gone: a new one brings the session anew.
      }
    };
    port.onMessage.addListener((raw: unknown) => {
      const news = raw as SessionNews;
      if (news.type === 'begin') session = mountMirrored(news, send);
      else void session?.then((mirrored) => mirrored.hear(news));
    });
  });
}
