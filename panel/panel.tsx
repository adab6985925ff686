import { effect } from '@preact/signals';
import { render } from 'preact';
import type { MountPanel } from '../src/core/session.ts';
import { createPanelModel } from './panel-model.ts';
import { openSettings, type SettingsStore } from './settings.ts';
import { TokensPanel } from './TokensPanel.tsx';
import { speak } from './words/language.ts';

declare global {
  interface Window {
    mountTokensPanel: MountPanel;
  }
}

let unmount: (() => void) | null = null;

const opening = openSettings();

/** The panel speaks as the settings say, until `end`. */
function speakAsSet({ settings }: SettingsStore, end: AbortSignal): void {
  const stop = effect(() => {
    const { locale, utc } = settings.value;
    speak(locale, utc ? 'UTC' : undefined);
    document.documentElement.lang = locale;
  });
  end.addEventListener('abort', stop, { once: true });
}

window.mountTokensPanel = (session, { theme }) => {
  unmount?.();
  document.documentElement.dataset.theme = theme;
  const end = new AbortController();
  void opening.then((store) => {
    if (end.signal.aborted) return;
    speakAsSet(store, end.signal);
    const model = createPanelModel(session, store, end.signal);
    render(<TokensPanel model={model} />, document.body);
  });
  const stop = () => {
    if (end.signal.aborted) return;
    end.abort();
    render(null, document.body);
    if (unmount === stop) unmount = null;
  };
  unmount = stop;
  return stop;
};
