import type { OffsetRange } from './offset-range.ts';
import { type ClockSample, isNear } from './sample.ts';
import type { Stretch } from './stretches.ts';

/** So many that agree with one another, beside others before and after them, are no errors. */
const AGREEING = 2;
/** So many of the newest stretches, and of what contradicts each, show it. */
const REMEMBERED = 16;

function newestOf({ members }: Stretch): ClockSample {
  return members.at(-1) as ClockSample;
}

/** Those to which answers came back though no clock of this computer's was set back. */
function returnedTo(stretches: readonly Stretch[]): ClockSample[] {
  return stretches.slice(2).flatMap((stretch, index) => {
    const [first, between, again] = [stretches[index], stretches[index + 1], stretch].map(
      (one) => one && newestOf(one),
    );
    if (!first || !between || !again || first.run !== again.run) return [];
    return isNear(first, again) && !isNear(first, between) ? [between, again] : [];
  });
}

/**
 * Servers behind one name that are too far apart to look like one, between which answers go to and
 * fro: a clock that was set would stay as it is. One of each suffices.
 */
export function farServers(stretches: readonly Stretch[]): OffsetRange[] {
  const newest = stretches.slice(-REMEMBERED);
  const strays = newest.flatMap((stretch) => {
    const levels = newest.filter((one) => one !== stretch).map(newestOf);
    const others = stretch.strays.slice(-REMEMBERED);
    return others.filter((stray) => {
      const agreeing = [...others, ...levels].filter((other) => isNear(stray, other));
      return agreeing.length >= AGREEING;
    });
  });
  return [...returnedTo(newest), ...strays];
}
