import type { MountPanel } from '../core/session/session.ts';
import type { LiveSession } from '../live/live-session.ts';
import { openSessions } from '../live/sessions-of-tab.ts';
import { browser } from '../platform/browser.ts';
import { type Theme, watchTheme } from '../platform/theme.ts';
import { inspectedTab } from './inspected-tab.ts';
import { servePanel } from './panel-port.ts';

type PanelWindow = Window & { mountTokensPanel?: MountPanel };

const life = new AbortController();
const { tabId } = browser.devtools.inspectedWindow;
let session: LiveSession | null = null;
window.addEventListener('pagehide', () => life.abort());

let theme: Theme = 'light';
let panelWindow: PanelWindow | null = null;
let unmount: (() => void) | null = null;

/** Firefox makes the panel's document anew when DevTools is docked elsewhere; the old one is dead. */
function letGoOfPanel(): void {
  try {
    unmount?.();
  } catch {
    // It died before it could end by itself.
  }
  unmount = null;
  panelWindow = null;
  session?.forgetListeners();
}

watchTheme((name) => {
  theme = name;
  try {
    if (panelWindow) panelWindow.document.documentElement.dataset.theme = theme;
  } catch {
    // It is dead, or kept apart and watches by itself.
  }
}, life.signal);

function mount(shown: PanelWindow, live: LiveSession): () => void {
  try {
    if (shown.mountTokensPanel) return shown.mountTokensPanel(live, { theme });
  } catch {
    // Firefox keeps the windows of a private window apart from this page.
  }
  return servePanel(live, tabId);
}

function onShown(shown: PanelWindow): void {
  if (panelWindow !== shown) {
    letGoOfPanel();
    panelWindow = shown;
    if (session) unmount = mount(shown, session);
  }
  session?.onShown();
}

openSessions(
  inspectedTab(),
  (opened) => {
    const shown = panelWindow;
    letGoOfPanel();
    session = opened;
    if (shown) onShown(shown);
  },
  life.signal,
);

// Firefox resolves paths against this page unless they begin with a slash.
void browser.devtools.panels
  .create('Tokens', '/icons/toolbox.svg', '/panel/panel.html')
  .then((panel) => panel.onShown.addListener((shown) => onShown(shown as unknown as PanelWindow)));
