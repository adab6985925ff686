import { render } from 'preact';
import type { MountPanel } from '../src/core/session.ts';
import { createPanelModel } from './panel-model.ts';
import { TokensPanel } from './TokensPanel.tsx';

declare global {
  interface Window {
    mountTokensPanel: MountPanel;
  }
}

let unmount: (() => void) | null = null;

window.mountTokensPanel = (session, { theme }) => {
  unmount?.();
  document.documentElement.dataset.theme = theme;
  const end = new AbortController();
  const model = createPanelModel(session, end.signal);
  render(<TokensPanel model={model} />, document.body);
  const stop = () => {
    if (end.signal.aborted) return;
    end.abort();
    render(null, document.body);
    if (unmount === stop) unmount = null;
  };
  unmount = stop;
  return stop;
};
