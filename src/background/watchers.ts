/** A DevTools that was there before the worker was stopped has connected anew within this, ms. */
const BACK_WITHIN_MS = 10_000;

interface WatchersEnvironment {
  /** tells pages that begin whether somebody watches */
  mark(isWatched: boolean): Promise<void>;
  after(ms: number, call: () => void): void;
}

/** Whether any DevTools is open; pages that nobody watches are left alone until they have loaded. */
export class Watchers {
  readonly #environment: WatchersEnvironment;
  #count = 0;
  #marking: Promise<unknown> = Promise.resolve();

  constructor(environment: WatchersEnvironment) {
    this.#environment = environment;
    // A mark may be there of one that has closed while no worker ran.
    environment.after(BACK_WITHIN_MS, () => this.#mark());
  }

  come(): void {
    this.#count += 1;
    if (this.#count === 1) this.#mark();
  }

  leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#mark();
  }

  /** Hosts were added or removed: their pages begin to be told, or no longer are. */
  onHosts(): void {
    if (this.#count > 0) this.#mark();
  }

  /** One after another: what holds at last is what stays. */
  #mark(): void {
    this.#marking = this.#marking
      .then(() => this.#environment.mark(this.#count > 0))
      .catch((error: unknown) => console.error(error));
  }
}
