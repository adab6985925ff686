import { SharedList } from '../recording/shared-list.ts';
import type { ClockSample } from './sample.ts';
import { Spread } from './spread.ts';

/** The samples of a stretch, in order, and how far apart they show the servers to be. */
export class Members {
  readonly samples: SharedList<ClockSample>;
  readonly spread: Spread;

  constructor(samples = new SharedList<ClockSample>(), spread = new Spread()) {
    this.samples = samples;
    this.spread = spread;
  }

  get length(): number {
    return this.samples.length;
  }

  at(index: number): ClockSample | undefined {
    return this.samples.at(index);
  }

  add(samples: Iterable<ClockSample>): this {
    for (const sample of samples) {
      this.samples.push(sample);
      this.spread.add(sample);
    }
    return this;
  }

  /** One that goes on from here by itself. */
  copy(): Members {
    return new Members(this.samples.copy(), this.spread.copy());
  }
}
