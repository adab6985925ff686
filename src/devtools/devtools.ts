import type { MountPanel } from '../core/session/session.ts';
import { LiveSession } from '../live/live-session.ts';
import { browser } from '../platform/browser.ts';
import { type Theme, watchTheme } from '../platform/theme.ts';
import { inspectedTab } from './inspected-tab.ts';

type PanelWindow = Window & { mountTokensPanel?: MountPanel };

const life = new AbortController();
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
    letGoOfPanel();
  }
}, life.signal);

function onShown(shown: PanelWindow): void {
  if (panelWindow !== shown) {
    letGoOfPanel();
    panelWindow = shown;
    unmount = shown.mountTokensPanel?.(session, { theme }) ?? null;
  }
  session.onShown();
}

// Firefox resolves paths against this page unless they begin with a slash.
void browser.devtools.panels
  .create('Tokens', '/icons/32.png', '/panel/panel.html')
  .then((panel) => panel.onShown.addListener((shown) => onShown(shown as unknown as PanelWindow)));
