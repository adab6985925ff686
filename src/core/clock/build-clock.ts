import { isHoldable } from '../language/time-value.ts';
import { HostClock } from './host-clock.ts';
import type { ServerClock } from './server-clock.ts';
import { type ClockSample, inOrder, type Stretch, Stretches } from './stretches.ts';

function isUsable({ sentAt, at, lowMs, highMs }: ClockSample): boolean {
  return [sentAt, at, lowMs, highMs].every(isHoldable) && lowMs <= highMs;
}

interface Explained {
  ordered: readonly ClockSample[];
  stretches: readonly Stretch[];
}

function explain(samples: readonly ClockSample[]): Explained {
  const ordered = samples.toSorted(inOrder);
  const stretches = new Stretches();
  for (const sample of ordered) stretches.add(sample);
  return { ordered, stretches: stretches.read() };
}

/** Steps and errors that an order of the samples needs to be true; a turn back is a step. */
function accidents({ ordered, stretches }: Explained): number {
  const runs = new Set(ordered.map(({ run }) => run));
  const errors = stretches.reduce((sum, { strays }) => sum + strays.length, 0);
  return Math.max(runs.size, stretches.length) + errors;
}

/**
 * The clock of a host, from its samples in any order. That this computer's clock turned back is
 * believed where it explains the samples: a list may merely have another order.
 */
export function buildClock(
  host: string,
  samples: readonly ClockSample[],
  runOf: (arrival: number) => number = () => 0,
): ServerClock {
  const usable = samples.filter(isUsable);
  const inRuns = explain(usable);
  if (usable.every(({ run }) => run === 0))
    return new HostClock(host, inRuns.ordered, inRuns.stretches, runOf);
  const inTime = explain(usable.map((sample) => ({ ...sample, run: 0 })));
  return accidents(inRuns) <= accidents(inTime)
    ? new HostClock(host, inRuns.ordered, inRuns.stretches, runOf)
    : new HostClock(host, inTime.ordered, inTime.stretches, () => 0);
}
