import type { Fault } from '../core/faults/fault.ts';
import type { FaultOutcome, Touched } from '../core/faults/outcome.ts';
import type { RecipeId, RecipeRun } from '../core/faults/recipes/recipe.ts';
import { serverOffsetMs } from '../core/faults/situation.ts';
import type { NewerChoice } from '../core/faults/undo.ts';
import type { Observation } from '../core/recording/observation.ts';
import { Recording } from '../core/recording/recording.ts';
import type { AddedHost } from '../core/service/added-hosts.ts';
import type { KnownHosts } from '../core/service/known-hosts.ts';
import { isServiceUrl, type ServiceProfile } from '../core/service/service-profile.ts';
import type { ProbeOutcome } from '../core/session/probe-outcome.ts';
import { type RecordingStep, takeStep } from '../core/session/recording-step.ts';
import type {
  Connection,
  FaultsState,
  KeptFiles,
  LiveSource,
  ProbeState,
  RefreshState,
  Session,
  Site,
} from '../core/session/session.ts';
import { Analyser } from '../core/verdict/analysis.ts';
import type { RefreshOutcome } from '../core/verdict/refresh-outcome.ts';
import { seenRefreshEndpoint } from '../core/verdict/refresh-plan.ts';
import type { HubMessage } from '../messages.ts';
import { askAccess } from '../platform/ask-access.ts';
import { Act } from './act/act.ts';
import { FaultRemote } from './act/fault-remote.ts';
import { RecipeRunner } from './act/recipe-runner.ts';
import { HubSource } from './hub-source.ts';
import { type NetworkOfTab, NO_TAB, type ShownPage, type TabView } from './tab-view.ts';

/** The one recording of a DevTools or a window, with all that changes it. */
export class LiveSession implements Session {
  readonly source: LiveSource;
  readonly openSource: TabView['openSource'];
  readonly recording: Recording;
  connection: Connection = 'connecting';
  site: Site = 'unknown';
  isRecording = true;
  droppedBefore = 0;
  isBacklogFull = false;
  keptView: string | null = null;
  readonly #tabId: number;
  readonly #analyser: Analyser;
  readonly #network: NetworkOfTab | null;
  #keptFiles: KeptFiles | null = null;
  readonly #followers = new Set<(step: RecordingStep) => void>();
  readonly #listeners = new Set<() => void>();
  readonly #hub: HubSource;
  readonly #refresh: Act<RefreshOutcome>;
  readonly #probe: Act<ProbeOutcome>;
  readonly #faults: FaultRemote;
  readonly #recipes: RecipeRunner;
  #probed: string | null = null;
  #hasAccess = true;
  #page: ShownPage;
  #hosts: KnownHosts;

