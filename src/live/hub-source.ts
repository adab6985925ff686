import type { Runtime } from 'webextension-polyfill';
import type { Connection } from '../core/session/session.ts';
import { DEVTOOLS_PORT, type DevtoolsMessage, type HubMessage } from '../messages.ts';
import { backoffMs } from '../platform/backoff.ts';
import { browser } from '../platform/browser.ts';
import type { Source } from './source.ts';

type Tell = Parameters<Source['start']>[0];
type Other = Exclude<HubMessage, { type: 'observations' }>;

interface Listener {
  onConnection(connection: Connection): void;
  /** rows that went before they could be told, and whether the backlog is full */
  onRoom(lost: number, isFull: boolean): void;
  onMessage(message: Other): void;
}

/** The background's hub for one tab: its backlog, then everything new; connects again by itself. */
export class HubSource implements Source {
  readonly #tabId: number;
  readonly #listener: Listener;
  #port: Runtime.Port | null = null;
  #after = 0;
  #clearedUpTo: number | null = null;
  #failures = 0;

  constructor(tabId: number, listener: Listener) {
    this.#tabId = tabId;
    this.#listener = listener;
  }

  start(tell: Tell, signal: AbortSignal): void {
    this.#connect(tell, signal);
    signal.addEventListener('abort', () => this.#port?.disconnect());
  }

  /** False where nobody is there to hear it. */
  send(message: DevtoolsMessage): boolean {
    try {
      this.#port?.postMessage(message);
      return this.#port !== null;
    } catch {
      return false;
    }
  }

  /** Has the backlog forget what was told of until now; also where it cannot be reached yet. */
  clear(): void {
    this.#clearedUpTo = this.#after;
    this.#sendClear();
  }

  #sendClear(): void {
    if (this.#clearedUpTo !== null) this.send({ type: 'clear', upTo: this.#clearedUpTo });
  }

  #connect(tell: Tell, signal: AbortSignal): void {
    if (signal.aborted) return;
    // An updated or removed extension leaves its open pages without a runtime id.
    if (!browser.runtime?.id) {
      this.#listener.onConnection('extension-updated');
      return;
    }
    const port = browser.runtime.connect({ name: DEVTOOLS_PORT });
    this.#port = port;
    port.onMessage.addListener((message: unknown) => this.#receive(message as HubMessage, tell));
    port.onDisconnect.addListener(() => {
      this.#port = null;
      // First of all: whatever else goes wrong here, it connects again.
      setTimeout(() => this.#connect(tell, signal), backoffMs(this.#failures));
      this.#failures += 1;
      this.#listener.onConnection('disconnected');
    });
    this.send({ type: 'hello', tabId: this.#tabId, after: this.#after });
    this.#sendClear();
    this.send({ type: 'check-access' });
  }

  #receive(message: HubMessage, tell: Tell): void {
    this.#failures = 0;
    this.#listener.onConnection('connected');
    if (message.type !== 'observations') {
      this.#listener.onMessage(message);
      return;
    }
    for (const { seq } of message.items) this.#after = Math.max(this.#after, seq);
    this.#listener.onRoom(message.lost, message.isFull);
    tell(message.items.map(({ observation }) => observation));
  }
}
