import { Members } from './members.ts';
import { Covering, distance, middle, type OffsetRange } from './offset-range.ts';
import { type ClockSample, inOrder, isNear, NEAR_MS, PROVEN_BY } from './sample.ts';

/** Samples between which no clock was set. */
export interface Stretch {
  /** never none */
  members: Members;
  /** what contradicts the members, and was outvoted; in order */
  strays: ClockSample[];
  /** so little speaks for it that it may be an error */
  isDoubtful: boolean;
}

/** A step that this computer's clock can have made is believed once a second answer says so. */
const PLAUSIBLE_BY = 2;
/** Of so many, one that contradicts them is an error. */
const OUTVOTED_BY = 3;
/** A server that is off by more (ms) has long been noticed: signed requests fail beyond it. */
const SERVER_STEP_MS = 5 * 60_000;
/** A longer pause (ms) hidden by a clock that was set back is rarer than a `Date` that lies. */
const HIDDEN_PAUSE_MS = 15 * 60_000;
/** So many of the newest say where the clock is now. */
const REMEMBERED = 9;

/**
 * Whether this computer's clock can have been set between two samples. Set ahead, it leaves a gap
 * between them that is at least as wide; set back, times come twice, or it hides a pause.
 */
function isPlausibleStep(before: ClockSample, after: ClockSample): boolean {
  const change = middle(after) - middle(before);
  if (change < 0) return after.sentAt - before.sentAt >= -change - NEAR_MS;
  return after.run > before.run || change <= HIDDEN_PAUSE_MS;
}

/** Whether either clock can have been set between two samples: then one alone is in doubt, no error. */
function mayBeStep(before: ClockSample, after: ClockSample): boolean {
  return isPlausibleStep(before, after) || distance(before, after) <= SERVER_STEP_MS;
}

/** How many that agree prove that a clock was set after `before`. */
function neededFor(before: ClockSample, after: ClockSample, members: number): number {
  if (isPlausibleStep(before, after)) {
    const isSeen = after.run > before.run && middle(after) > middle(before);
    return isSeen ? 1 : PLAUSIBLE_BY;
  }
  return Math.min(PROVEN_BY, Math.max(OUTVOTED_BY, 2 * members + 1));
}

/** What the newest of these say together. */
function toldByNewest(members: Members): OffsetRange {
  const covering = new Covering();
  for (let index = Math.max(0, members.length - REMEMBERED); index < members.length; index += 1) {
    const { lowMs, highMs } = members.at(index) as ClockSample;
    covering.add(lowMs, highMs);
  }
  return covering.read();
}

/**
 * Finds where a clock was set, theirs or this computer's, in samples that are added in order. What
 * contradicts the newest ones before it waits until others agree with it, or with them. O(1) for
 * each sample.
 */
export class Stretches {
  readonly #closed: Stretch[] = [];
  #current: Stretch | null = null;
  #waiting: ClockSample[] = [];

  add(sample: ClockSample): void {
    const current = this.#current;
    if (!current) {
      this.#current = { members: new Members().add([sample]), strays: [], isDoubtful: false };
      return;
    }
    if (isNear(sample, toldByNewest(current.members))) {
      if (!this.#waiting.some((one) => isNear(one, sample))) this.#outvote(current);
      current.members.add([sample]);
      return;
    }
    this.#waiting.push(sample);
    const agreeing = this.#waiting.filter((one) => isNear(one, sample));
    const [first = sample] = agreeing;
    const before = lastBefore(current, first);
    if (agreeing.length >= neededFor(before, first, current.members.length))
      this.#begin(current, agreeing, first);
  }

  /** One that goes on from here by itself. */
  copy(): Stretches {
    const copy = new Stretches();
    const current = this.#current;
    copy.#closed.push(...this.#closed);
    copy.#current = current && {
      ...current,
      members: current.members.copy(),
      strays: current.strays.slice(),
    };
    copy.#waiting = this.#waiting.slice();
    return copy;
  }

  /** All of them, in order, as far as is known now. */
  read(): Stretch[] {
    const current = this.#current;
    if (!current) return [];
    const isDoubtful = current.members.length < PLAUSIBLE_BY;
    const newest = this.#waiting.at(-1);
    if (!newest) return [...this.#closed, { ...current, isDoubtful }];
    const agreeing = this.#waiting.filter((one) => isNear(one, newest));
    const [first = newest] = agreeing;
    const isOutvoted =
      agreeing.length === 1 &&
      current.members.length >= OUTVOTED_BY &&
      !mayBeStep(lastBefore(current, first), first);
    const others = isOutvoted ? this.#waiting : this.#waiting.filter((one) => !isNear(one, newest));
    const settled = { ...current, strays: [...current.strays, ...others], isDoubtful };
    const unsettled = { members: new Members().add(agreeing), strays: [], isDoubtful: true };
    return [...this.#closed, settled, ...(isOutvoted ? [] : [unsettled])];
  }

  #outvote(current: Stretch): void {
    current.strays.push(...this.#waiting);
    this.#waiting = [];
  }

  #begin(current: Stretch, agreeing: ClockSample[], first: ClockSample): void {
    const all = current.members.samples.toArray();
    const fitBoth = all.filter((one) => inOrder(one, first) > 0);
    const members = new Members().add(all.slice(0, all.length - fitBoth.length));
    const others = this.#waiting.filter((one) => !agreeing.includes(one));
    const between = others.findLast((one) => inOrder(one, first) < 0);
    const before = members.at(-1);
    const isBetween = between && before && mayBeStep(before, between) && mayBeStep(between, first);
    this.#waiting = others.filter((one) => !isBetween || one !== between);
    this.#outvote(current);
    const alone = members.at(0);
    const another = members.at(1);
    const isError = alone && !another && !mayBeStep(alone, first);
    const strays = isError ? [alone, ...current.strays].sort(inOrder) : [];
    if (!isError) this.#closed.push({ ...current, members, isDoubtful: !another });
    // Both clocks may have been set, one soon after the other.
    if (isBetween)
      this.#closed.push({ members: new Members().add([between]), strays: [], isDoubtful: true });
    const begun = new Members().add([...agreeing, ...fitBoth].sort(inOrder));
    this.#current = { members: begun, strays, isDoubtful: false };
  }
}

/** The newest member before a sample; those that came since fit both sides. */
function lastBefore({ members }: Stretch, sample: ClockSample): ClockSample {
  let index = members.length - 1;
  while (index > 0 && inOrder(members.at(index) as ClockSample, sample) >= 0) index -= 1;
  return members.at(index) as ClockSample;
}
