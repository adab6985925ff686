import { isHoldable } from '../language/time-value.ts';
import {
  around,
  coverAt,
  coveringAround,
  drifted,
  firstIndex,
  isAfter,
  type Moment,
  rivals,
  WINDOW,
} from './moment.ts';
import {
  both,
  type Covering,
  distance,
  HARDLY_APART_MS,
  hull,
  middle,
  type OffsetRange,
  widened,
} from './offset-range.ts';
import type { ClockReading, JudgedRow, ServerClock } from './server-clock.ts';
import { type ClockSample, isNear, PROVEN_BY, type Stretch } from './stretches.ts';

/** So long (ms) before its first answer, and after its last, a run may have gone on. */
const OUTLASTS_MS = 60_000;
/** Of two servers that answer in turns, so many answers show both. */
const SEEN_BY = 8;
/** Servers this near (ms) to one another are taken for one, as `Date` has whole seconds. */
const UNSEEN_MS = 1_000;

/** How far apart (ms) the servers of a host are, as far as it is seen; 0 where there may be one. */
function spreadOf({ members }: Stretch): number {
  let spread = 0;
  // Few at once allow for little drift, many show servers that hardly differ.
  for (const size of [SEEN_BY, WINDOW])
    for (let from = 0; from < members.length; from += size) {
      const some = members.slice(from, from + size);
      const { lowMs, highMs, isShared } = coverAt(some, some[0]?.sentAt ?? 0);
      if (!isShared) spread = Math.max(spread, highMs - lowMs);
    }
  return spread;
}

/** How far (ms) a moment is from the nearer end of a stretch. */
function pause({ members }: Stretch, { ms }: Moment): number {
  const ends = [members[0], members.at(-1)].flatMap((one) => one?.sentAt ?? []);
  return Math.min(...ends.map((end) => Math.abs(end - ms)));
}

function firstOf({ members }: Stretch): ClockSample {
  return members[0] as ClockSample;
}

function lastOf({ members }: Stretch): ClockSample {
  return members.at(-1) as ClockSample;
}

/** The times that this computer's clock showed between two turns back, as far as answers tell. */
interface Span {
  run: number;
  from: number;
  to: number;
}

/** The newest first. */
function readSpans(ordered: readonly ClockSample[]): Span[] {
  const spans: Span[] = [];
  for (const { run, sentAt, at } of ordered) {
    const [newest] = spans;
    if (newest?.run === run) newest.to = Math.max(newest.to, at);
    else spans.unshift({ run, from: sentAt, to: at });
  }
  return spans;
}

/**
 * The clock of a host, from its samples in order and where it was set. Between the instants at which it was set,
 * theirs or this computer's, each moment is bounded by the answers around it, so a slow drift is
 * followed and what lies is outvoted; what is not settled widens the reading instead of moving it.
 */
export class HostClock implements ServerClock {
  readonly #host: string;
  readonly #runOf: (arrival: number) => number;
  readonly #stretches: readonly Stretch[];
  readonly #runs: readonly Span[];
  /** ms; how far apart the servers behind the name are */
  readonly #spreadMs: number;
  readonly #own = new Map<string, ClockSample[]>();

  constructor(
    host: string,
    ordered: readonly ClockSample[],
    stretches: readonly Stretch[],
    runOf: (arrival: number) => number,
  ) {
    this.#host = host;
    this.#runOf = runOf;
    this.#stretches = stretches;
    this.#runs = readSpans(ordered);
    this.#spreadMs = stretches.reduce((most, stretch) => Math.max(most, spreadOf(stretch)), 0);
    for (const sample of ordered) {
      const known = this.#own.get(sample.request);
      if (known) known.push(sample);
      else this.#own.set(sample.request, [sample]);
    }
  }

  get latest(): ClockReading | null {
    const last = this.#stretches.at(-1);
    if (!last) return null;
    const { run, sentAt } = lastOf(last);
    const moment = { run, ms: sentAt };
    return this.#reading(this.#withDoubt([last]), moment);
  }

