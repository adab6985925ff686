import { HubSource } from '../capture/hub-source.ts';
import { NetworkSource } from '../capture/network-source.ts';
import type { Observation } from '../core/observation.ts';
import { Recording } from '../core/recording.ts';
import { type RefreshOutcome, seenRefreshEndpoint } from '../core/refresh.ts';
import type { Connection, RefreshState, Session, Site } from '../core/session.ts';
import { futureGuide, HOST_PATTERNS } from '../futureguide.ts';
import type { HubMessage } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { hostOf, inspectedHost } from '../platform/inspected-host.ts';

/** The one recording of this DevTools, with all that changes it. */
export class LiveSession implements Session {
  readonly recording = new Recording(futureGuide);
  connection: Connection = 'connecting';
  site: Site = 'unknown';
  isRecording = true;
  refresh: RefreshState = { running: false, last: null };
  droppedBefore = 0;
  readonly #listeners = new Set<() => void>();
  readonly #network = new NetworkSource();
  readonly #hub: HubSource;
  readonly #refreshes = new Map<number, (outcome: RefreshOutcome) => void>();
  #hasAccess = true;
  #host: string | null = null;

  constructor(tabId: number) {
    this.#hub = new HubSource(tabId, {
      onConnection: (connection) => this.#onConnection(connection),
      onDropped: (rows) => {
        this.droppedBefore = rows;
      },
      onMessage: (message) => this.#onMessage(message),
    });
  }

  /** Records until the signal aborts. */
  start(signal: AbortSignal): void {
    this.#hub.start(this.#take, signal);
    this.#network.start(this.#take, signal);
    const onNavigated = (url: string) => this.#setHost(hostOf(url));
    browser.devtools.network.onNavigated.addListener(onNavigated);
    signal.addEventListener('abort', () =>
      browser.devtools.network.onNavigated.removeListener(onNavigated),
    );
    // A page that is being left cannot be asked; the next one is told of as navigation.
    void inspectedHost().then((host) => this.#setHost(this.#host ?? host));
  }

  /** The panel came into view: whatever was missed is looked up. */
  onShown(): void {
    void this.#network.resync(this.#take);
    this.#hub.send({ type: 'read-storage' });
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  setRecording(on: boolean): void {
    if (on === this.isRecording) return;
    this.isRecording = on;
    if (on) this.recording.resume(Date.now());
    else this.recording.pause(Date.now());
    this.#changed();
  }

  clear(): void {
    const now = Date.now();
    this.recording.clear(now);
    this.droppedBefore = 0;
    this.#hub.send({ type: 'clear', before: now });
    this.#changed();
  }

  async forceRefresh(): Promise<void> {
    if (this.refresh.running) return;
    this.refresh = { ...this.refresh, running: true };
    this.#changed();
    const outcome = await this.#askForRefresh();
    this.refresh = { running: false, last: { outcome, at: Date.now() } };
    this.#changed();
  }

  async requestAccess(): Promise<void> {
    // Firefox has no permissions API in DevTools: there a page of ours asks.
    if (!browser.permissions) this.#hub.send({ type: 'open-access-page' });
    else await browser.permissions.request({ origins: HOST_PATTERNS });
  }

  readonly #take = (observations: readonly Observation[]): void => {
    for (const observation of observations) this.recording.add(observation);
    this.#changed();
  };

  #askForRefresh(): Promise<RefreshOutcome> {
    return new Promise((resolve) => {
      const request = Date.now();
      this.#refreshes.set(request, resolve);
      const seen = seenRefreshEndpoint(this.recording);
      if (!this.#hub.send({ type: 'refresh', request, seen })) this.#settleRefreshes();
    });
  }

  /** The background is gone: the relay still ends its work, but its answer is lost. */
  #settleRefreshes(): void {
    for (const settle of this.#refreshes.values())
      settle({ kind: 'failed', reason: 'answer-lost', status: null });
    this.#refreshes.clear();
  }

  #onConnection(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    if (connection !== 'connected') this.#settleRefreshes();
    this.#changed();
  }

  #onMessage(message: Exclude<HubMessage, { type: 'observations' }>): void {
    if (message.type === 'access') this.#hasAccess = message.granted;
    else {
      this.#refreshes.get(message.request)?.(message.outcome);
      this.#refreshes.delete(message.request);
    }
    this.#updateSite();
  }

  #setHost(host: string): void {
    this.#host = host;
    this.#updateSite();
  }

  #updateSite(): void {
    if (!this.#hasAccess) this.site = 'access-withheld';
    else if (this.#host === null) this.site = 'unknown';
    else this.site = futureGuide.isServiceHost(this.#host) ? 'service' : 'other';
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
