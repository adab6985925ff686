import type { Fault } from '../faults/fault.ts';
import type { FaultOutcome, Touched } from '../faults/outcome.ts';
import type { RecipeId, RecipeRun } from '../faults/recipes/recipe.ts';
import type { NewerChoice } from '../faults/undo.ts';
import { Recording } from '../recording/recording.ts';
import type { ServiceProfile } from '../service/service-profile.ts';
import { takeStep } from './recording-step.ts';
import type {
  Connection,
  FaultsState,
  KeptFiles,
  ProbeState,
  RefreshState,
  Session,
  Site,
} from './session.ts';
import type { SessionAct, SessionNews, SessionVerb } from './session-channel.ts';

type Begin = Extract<SessionNews, { type: 'begin' }>;

/** A session whose objects cannot be reached: it is told what they are, and hands on what is asked of it. */
export class MirroredSession implements Session {
  readonly source = { kind: 'live', place: 'panel' } as const;
  readonly recording: Recording;
  /** Firefox, where it is used, has no such way */
  readonly openSource = null;
  #facts: Begin['facts'];
  #kept: Begin['kept'];
  readonly #send: (act: SessionAct) => void;
  readonly #waiting = new Map<number, (outcome: unknown) => void>();
  readonly #listeners = new Set<() => void>();
  #acts = 0;

  constructor(profile: ServiceProfile, begin: Begin, send: (act: SessionAct) => void) {
    this.recording = new Recording(profile);
    this.recording.goOnFrom(begin.recording);
    this.#facts = begin.facts;
    this.#kept = begin.kept;
    this.#send = send;
  }

  hear(news: Exclude<SessionNews, Begin>): void {
    if (news.type === 'done') {
      this.#waiting.get(news.act)?.(news.outcome);
      this.#waiting.delete(news.act);
      return;
    }
    for (const step of news.steps) takeStep(this.recording, step);
    this.#facts = news.facts;
    for (const listener of this.#listeners) listener();
  }

  get connection(): Connection {
    return this.#facts.connection;
  }

  get site(): Site {
    return this.#facts.site;
  }

  get isRecording(): boolean {
    return this.#facts.isRecording;
  }

  get refresh(): RefreshState {
    return this.#facts.refresh;
  }

  get probe(): ProbeState {
    return this.#facts.probe;
  }

  get faults(): FaultsState {
    return this.#facts.faults;
  }

  get recipe(): RecipeRun | null {
    return this.#facts.recipe;
  }

  get droppedBefore(): number {
    return this.#facts.droppedBefore;
  }

  get isBacklogFull(): boolean {
    return this.#facts.isBacklogFull;
  }

  get keptView(): string | null {
    return this.#kept.keptView;
  }

  set keptView(view: string | null) {
    this.#kept = { ...this.#kept, keptView: view };
    void this.#ask({ verb: 'keep-view', view });
  }

  get keptFiles(): KeptFiles | null {
    return this.#kept.keptFiles;
  }

  set keptFiles(keptFiles: KeptFiles | null) {
    this.#kept = { ...this.#kept, keptFiles };
    const kept = keptFiles && {
      files: [...keptFiles.files],
      hosts: [...keptFiles.hosts],
      view: keptFiles.view,
    };
    void this.#ask({ verb: 'keep-files', kept });
  }

  subscribe(listener: () => void, signal: AbortSignal): void {
    this.#listeners.add(listener);
    signal.addEventListener('abort', () => this.#listeners.delete(listener));
  }

  setRecording(on: boolean): void {
    void this.#ask({ verb: 'set-recording', on });
  }

  clear(): void {
    void this.#ask({ verb: 'clear' });
  }

  async forceRefresh(): Promise<void> {
    await this.#ask({ verb: 'force-refresh' });
  }

  async probeToken(token: string): Promise<void> {
    await this.#ask({ verb: 'probe', token });
  }

  async switchFault(fault: Fault): Promise<FaultOutcome> {
    return (await this.#ask({ verb: 'switch-fault', fault })) as FaultOutcome;
  }

  async undoFault(id: string, newer: NewerChoice = 'ask'): Promise<FaultOutcome> {
    return (await this.#ask({ verb: 'undo-fault', id, newer })) as FaultOutcome;
  }

  async undoAllFaults(newer: NewerChoice = 'ask'): Promise<FaultOutcome> {
    return (await this.#ask({ verb: 'undo-all-faults', newer })) as FaultOutcome;
  }

  async whatElseIsTouched(): Promise<Touched> {
    return (await this.#ask({ verb: 'what-else' })) as Touched;
  }

  async startRecipe(id: RecipeId): Promise<void> {
    await this.#ask({ verb: 'start-recipe', id });
  }

  async stopRecipe(): Promise<void> {
    await this.#ask({ verb: 'stop-recipe' });
  }

  reloadPage(): void {
    void this.#ask({ verb: 'reload-page' });
  }

  openApp(): void {
    void this.#ask({ verb: 'open-app' });
  }

  async requestAccess(): Promise<void> {
    await this.#ask({ verb: 'request-access' });
  }

  /** Resolves with the outcome; every act of the other side has a time-out and an answer. */
  #ask(asked: SessionVerb): Promise<unknown> {
    this.#acts += 1;
    const act = this.#acts;
    return new Promise((resolve) => {
      this.#waiting.set(act, resolve);
      this.#send({ act, asked });
    });
  }
}
