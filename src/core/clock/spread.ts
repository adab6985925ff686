import { coverAt, WINDOW } from './moment.ts';
import type { ClockSample } from './sample.ts';

/** Of two servers that answer in turns, so many answers show both. */
export const SEEN_BY = 8;
/** Answers in a row that are looked at together. */
const LOOKED_AT = [SEEN_BY, WINDOW];

function spreadIn(some: readonly ClockSample[]): number {
  const { lowMs, highMs, isShared } = coverAt(some, some[0]?.sentAt ?? 0);
  return some.length === 0 || isShared ? 0 : highMs - lowMs;
}

/**
 * How far apart servers are seen to be in answers that are added in order. Few at once allow for little
 * drift, many show servers that hardly differ.
 */
export class Spread {
  #ms = 0;
  /** for each number looked at together, what goes on */
  #some: readonly (readonly ClockSample[])[] = LOOKED_AT.map(() => []);

  /** ms; 0 where it may be one server */
  get ms(): number {
    return Math.max(this.#ms, ...this.#some.map(spreadIn));
  }

  copy(): Spread {
    const copy = new Spread();
    copy.#ms = this.#ms;
    copy.#some = this.#some;
    return copy;
  }

  add(sample: ClockSample): void {
    this.#some = this.#some.map((some, index) => {
      if (some.length < (LOOKED_AT[index] ?? WINDOW)) return [...some, sample];
      this.#ms = Math.max(this.#ms, spreadIn(some));
      return [sample];
    });
  }
}