  of({ id, arrival, sentAt }: JudgedRow): ClockReading | null {
    if (sentAt === null || !isHoldable(sentAt)) return null;
    const moment = { run: this.#runOf(arrival), ms: sentAt };
    const stretches = this.#stretchesAt(moment);
    const [main] = stretches;
    if (!main) return null;
    const voters = coveringAround(main.members, moment);
    const reading = this.#reading(stretches, moment, voters);
    const own = this.#own.get(id);
    const stray = own?.[0];
    if (!own || !stray) return byAnyServer(reading);
    const range = voters.read();
    const member = own.find((one) => isNear(one, range));
    if (!member) return this.#besideStray(reading, stray, main, moment);
    if (stretches.length > 1)
      return readingOf(this.#host, middle(member), reading, reading.samples);
    const isBorneOut = this.#spreadMs === 0 && distance(range, member) === 0;
    const told = withOwn(reading, member);
    return byOwn(this.#host, told, isBorneOut ? both(range, member) : member, reading.samples);
  }

  at(localMs: number): ClockReading | null {
    const during = this.#during(localMs);
    return this.#inRuns(during.length > 0 ? during : this.#runs.slice(0, 1), localMs);
  }

  unstamped(localMs: number): ClockReading | null {
    // Near a run's first or last answer, or after all, nobody knows which of them it was.
    const during = this.#during(localMs, OUTLASTS_MS);
    const reading = this.#inRuns(during.length > 0 ? during : this.#runs, localMs);
    return reading && byAnyServer(reading);
  }

  /** The runs that a time can lie in; before all answers this computer's clock had not turned back. */
  #during(localMs: number, outlastsMs = 0): Span[] {
    return this.#runs.filter(
      ({ run, from, to }) =>
        (run === 0 || from - outlastsMs <= localMs) && localMs <= to + outlastsMs,
    );
  }

  #inRuns(runs: readonly Span[], localMs: number): ClockReading | null {
    const [moment] = runs.map(({ run }) => ({ run, ms: localMs }));
    if (!moment || !isHoldable(localMs)) return null;
    const stretches = runs.flatMap(({ run }) => this.#stretchesAt({ run, ms: localMs }));
    return this.#reading([...new Set(stretches)], moment);
  }

  /** The stretch that a moment lies in; the one to believe first, where it lies between two. */
  #stretchesAt(moment: Moment): readonly Stretch[] {
    const next = firstIndex(this.#stretches, (stretch) => isAfter(firstOf(stretch), moment));
    const before = this.#stretches[Math.max(0, next - 1)];
    const after = next > 0 ? this.#stretches[next] : undefined;
    if (!before) return [];
    const { run, at } = lastOf(before);
    if (!after || run > moment.run || (run === moment.run && at >= moment.ms))
      return this.#withDoubt([before]);
    const turns = firstOf(after).run > lastOf(before).run;
    if (turns && moment.run === lastOf(before).run) return this.#withDoubt([before]);
    if (turns && moment.run === firstOf(after).run) return this.#withDoubt([after]);
    const isNearer = pause(before, moment) <= pause(after, moment);
    return this.#withDoubt(isNearer ? [before, after] : [after, before]);
  }

  /** Beside a stretch that may be an error stand its neighbours. */
  #withDoubt(stretches: readonly Stretch[]): readonly Stretch[] {
    if (!stretches.some(({ isDoubtful }) => isDoubtful)) return stretches;
    const all = new Set(stretches);
    for (const stretch of stretches) {
      if (!stretch.isDoubtful) continue;
      const index = this.#stretches.indexOf(stretch);
      for (const beside of this.#stretches.slice(Math.max(0, index - 1), index + 2))
        all.add(beside);
    }
    return [...all];
  }

  #readStretch({ strays }: Stretch, moment: Moment, voters: Covering): OffsetRange {
    const told = voters.readEach(this.#spreadMs > 0);
    const unseen = told.isShared && voters.count < SEEN_BY ? this.#spreadMs : 0;
    const range = { lowMs: told.lowMs - unseen, highMs: told.highMs + unseen };
    if (strays.length === 0) return range;
    const others = rivals(around(strays, moment), voters.count);
    return hull([range, ...others.map((stray) => drifted(stray, moment.ms))]);
  }

  /** `voters` are the first stretch's, where they were read before. */
  #reading(
    stretches: readonly Stretch[],
    moment: Moment,
    voters: Covering | null = null,
  ): ClockReading {
    const main = stretches[0]?.members ?? [];
    const first = voters ?? coveringAround(main, moment);
    const ranges = stretches.map((stretch, index) => {
      const told = index === 0 ? first : coveringAround(stretch.members, moment);
      return this.#readStretch(stretch, moment, told);
    });
    const range = hull(ranges);
    const isAlone = stretches[0]?.strays.length === 0;
    const best = middle(isAlone ? first.read(this.#spreadMs > 0) : (ranges[0] ?? range));
    return readingOf(this.#host, best, range, main.length);
  }

  /** An answer that was outvoted widens what is said of its own request, unless many agree with it. */
  #besideStray(
    reading: ClockReading,
    stray: ClockSample,
    { strays }: Stretch,
    moment: Moment,
  ): ClockReading {
    const agreeing = around(strays, moment).filter((one) => isNear(one, stray));
    if (agreeing.length < PROVEN_BY)
      return readingOf(this.#host, reading.offsetMs, hull([reading, stray]), reading.samples);
    const range = coverAt(agreeing, moment.ms);
    return byOwn(this.#host, range, stray, agreeing.length);
  }
}

function readingOf(
  host: string,
  offsetMs: number,
  { lowMs, highMs }: OffsetRange,
  samples: number,
): ClockReading {
  const uncertaintyMs = Math.max(offsetMs - lowMs, highMs - offsetMs);
  return { host, offsetMs, uncertaintyMs, lowMs, highMs, samples };
}

/** Of servers that differ by less than a `Date` can show, any may have answered. */
function byAnyServer(reading: ClockReading): ClockReading {
  const { host, offsetMs, samples } = reading;
  return readingOf(host, offsetMs, widened(reading, UNSEEN_MS), samples);
}

/** With what an answer itself says; servers behind one name hardly differ more, however slow it was. */
function withOwn(reading: ClockReading, own: OffsetRange): OffsetRange {
  return hull([reading, both(own, widened(reading, HARDLY_APART_MS))]);
}

/** All servers of the host stay possible for others; this request was answered by one of them. */
function byOwn(host: string, told: OffsetRange, own: OffsetRange, samples: number): ClockReading {
  const { lowMs, highMs } = own;
  const reading = readingOf(host, middle(own), hull([told, own]), samples);
  return { ...reading, own: { lowMs, highMs } };
}
