import { Fold, type Folding } from '../recording/fold.ts';
import type { Growth } from '../recording/growing-lists.ts';
import { type ClockSource, HostClock } from './host-clock.ts';
import { type ClockSample, inOrder, NEAR_MS } from './sample.ts';
import { type Stretch, Stretches } from './stretches.ts';

const STRETCHES: Folding<ClockSample, Stretches> = {
  empty: () => new Stretches(),
  copy: (stretches) => stretches.copy(),
  add: (stretches, sample) => stretches.add(sample),
};

interface Explained {
  ordered: readonly ClockSample[];
  stretches: readonly Stretch[];
}

/** As if this computer's clock had never turned back. */
function inOneRun(samples: readonly ClockSample[]): Explained {
  const ordered = samples.map((sample) => ({ ...sample, run: 0 })).sort(inOrder);
  const stretches = new Stretches();
  for (const sample of ordered) stretches.add(sample);
  return { ordered, stretches: stretches.read() };
}

/**
 * How often the servers' clock, too, turned back where this computer's did: a list that another one
 * precedes though it came later looks so.
 */
function turnsOfServers(ordered: readonly ClockSample[], strays: readonly ClockSample[]): number {
  const errors = new Set(strays);
  const told = ordered.filter((sample) => !errors.has(sample));
  return told.filter((sample, index) => {
    const before = told[index - 1];
    if (!before || before.run === sample.run) return false;
    return sample.sentAt + sample.highMs < before.sentAt + before.lowMs - NEAR_MS;
  }).length;
}

/** Steps and errors that an order of the samples needs to be true; a turn back is a step. */
function accidents({ ordered, stretches }: Explained): number {
  const runs = new Set(ordered.map(({ run }) => run));
  const strays = stretches.flatMap((stretch) => stretch.strays);
  const steps = Math.max(runs.size, stretches.length);
  return steps + strays.length + turnsOfServers(ordered, strays);
}

/**
 * Builds the clock of a host again and again as samples come. That this computer's clock turned back
 * is believed where it explains the samples: a list may merely have another order.
 */
export class ClockBuilder {
  readonly #source: ClockSource;
  readonly #stretches = new Fold(STRETCHES);

  constructor(source: ClockSource) {
    this.#source = source;
  }

  /** From samples in order. */
  build(samples: Growth<ClockSample>): HostClock {
    const stretches = this.#stretches.read(samples).read();
    return this.#believed({ ordered: samples.items, stretches });
  }

  #believed(inRuns: Explained): HostClock {
    const inOrder = (explained: Explained, runOf: ClockSource['runOf']) =>
      new HostClock({ ...this.#source, runOf }, explained.ordered, explained.stretches);
    // They are in order of their runs.
    if ((inRuns.ordered.at(-1)?.run ?? 0) === 0) return inOrder(inRuns, this.#source.runOf);
    const inTime = inOneRun(inRuns.ordered);
    return accidents(inRuns) <= accidents(inTime)
      ? inOrder(inRuns, this.#source.runOf)
      : inOrder(inTime, () => 0);
  }
}
