import type { Fault } from '../../../src/core/faults/fault.ts';
import { wayOf } from '../../../src/core/faults/fault.ts';
import type { ActiveFault, FaultOutcome, Touched } from '../../../src/core/faults/outcome.ts';
import {
  beginRun,
  type RecipeId,
  type RecipeRun,
} from '../../../src/core/faults/recipes/recipe.ts';
import { RECIPES } from '../../../src/core/faults/recipes/recipes.ts';
import type { NewerChoice } from '../../../src/core/faults/undo.ts';
import type { Observation } from '../../../src/core/recording/observation.ts';
import { Recording } from '../../../src/core/recording/recording.ts';
import type {
  Connection,
  FaultsState,
  KeptFiles,
  ProbeState,
  RefreshState,
  Session,
  Site,
} from '../../../src/core/session/session.ts';
import type { RefreshOutcome } from '../../../src/core/verdict/refresh-outcome.ts';
import { futureGuide } from '../../../src/futureguide.ts';

/** A session that does what a script says. */
export class FakeSession implements Session {
  readonly source = { kind: 'live', place: 'panel' } as const;
  readonly recording: Recording;
  connection: Connection = 'connected';
  site: Site = 'service';
  isWatchOnly = false;
  isRecording = true;
  refresh: RefreshState = { running: false, last: null };
  probe: ProbeState = { running: false, last: null, token: null };
  faults: FaultsState = {
    running: false,
    last: null,
    on: [],
    inOtherTabs: [],
    capabilities: { rules: true },
  };
  recipe: RecipeRun | null = null;
  touched: Touched = { tabs: [], serviceWorker: null };
  /** places into which the app is said to have written since */
  newer: string[] = [];
  droppedBefore = 0;
  isBacklogFull = false;
  keptView: string | null = null;
  keptFiles: KeptFiles | null = null;
  nextOutcome: RefreshOutcome = { kind: 'failed', reason: 'offline', status: null };
  readonly #listeners = new Set<() => void>();

  constructor(requestLimit = 20_000) {
    this.recording = new Recording(futureGuide, {
      requests: requestLimit,
      events: 5_000,
      told: 1_000,
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

  async switchFault(fault: Fault): Promise<FaultOutcome> {
    const since = Date.now();
    const id = `fault-${this.faults.on.length + 1}-${since}`;
    const on: ActiveFault = {
      id,
      tabId: 1,
      fault,
      way: wayOf(fault),
      since,
      origin: 'https://futureguide.id',
      places: ['localStorage.futureguide_access_token'],
      seen: 0,
      newer: null,
      forgetsExpiry: false,
    };
    return this.#told([...this.faults.on, on], { kind: 'on', id, fault });
  }

  async undoFault(id: string, newer: NewerChoice = 'ask'): Promise<FaultOutcome> {
    if (newer === 'ask' && this.newer.length > 0) {
      const on = this.faults.on.map((it) => (it.id === id ? { ...it, newer: this.newer } : it));
      return this.#told(on, { kind: 'newer', id, places: this.newer });
    }
    const on = this.faults.on.filter((fault) => fault.id !== id);
    return this.#told(on, { kind: 'undone' });
  }

  async undoAllFaults(): Promise<FaultOutcome> {
    return this.#told([], { kind: 'undone' });
  }

  async whatElseIsTouched(): Promise<Touched> {
    return this.touched;
  }

  async startRecipe(id: RecipeId): Promise<void> {
    this.recipe = beginRun(RECIPES[id], Date.now());
    this.changed();
  }

  async stopRecipe(): Promise<void> {
    this.recipe = null;
    this.changed();
  }

  #told(on: ActiveFault[], outcome: FaultOutcome): FaultOutcome {
    this.faults = { ...this.faults, on, last: { outcome, at: Date.now() } };
    this.changed();
    return outcome;
  }

  readonly openSource = null;

  reloadPage(): void {}

  openApp(): void {}

  addHost(): void {}

  async requestAccess(): Promise<void> {
    this.site = 'service';
    this.changed();
  }
}
