import { type Cover, cover, type OffsetRange } from './offset-range.ts';
import { type ClockSample, isNear, PROVEN_BY } from './stretches.ts';

/** ms per ms; 100 ppm is 8.6 s a day, more than a computer’s quartz is off when nothing corrects it. */
const DRIFT = 100e-6;
/** So many answers around an instant bound it: enough to narrow whole seconds to tens of ms. */
export const WINDOW = 32;
/** With fewer contradicting answers than this share of the others, the others are right. */
const OPEN_VOTE_SHARE = 1 / 2;

/** A moment by this computer's clock, which may have turned back before. */
export interface Moment {
  run: number;
  ms: number;
}

/** The index of the first for which this holds, as it does for all after it. */
export function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const half = (low + high) >>> 1;
    if (holds(items[half] as T)) high = half;
    else low = half + 1;
  }
  return low;
}

export function isAfter({ run, sentAt }: ClockSample, moment: Moment): boolean {
  return run > moment.run || (run === moment.run && sentAt > moment.ms);
}

/** Those nearest to a moment, as many before as after where there are. */
export function around(samples: readonly ClockSample[], moment: Moment): readonly ClockSample[] {
  if (samples.length <= WINDOW) return samples;
  const next = firstIndex(samples, (sample) => isAfter(sample, moment));
  const from = Math.max(0, Math.min(next - WINDOW / 2, samples.length - WINDOW));
  return samples.slice(from, from + WINDOW);
}

/** A sample holds as it is for the time of its own request, and for others it allows for drift. */
export function drifted({ sentAt, at, lowMs, highMs }: ClockSample, ms: number): OffsetRange {
  const drift = DRIFT * Math.max(0, sentAt - ms, ms - at);
  return { lowMs: lowMs - drift, highMs: highMs + drift };
}

export function coverAt(samples: readonly ClockSample[], ms: number, several = false): Cover {
  return cover(
    samples.map((sample) => drifted(sample, ms)),
    several,
  );
}

/** Groups of strays that are too many to be errors: another server behind the same name. */
export function rivals(strays: readonly ClockSample[], votes: number): ClockSample[] {
  const heardFrom = Math.min(PROVEN_BY, Math.ceil(votes * OPEN_VOTE_SHARE));
  return strays.filter(
    (stray) => strays.filter((other) => isNear(stray, other)).length >= heardFrom,
  );
}
