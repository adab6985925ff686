import type { Fault } from '../../core/faults/fault.ts';
import type { FaultOutcome } from '../../core/faults/outcome.ts';
import { beginRun, type RecipeId, type RecipeRun, seen } from '../../core/faults/recipes/recipe.ts';
import { RECIPES } from '../../core/faults/recipes/recipes.ts';
import type { Analysis } from '../../core/verdict/analysis.ts';

/** How often a recipe looks at what has happened, ms. */
const LOOK_EVERY_MS = 500;

interface RunnerEnvironment {
  analysis(): Analysis;
  switchOn(fault: Fault): Promise<FaultOutcome>;
  undo(id: string): Promise<FaultOutcome>;
  changed(): void;
}

/** Runs one recipe at a time: looks, switches its faults on, and undoes them at the end. */
export class RecipeRunner {
  run: RecipeRun | null = null;
  readonly #environment: RunnerEnvironment;
  #faults: string[] = [];
  #timer: ReturnType<typeof setInterval> | null = null;
  #isBusy = false;

  constructor(environment: RunnerEnvironment) {
    this.#environment = environment;
  }

  /** Ends the one that runs, if any. */
  async start(id: RecipeId): Promise<void> {
    await this.stop();
    this.run = beginRun(RECIPES[id], Date.now());
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
    this.#environment.changed();
    await this.#look();
  }

  /** Ends it before it has found anything; its faults are undone. */
  async stop(): Promise<void> {
    if (this.run?.result === null) this.run = null;
    await this.#end();
    this.#environment.changed();
  }

  async #look(): Promise<void> {
    const { run } = this;
    if (!run || run.result !== null || this.#isBusy) return;
    this.#isBusy = true;
    const { analysis, switchOn, changed } = this.#environment;
    const { run: next, switchOn: wanted } = RECIPES[run.id].advance(run, analysis(), Date.now());
    this.run = next;
    for (const fault of wanted) await this.#switchOn(fault, switchOn);
    // It may have been stopped, or have failed, meanwhile.
    if (this.run?.result !== null) await this.#end();
    this.#isBusy = false;
    if (this.run !== run) changed();
  }

  async #switchOn(fault: Fault, switchOn: RunnerEnvironment['switchOn']): Promise<void> {
    if (this.run?.result !== null) return;
    const outcome = await switchOn(fault);
    if (outcome.kind === 'on') this.#faults.push(outcome.id);
    else if (this.run) {
      const evidence = [...this.run.evidence, seen('fault-unavailable', Date.now())];
      this.run = { ...this.run, result: 'not-reproduced', evidence };
    }
  }

  async #end(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    const faults = this.#faults;
    this.#faults = [];
    for (const id of faults) await this.#environment.undo(id);
  }
}
