import type { Observation } from '../../../src/core/observation.ts';
import { Recording } from '../../../src/core/recording.ts';
import type { RefreshOutcome } from '../../../src/core/refresh.ts';
import type {
  Connection,
  ProbeState,
  RefreshState,
  Session,
  Site,
} from '../../../src/core/session.ts';
import { futureGuide } from '../../../src/futureguide.ts';

/** A session that does what a script says. */
export class FakeSession implements Session {
  readonly recording: Recording;
  connection: Connection = 'connected';
  site: Site = 'service';
  isRecording = true;
  refresh: RefreshState = { running: false, last: null };
  probe: ProbeState = { running: false, last: null, token: null };
  droppedBefore = 0;
  nextOutcome: RefreshOutcome = { kind: 'failed', reason: 'offline', status: null };
  readonly #listeners = new Set<() => void>();

  constructor(requestLimit = 20_000) {
    this.recording = new Recording(futureGuide, {
      requests: requestLimit,
      events: 5_000,
      bodyCharacters: 64 * 1024 * 1024,
    });
  }

  add(...observations: Observation[]): void {
    for (const observation of observations) this.recording.add(observation);
    this.changed();
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  setRecording(on: boolean): void {
    this.isRecording = on;
    if (on) this.recording.resume(Date.now());
    else this.recording.pause(Date.now());
    this.changed();
  }

  clear(): void {
    this.recording.clear(Date.now());
    this.changed();
  }

  async forceRefresh(): Promise<void> {
    this.refresh = { ...this.refresh, running: true };
    this.changed();
    await new Promise((resolve) => setTimeout(resolve, 800));
    this.refresh = { running: false, last: { outcome: this.nextOutcome, at: Date.now() } };
    this.changed();
  }

  async probeToken(token: string): Promise<void> {
    this.probe = { running: true, last: null, token };
    this.changed();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const outcome = { kind: 'accepted', status: 200 } as const;
    this.probe = { running: false, last: { outcome, at: Date.now() }, token };
    this.changed();
  }

  async requestAccess(): Promise<void> {
    this.site = 'service';
    this.changed();
  }
}
