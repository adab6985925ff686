import { compareLegIds } from './leg-ids.ts';

/** How much room events may take together. */
interface Room<Event> {
  characters: number;
  sizeOf(event: Event): number;
}

/** Events of one kind by their id, so many at most; the oldest go first, and the newest stays. */
export class KeptEvents<Event extends { id: string }> {
  readonly #limit: number;
  readonly #timeOf: (event: Event) => number;
  readonly #room: Room<Event> | null;
  readonly #byId = new Map<string, Event>();
  #characters = 0;
  #ordered: readonly Event[] | null = null;

  constructor(limit: number, timeOf: (event: Event) => number, room: Room<Event> | null = null) {
    this.#limit = limit;
    this.#timeOf = timeOf;
    this.#room = room;
  }

  /** One of a known id takes the place of the one before. */
  keep(event: Event): void {
    this.#ordered = null;
    this.#characters += this.#sizeOf(event) - this.#sizeOf(this.#byId.get(event.id));
    this.#byId.set(event.id, event);
    for (const id of this.#byId.keys()) {
      if (!this.#isFull() || id === event.id) return;
      this.delete(id);
    }
  }

  /** False where there was none of this id. */
  delete(id: string): boolean {
    this.#ordered = null;
    this.#characters -= this.#sizeOf(this.#byId.get(id));
    return this.#byId.delete(id);
  }

  forget(isForgotten: (event: Event) => boolean): void {
    for (const [id, event] of this.#byId) if (isForgotten(event)) this.delete(id);
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

  #isFull(): boolean {
    const isTooLarge = this.#room !== null && this.#characters > this.#room.characters;
    return isTooLarge || this.#byId.size > this.#limit;
  }

  #sizeOf(event: Event | undefined): number {
    return event === undefined ? 0 : (this.#room?.sizeOf(event) ?? 0);
  }
}
