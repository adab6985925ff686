import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import type { MountPanel } from '../src/core/session/session.ts';
import { createFiles } from './files/files.ts';
import { ShownPanel } from './files/ShownPanel.tsx';
import { createPanelModel } from './model/panel-model.ts';
import { drawVisibly } from './parts/visible-text.ts';
import { openSettings, type SettingsStore } from './settings.ts';
import { speak } from './words/language.ts';

drawVisibly();

let unmount: (() => void) | null = null;

/** The panel speaks as the settings say, until `end`; resolves once it does. */
function speakAsSet({ settings }: SettingsStore, end: AbortSignal): Promise<void> {
  const locale = computed(() => settings.value.locale);
  const timeZone = computed(() => (settings.value.utc ? 'UTC' : undefined));
  let speaking = Promise.resolve();
  const stop = effect(() => {
    speaking = speak(locale.value, timeZone.value).catch((error) => console.error(error));
    document.documentElement.lang = locale.value;
  });
  end.addEventListener('abort', stop, { once: true });
  return speaking;
}

/** Draws the panel over a session, instead of what this document drew before. */
export const mountPanel: MountPanel = (session, { theme }) => {
  unmount?.();
  document.documentElement.dataset.theme = theme;
  const end = new AbortController();
  void openSettings(end.signal).then(async (store) => {
    if (end.signal.aborted) return;
    await speakAsSet(store, end.signal);
    if (end.signal.aborted) return;
    const files = createFiles(session, end.signal);
    const live = createPanelModel(session, store, files, end.signal);
    // What was hidden in an earlier document is not shown for a moment.
    if (live.filterText.peek() !== '') await live.filterLanguage().catch(() => undefined);
    render(<ShownPanel live={live} store={store} />, document.body);
  });
  const stop = () => {
    if (end.signal.aborted) return;
    removeEventListener('pagehide', stop);
    end.abort();
    render(null, document.body);
    if (unmount === stop) unmount = null;
  };
  unmount = stop;
  // A dock change makes this document anew: nothing of this one may be called any more.
  addEventListener('pagehide', stop);
  return stop;
};
