import type { ActState } from '../../core/session/session.ts';

/** Longer than anything that is asked of a page or the service may take, ms. */
export const ANSWER_WITHIN_MS = 45_000;

/** Something the user asks for: the background does it and tells how it ended, or is gone. */
export class Act<Outcome> {
  state: ActState<Outcome> = { running: false, last: null };
  readonly #lost: Outcome;
  readonly #changed: () => void;
  #asked = 0;
  #settle: (outcome: Outcome) => void = () => {};

  /** `lost` is the outcome when nobody is left who could tell it. */
  constructor(lost: Outcome, changed: () => void) {
    this.#lost = lost;
    this.#changed = changed;
  }

  /** One at a time; `ask` hands it over under a number and says whether somebody heard it. */
  async run(ask: (request: number) => boolean): Promise<void> {
    if (this.state.running) return;
    this.state = { ...this.state, running: true };
    this.#changed();
    this.#asked += 1;
    let late: ReturnType<typeof setTimeout> | undefined;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      late = setTimeout(() => this.lose(), ANSWER_WITHIN_MS);
      if (!ask(this.#asked)) this.lose();
    });
    clearTimeout(late);
    this.#end(outcome);
  }

  /**
   * The answer to the request of this number, none to an earlier one. Where it was given up, it was
   * done after all, and that is what counts.
   */
  answer(request: number, outcome: Outcome): void {
    if (request !== this.#asked) return;
    if (this.state.running) this.#settle(outcome);
    else this.#end(outcome);
  }

  /** The background is gone, or does not answer: what it was asked for may still be done, but its answer is lost. */
  lose(): void {
    this.#settle(this.#lost);
  }

  #end(outcome: Outcome): void {
    this.state = { running: false, last: { outcome, at: Date.now() } };
    this.#changed();
  }
}
