import type { Build, Switches } from './switches.ts';

/** One call the app made, as its page saw it. */
export interface AppCall {
  /** Epoch milliseconds of its answer. */
  at: number;
  method: string;
  path: string;
  /** 0 when the page could read no answer. */
  status: number;
  code: string | null;
  /** What the token had left when the answer came; null without one. */
  secondsLeft: number | null;
}

export interface AppAnswer {
  status: number;
  body: unknown;
}

export interface AppState {
  build: Build;
  page: string;
  signedInAs: string | null;
  /** What the build would send now. */
  token: string | null;
  secondsLeft: number | null;
  jobId: string | null;
  polling: boolean;
  calls: AppCall[];
  result: unknown;
  socket: 'off' | 'connecting' | 'connected' | 'authenticated' | 'refused' | 'failed' | 'closed';
  socketMessage: string | null;
  socketTransport: 'polling' | 'websocket' | null;
  socketEvents: { at: number; event: string; message: unknown }[];
  /** Whether a service worker controls the page. */
  controlled: boolean;
}

/** `window.app` of the app's pages. */
export interface AppHandle {
  /** Settles when the service worker is in control (or gone) and the steps of `?auto=` are done. */
  ready: Promise<void>;
  signIn(credentials?: { email: string; password: string }): Promise<AppAnswer>;
  signOut(): Promise<AppAnswer>;
  /** Remembers the job, and opens the socket in the builds that had one. */
  submit(): Promise<AppAnswer>;
  startPolling(): void;
  stopPolling(): void;
  pollOnce(): Promise<AppAnswer>;
  fetchResult(): Promise<AppAnswer>;
  fetchProfile(): Promise<AppAnswer>;
  /** The build's own refresh; rejects in the v1 build. */
  refresh(): Promise<AppAnswer>;
  connectSocket(): Promise<void>;
  disconnectSocket(): void;
  /** Changes what the page was loaded with. */
  configure(
    change: Partial<Pick<Switches, 'pollSeconds' | 'onRefusal' | 'refreshAheadSeconds'>>,
  ): void;
  state(): AppState;
}

declare global {
  interface Window {
    app: AppHandle;
  }
}
