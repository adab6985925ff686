/**
 * A list that only grows. One that goes on from another shares with it what both begin with, so that
 * going on costs the same however long it is; neither sees what the other adds.
 */
export class SharedList<T> {
  /** may go on behind `length`, with what another one added */
  #shared: T[];
  #length = 0;

  private constructor(shared: T[], length: number) {
    this.#shared = shared;
    this.#length = length;
  }

  static empty<T>(): SharedList<T> {
    return new SharedList<T>([], 0);
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): T | undefined {
    return index < this.#length
      ? this.#shared[index < 0 ? this.#length + index : index]
      : undefined;
  }

  push(item: T): void {
    const isTaken = this.#length < this.#shared.length;
    if (isTaken && this.#shared[this.#length] !== item) this.#shared = this.toArray();
    if (this.#length === this.#shared.length) this.#shared.push(item);
    this.#length += 1;
  }

  /** One that goes on from here by itself. */
  copy(): SharedList<T> {
    return new SharedList(this.#shared, this.#length);
  }

  /** How many both begin with that are the same. */
  sameUntil(other: SharedList<T>): number {
    const shorter = Math.min(this.#length, other.#length);
    if (this.#shared === other.#shared) return shorter;
    let same = 0;
    while (same < shorter && this.#shared[same] === other.#shared[same]) same += 1;
    return same;
  }

  toArray(): T[] {
    return this.#shared.slice(0, this.#length);
  }
}
