import { firstWhere, type Sequence } from '../recording/growing-lists.ts';
import { type Cover, Covering, type OffsetRange } from './offset-range.ts';
import { type ClockSample, isNear, PROVEN_BY } from './sample.ts';

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

export function isAfter({ run, sentAt }: ClockSample, moment: Moment): boolean {
  return run > moment.run || (run === moment.run && sentAt > moment.ms);
}

/** Where those begin that are nearest to a moment, as many before as after where there are. */
function windowStart(samples: Sequence<ClockSample>, moment: Moment): number {
  if (samples.length <= WINDOW) return 0;
  const next = firstWhere(samples, (sample) => isAfter(sample, moment));
  return Math.max(0, Math.min(next - WINDOW / 2, samples.length - WINDOW));
}

/** Those nearest to a moment, as many before as after where there are. */
export function around(samples: readonly ClockSample[], moment: Moment): readonly ClockSample[] {
  const from = windowStart(samples, moment);
  return samples.slice(from, from + WINDOW);
}

/** How far (ms) the clocks may have drifted apart between a sample's own request and an instant. */
function driftTo(ms: number, { sentAt, at }: ClockSample): number {
  return DRIFT * Math.max(0, sentAt - ms, ms - at);
}

/** A sample holds as it is for the time of its own request, and for others it allows for drift. */
export function drifted(sample: ClockSample, ms: number): OffsetRange {
  const drift = driftTo(ms, sample);
  return { lowMs: sample.lowMs - drift, highMs: sample.highMs + drift };
}

function coveringOf(
  samples: Sequence<ClockSample>,
  from: number,
  to: number,
  ms: number,
): Covering {
  const covering = new Covering();
  for (let index = from; index < to; index += 1) {
    const sample = samples.at(index) as ClockSample;
    const drift = driftTo(ms, sample);
    covering.add(sample.lowMs - drift, sample.highMs + drift, drift);
  }
  return covering;
}

/** What those around a moment say together of it. */
export function coveringAround(samples: Sequence<ClockSample>, moment: Moment): Covering {
  const from = windowStart(samples, moment);
  return coveringOf(samples, from, Math.min(from + WINDOW, samples.length), moment.ms);
}

export function coverAt(samples: readonly ClockSample[], ms: number): Cover {
  return coveringOf(samples, 0, samples.length, ms).read();
}

/** Groups of strays that are too many to be errors: another server behind the same name. */
export function rivals(strays: readonly ClockSample[], votes: number): ClockSample[] {
  const heardFrom = Math.min(PROVEN_BY, Math.ceil(votes * OPEN_VOTE_SHARE));
  return strays.filter(
    (stray) => strays.filter((other) => isNear(stray, other)).length >= heardFrom,
  );
}
