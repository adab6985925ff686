import { compareLegIds } from './leg-ids.ts';

/** Events of one kind by their id, so many at most; the oldest go first. */
export class KeptEvents<Event extends { id: string }> {
  readonly #limit: number;
  readonly #timeOf: (event: Event) => number;
  readonly #byId = new Map<string, Event>();
  #ordered: readonly Event[] | null = null;

  constructor(limit: number, timeOf: (event: Event) => number) {
    this.#limit = limit;
    this.#timeOf = timeOf;
  }

  /** One of a known id takes the place of the one before. */
  keep(event: Event): void {
    this.#ordered = null;
    this.#byId.set(event.id, event);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > this.#limit && oldest !== undefined) this.#byId.delete(oldest);
  }

  /** False where there was none of this id. */
  delete(id: string): boolean {
    this.#ordered = null;
    return this.#byId.delete(id);
  }

  forget(isForgotten: (event: Event) => boolean): void {
    this.#ordered = null;
    for (const [id, event] of this.#byId) if (isForgotten(event)) this.#byId.delete(id);
  }

  /**
   * In order of time, the same list until something changes. What happened together goes in the order
   * in which its source numbered it, not as it arrived.
   */
  ordered(): readonly Event[] {
    this.#ordered ??= [...this.#byId.values()].sort(
      (a, b) => this.#timeOf(a) - this.#timeOf(b) || compareLegIds(a.id, b.id),
    );
    return this.#ordered;
  }
}
