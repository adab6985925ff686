interface Event {
  at: number;
  order: number;
  run(): void;
}

/** True time, in ms since the epoch. What happens is written as `async` code that waits in it. */
export class Timeline {
  #now: number;
  #order = 0;
  readonly #events: Event[] = [];
  #failure: unknown = null;

  constructor(startMs: number) {
    this.#now = startMs;
  }

  get now(): number {
    return this.#now;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.#push(this.#now + Math.max(0, ms), resolve));
  }

  /** Begins something that goes on beside everything else. */
  start(act: () => Promise<unknown>): void {
    act().catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  /** Lets time pass until nothing more happens, at most up to this instant. */
  async run(untilMs: number): Promise<void> {
    await settled();
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      const next = this.#events[0];
      if (!next || next.at > untilMs) return;
      this.#pop();
      this.#now = next.at;
      next.run();
      await settled();
    }
  }

  #push(at: number, run: () => void): void {
    const event = { at, order: this.#order++, run };
    const later = this.#events.findIndex((other) => isBefore(event, other));
    if (later < 0) this.#events.push(event);
    else this.#events.splice(later, 0, event);
  }

  #pop(): void {
    this.#events.shift();
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Once everything that waited for the last event has run as far as it can. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
