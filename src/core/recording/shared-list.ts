import { sameUntil } from './growing-lists.ts';

/**
 * A list that only grows. One that goes on from another shares with it what both begin with, so that
 * going on costs the same however long it is; neither sees what the other adds.
 */
export class SharedList<T> {
  /** may go on behind `length`, with what another one added */
  #shared: T[] = [];
  #length = 0;

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
    this.#shared[this.#length] = item;
    this.#length += 1;
  }

  /** One that goes on from here by itself. */
  copy(): SharedList<T> {
    const copy = new SharedList<T>();
    copy.#shared = this.#shared;
    copy.#length = this.#length;
    return copy;
  }

  /** How many both begin with that are the same. */
  sameUntil(other: SharedList<T>): number {
    return Math.min(this.#length, other.#length, sameUntil(this.#shared, other.#shared));
  }

  toArray(): T[] {
    return this.#shared.slice(0, this.#length);
  }
}
