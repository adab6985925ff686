import { SharedList } from '../recording/shared-list.ts';
import type { ClockSample } from './sample.ts';
import { Spread } from './spread.ts';

/** The samples of a stretch, in order, and how far apart they show the servers to be. */
export class Members {
  readonly #samples: SharedList<ClockSample>;
  readonly #spread: Spread;

  private constructor(samples: SharedList<ClockSample>, spread: Spread) {
    this.#samples = samples;
    this.#spread = spread;
  }

  static of(samples: Iterable<ClockSample>): Members {
    const members = new Members(SharedList.empty(), new Spread());
    for (const sample of samples) members.push(sample);
    return members;
  }

  get length(): number {
    return this.#samples.length;
  }

  /** ms; 0 where it may be one server */
  get spreadMs(): number {
    return this.#spread.ms;
  }

  at(index: number): ClockSample | undefined {
    return this.#samples.at(index);
  }

  push(sample: ClockSample): void {
    this.#samples.push(sample);
    this.#spread.add(sample);
  }

  /** One that goes on from here by itself. */
  copy(): Members {
    return new Members(this.#samples.copy(), this.#spread.copy());
  }

  /** How many both begin with that are the same. */
  sameUntil(other: Members): number {
    return this.#samples.sameUntil(other.#samples);
  }

  toArray(): ClockSample[] {
    return this.#samples.toArray();
  }
}
