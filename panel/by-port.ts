import type { MirroredSession } from '../src/core/session/mirrored-session.ts';
import { panelPort } from '../src/core/session/panel-port-name.ts';
import type { SessionAct, SessionNews } from '../src/core/session/session-channel.ts';
import { browser } from '../src/platform/browser.ts';

/** Fetched when a session first comes by a port, as it seldom does. */
const mounting = () => import('./mount-mirrored.ts');

/** Where the devtools page cannot reach this window, as in a private one of Firefox, it speaks by a port. */
export function listenForSession(): void {
  browser.runtime?.onConnect?.addListener((port) => {
    if (port.name !== panelPort(browser.devtools.inspectedWindow.tabId)) return;
    // A relay lives in a page's process; only our own pages may say what the session is.
    if (!port.sender?.url?.startsWith(browser.runtime.getURL(''))) return;
    let session: Promise<MirroredSession> | null = null;
    const send = (act: SessionAct) => {
      try {
        port.postMessage(act);
      } catch {
        // The port is gone: a new one brings the session anew.
      }
    };
    port.onMessage.addListener((raw: unknown) => {
      const news = raw as SessionNews;
      if (news.type === 'begin')
        session = mounting().then((part) => part.mountMirrored(news, send));
      else void session?.then((mirrored) => mirrored.hear(news));
    });
  });
}
