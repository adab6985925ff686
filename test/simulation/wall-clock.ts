interface Step {
  at: number;
  byMs: number;
}

/** A computer's clock: off by a constant, by a drift, and by every time it was set. */
export class WallClock {
  readonly #startMs: number;
  readonly #offsetMs: number;
  readonly #driftPerMs: number;
  readonly steps: Step[] = [];

  constructor(startMs: number, offsetMs: number, driftPpm: number) {
    this.#startMs = startMs;
    this.#offsetMs = offsetMs;
    this.#driftPerMs = driftPpm * 1e-6;
  }

  /** What it shows at a true instant, in ms since the epoch. */
  at(trueMs: number): number {
    return trueMs + this.offsetAt(trueMs);
  }

  /** This clock − true time, in ms. */
  offsetAt(trueMs: number): number {
    const stepped = this.steps.reduce((sum, { at, byMs }) => (at <= trueMs ? sum + byMs : sum), 0);
    return this.#offsetMs + this.#driftPerMs * (trueMs - this.#startMs) + stepped;
  }

  /** Sets it at a true instant, forwards or back. */
  step(at: number, byMs: number): void {
    this.steps.push({ at, byMs });
  }
}
