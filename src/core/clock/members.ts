import type { ClockSample } from './sample.ts';
import { Spread } from './spread.ts';

/**
 * The samples of a stretch, in order. One that goes on from another shares with it what both begin
 * with, so that going on costs the same however many there are; neither sees what the other adds.
 */
export class Members {
  /** may go on behind `length`, with what another one added */
  #shared: ClockSample[] = [];
  #length = 0;
  #spread = new Spread();

  constructor(samples: Iterable<ClockSample>) {
    for (const sample of samples) this.push(sample);
  }

  get length(): number {
    return this.#length;
  }

  /** ms; how far apart servers were seen to be */
  get spreadMs(): number {
    return this.#spread.ms;
  }

  at(index: number): ClockSample | undefined {
    return index < this.#length
      ? this.#shared[index < 0 ? this.#length + index : index]
      : undefined;
  }

  push(sample: ClockSample): void {
    const isTaken = this.#length < this.#shared.length;
    if (isTaken && this.#shared[this.#length] !== sample)
      this.#shared = this.#shared.slice(0, this.#length);
    if (this.#length === this.#shared.length) this.#shared.push(sample);
    this.#length += 1;
    this.#spread.add(sample);
  }

  /** One that goes on from here by itself. */
  copy(): Members {
    const copy = new Members([]);
    copy.#shared = this.#shared;
    copy.#length = this.#length;
    copy.#spread = this.#spread.copy();
    return copy;
  }

  /** How many both begin with that are the same. */
  sameUntil(other: Members): number {
    const shorter = Math.min(this.#length, other.#length);
    if (this.#shared === other.#shared) return shorter;
    let same = 0;
    while (same < shorter && this.#shared[same] === other.#shared[same]) same += 1;
    return same;
  }

  toArray(): ClockSample[] {
    return this.#shared.slice(0, this.#length);
  }
}
