/**
 * What only the page has told so far, the newest of it: a page may tell without end, and that takes
 * no room from what the browser saw. What the browser has seen since it came is no part of it.
 */
export class Unwitnessed<Told extends { id: string }> {
  readonly #limit: number;
  readonly #isWitnessed: (told: Told) => boolean;
  readonly #told = new Map<string, Told>();

  constructor(limit: number, isWitnessed: (told: Told) => boolean) {
    this.#limit = limit;
    this.#isWitnessed = isWitnessed;
  }

  /** Takes one in; gives those that have to go for it. */
  add(told: Told): Told[] {
    this.#told.delete(told.id);
    if (this.#isWitnessed(told)) return [];
    this.#told.set(told.id, told);
    const gone: Told[] = [];
    for (const [id, oldest] of this.#told) {
      if (this.#told.size <= this.#limit) break;
      this.#told.delete(id);
      if (!this.#isWitnessed(oldest)) gone.push(oldest);
    }
    return gone;
  }

  clear(): void {
    this.#told.clear();
  }
}
