import type { MountPanel } from '../src/core/session/session.ts';
import { listenForSession } from './by-port.ts';
import { mountPanel } from './mount.tsx';

declare global {
  interface Window {
    mountTokensPanel: MountPanel;
  }
}

window.mountTokensPanel = mountPanel;
listenForSession();
