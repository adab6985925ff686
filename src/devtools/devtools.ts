import type { MountPanel } from '../core/session/session.ts';
import { LiveSession } from '../live/live-session.ts';
import { browser } from '../platform/browser.ts';
import { type Theme, watchTheme } from '../platform/theme.ts';
import { inspectedTab } from './inspected-tab.ts';
import { servePanel } from './panel-port.ts';

type PanelWindow = Window & { mountTokensPanel?: MountPanel };

const life = new AbortController();
const { tabId } = browser.devtools.inspectedWindow;
const session = new LiveSession(inspectedTab());
session.start(life.signal);
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
  session.forgetListeners();
}

watchTheme((name) => {
  theme = name;
  try {
    if (panelWindow) panelWindow.document.documentElement.dataset.theme = theme;
  } catch {
    // It is dead, or kept apart and watches by itself.
  }
}, life.signal);

function mount(shown: PanelWindow): () => void {
  try {
    if (shown.mountTokensPanel) return shown.mountTokensPanel(session, { theme });
  } catch {
    // Firefox keeps the windows of a private window apart from this page.
  }
  return servePanel(session, tabId);
}

function onShown(shown: PanelWindow): void {
  if (panelWindow !== shown) {
    letGoOfPanel();
    panelWindow = shown;
    unmount = mount(shown);
  }
  session.onShown();
}

// Firefox resolves paths against this page unless they begin with a slash.
void browser.devtools.panels
  .create('Tokens', '/icons/toolbox.svg', '/panel/panel.html')
  .then((panel) => panel.onShown.addListener((shown) => onShown(shown as unknown as PanelWindow)));
