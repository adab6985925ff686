import type { MountPanel } from '../src/core/session/session.ts';
import { mountPanel } from './mount.tsx';

declare global {
  interface Window {
    mountTokensPanel: MountPanel;
  }
}

window.mountTokensPanel = mountPanel;
