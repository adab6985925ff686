import * as v from 'valibot';
import type { Runtime } from 'webextension-polyfill';
import { type DevtoolsMessage, devtoolsMessage, type HubMessage } from '../messages.ts';
import type { Backlog, Bucket } from './backlog.ts';
import type { BacklogRow } from './tab-rows.ts';

/** Rows that come within this time go to DevTools as one message. */
const PUSH_AFTER_MS = 10;

interface Listener {
  port: Runtime.Port;
  tabId: number | null;
  pending: Map<string, BacklogRow>;
  timer: ReturnType<typeof setTimeout> | null;
}

export type Requested = Exclude<DevtoolsMessage, { type: 'hello' }>;
/** What becomes of a DevTools that has connected. */
export interface HubEvents {
  onHello(tabId: number, reply: Reply): void;
  onRequest(message: Requested, tabId: number, reply: Reply): void;
  /** DevTools has closed, or was cut off */
  onGone(tabId: number): void;
}

export type Reply = (message: HubMessage) => void;

function send(port: Runtime.Port, message: HubMessage): void {
  try {
    port.postMessage(message);
  } catch {
    // The port closed in the meantime; DevTools connects anew and asks for what it missed.
  }
}

/** The ports of all open DevTools: each gets its tab's backlog, then every change of it. */
export class Hub {
  readonly #backlog: Backlog;
  readonly #ready: Promise<void>;
  readonly #listeners = new Set<Listener>();

  /** Nothing is answered before the backlog has been read back. */
  constructor(backlog: Backlog, ready: Promise<void>) {
    this.#backlog = backlog;
    this.#ready = ready;
  }

  connect(port: Runtime.Port, events: HubEvents): void {
    const listener: Listener = { port, tabId: null, pending: new Map(), timer: null };
    this.#listeners.add(listener);
    port.onDisconnect.addListener(() => {
      if (listener.timer) clearTimeout(listener.timer);
      this.#listeners.delete(listener);
      const { tabId } = listener;
      if (tabId !== null) this.#leave(tabId, events);
    });
    port.onMessage.addListener((raw: unknown) => {
      const parsed = v.safeParse(devtoolsMessage, raw);
      if (!parsed.success) return;
      const message = parsed.output;
      const reply: Reply = (answer) => send(port, answer);
      void this.#ready.then(() => {
        if (message.type === 'hello') {
          this.#greet(listener, message.tabId, message.after);
          // It may have been closed before it was heard.
          if (this.#listeners.has(listener)) events.onHello(message.tabId, reply);
          else this.#leave(message.tabId, events);
        } else if (listener.tabId !== null) events.onRequest(message, listener.tabId, reply);
      });
    });
  }

  /** To be called for every changed row. */
  push(bucket: Bucket, row: BacklogRow): void {
    for (const listener of this.#listeners) {
      if (listener.tabId === null || bucket !== `tab-${listener.tabId}`) continue;
      listener.pending.set(row.observation.id, row);
      listener.timer ??= setTimeout(() => this.#flush(listener), PUSH_AFTER_MS);
    }
  }

  /** Whether a DevTools of this tab is there. */
  isConnected(tabId: number): boolean {
    return [...this.#listeners].some((listener) => listener.tabId === tabId);
  }

  /** Tells every open DevTools. */
  broadcast(message: HubMessage): void {
    for (const { port } of this.#listeners) send(port, message);
  }

  #leave(tabId: number, events: HubEvents): void {
    if (!this.isConnected(tabId)) events.onGone(tabId);
  }

  #greet(listener: Listener, tabId: number, after: number): void {
    listener.tabId = tabId;
    const bucket: Bucket = `tab-${tabId}`;
    const items = this.#backlog.after(bucket, after);
    const lost = this.#backlog.lost(bucket, after);
    const isFull = this.#backlog.isFull(bucket);
    send(listener.port, { type: 'observations', items, lost, isFull });
  }

  #flush(listener: Listener): void {
    listener.timer = null;
    const items = [...listener.pending.values()];
    listener.pending.clear();
    if (listener.tabId === null) return;
    // What is pushed is told even if the backlog had to let it go meanwhile.
    const isFull = this.#backlog.isFull(`tab-${listener.tabId}`);
    send(listener.port, { type: 'observations', items, lost: 0, isFull });
  }
}