  /** `profile`: by which the tab is judged as long as this session lasts. */
  constructor(view: TabView, profile: ServiceProfile, hosts: KnownHosts) {
    this.#tabId = view.tabId;
    this.#hosts = hosts;
    this.recording = new Recording(profile);
    this.#analyser = new Analyser(this.recording);
    this.#network = view.openNetwork?.((url) => isServiceUrl(profile, url)) ?? null;
    this.source = { kind: 'live', place: view.place };
    this.openSource = view.openSource;
    const lost = { kind: 'failed', reason: 'answer-lost', status: null } as const;
    const changed = () => this.#changed();
    this.#refresh = new Act<RefreshOutcome>(lost, changed);
    this.#probe = new Act<ProbeOutcome>(lost, changed);
    this.#faults = new FaultRemote({
      tabId: view.tabId,
      changed,
      send: (message) => this.#hub.send(message),
      serverOffsetMs: () => serverOffsetMs(this.#analyser.read(), Date.now()),
    });
    this.#recipes = new RecipeRunner({
      analysis: () => this.#analyser.read(),
      changed,
      switchOn: (fault) => this.switchFault(fault),
      undo: (id) => this.undoFault(id, 'keep'),
    });
    this.#hub = new HubSource(view.tabId, {
      onConnection: (connection) => this.#onConnection(connection),
      onRoom: (lost, isFull) => {
        this.droppedBefore += lost;
        this.isBacklogFull = isFull;
      },
      onMessage: (message) => this.#onMessage(message),
    });
  }

  get keptFiles(): KeptFiles | null {
    return this.#keptFiles;
  }

  set keptFiles(kept: KeptFiles | null) {
    // What the panel's document made may die with it.
    this.#keptFiles = structuredClone(kept);
  }

  get refresh(): RefreshState {
    return this.#refresh.state;
  }

  get probe(): ProbeState {
    return { ...this.#probe.state, token: this.#probed };
  }

  get faults(): FaultsState {
    return this.#faults.state;
  }

  get recipe(): RecipeRun | null {
    return this.#recipes.run;
  }

  /** Records until the signal aborts. */
  start(signal: AbortSignal): void {
    this.#hub.start(this.#take, signal);
    this.#network?.start(this.#take, signal);
  }

  /** The tab shows another page, or other hosts are known. */
  showPage(page: ShownPage, hosts: KnownHosts): void {
    this.#page = page;
    this.#hosts = hosts;
    this.#askAccess();
    this.#updateSite();
  }

  get judgedBy(): { added: readonly AddedHost[]; page: string } {
    return { added: this.#hosts.added, page: this.#page ?? '' };
  }

  get isWatchOnly(): boolean {
    return this.#hosts.isWatchOnly(this.#page ?? '');
  }

  /** The panel came into view: whatever was missed is looked up. */
  onShown(): void {
    void this.#network?.resync(this.#take);
    this.#hub.send({ type: 'read-storage' });
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  /** Tells every step that the recording takes, until the signal aborts. */
  follow(follower: (step: RecordingStep) => void, signal: AbortSignal): void {
    this.#followers.add(follower);
    signal.addEventListener('abort', () => this.#followers.delete(follower));
  }

  /** The document that listened is gone. */
  forgetListeners(): void {
    this.#listeners.clear();
  }

  setRecording(on: boolean): void {
    if (on === this.isRecording) return;
    this.isRecording = on;
    this.#step({ kind: on ? 'resume' : 'pause', at: Date.now() });
    this.#changed();
  }

  clear(): void {
    this.#step({ kind: 'clear', at: Date.now() });
    this.droppedBefore = 0;
    this.isBacklogFull = false;
    this.#hub.clear();
    this.#network?.forget();
    this.#changed();
  }

  forceRefresh(): Promise<void> {
    return this.#refresh.run((request) => {
      const seen = seenRefreshEndpoint(this.recording);
      return this.#hub.send({ type: 'refresh', request, seen });
    });
  }

  async probeToken(token: string): Promise<void> {
    if (this.#probe.state.running) return;
    this.#probed = token;
    await this.#probe.run((request) => this.#hub.send({ type: 'probe', request, token }));
  }

  switchFault(fault: Fault): Promise<FaultOutcome> {
    // What the panel's document made may die with it before it is sent.
    return this.#faults.switchOn(structuredClone(fault));
  }

  undoFault(id: string, newer: NewerChoice = 'ask'): Promise<FaultOutcome> {
    return this.#faults.undo(id, newer);
  }

  undoAllFaults(newer: NewerChoice = 'ask'): Promise<FaultOutcome> {
    return this.#faults.undo(null, newer);
  }

  whatElseIsTouched(): Promise<Touched> {
    return this.#faults.touched();
  }

  startRecipe(id: RecipeId): Promise<void> {
    return this.#recipes.start(id);
  }

  stopRecipe(): Promise<void> {
    return this.#recipes.stop();
  }

  reloadPage(): void {
    this.#hub.send({ type: 'reload-page' });
  }

  openApp(): void {
    this.#hub.send({ type: 'open-app' });
  }

  async requestAccess(): Promise<void> {
    // Where the browser takes no question, a page of ours asks or says why nobody can.
    if (!(await askAccess(this.#hosts.patternsAt(this.#page ?? '')))) this.addHost();
  }

  addHost(): void {
    this.#hub.send({ type: 'open-access-page', url: this.#page ?? '' });
  }

  readonly #take = (observations: readonly Observation[]): void => {
    this.#step({ kind: 'take', at: Date.now(), observations });
    this.#changed();
  };

  #step(step: RecordingStep): void {
    takeStep(this.recording, step);
    for (const follower of this.#followers) follower(step);
  }

  #onConnection(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    if (connection === 'connected') this.#askAccess();
    else {
      this.#refresh.lose();
      this.#probe.lose();
      this.#faults.lose();
    }
    this.#changed();
  }

  #onMessage(message: Exclude<HubMessage, { type: 'observations' }>): void {
    switch (message.type) {
      case 'access':
        this.#hasAccess = message.granted;
        this.#updateSite();
        return;
      case 'access-changed':
        return void this.#askAccess();
      case 'refreshed':
        return void this.#refresh.answer(message.request, message.outcome);
      case 'probed':
        return void this.#probe.answer(message.request, message.outcome);
      case 'are-you-there':
        return void this.#hub.send({ type: 'alive' });
      default:
        this.#faults.hear(message);
    }
  }

  #askAccess(): void {
    this.#hub.send({ type: 'check-access', url: this.#page ?? '' });
  }

  #updateSite(): void {
    if (this.#tabId === NO_TAB) this.site = 'no-tab';
    else if (this.#page === null) this.site = 'closed';
    else if (!this.#hasAccess) this.site = 'access-withheld';
    else if (this.#page === undefined) this.site = 'unknown';
    else this.site = this.#hosts.isServicePage(this.#page) ? 'service' : 'other';
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners)
      try {
        listener();
      } catch (error) {
        // One that fails, or whose document is dead, keeps nothing from the others.
        console.error(error);
      }
  }
}
