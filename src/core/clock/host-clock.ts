import { isHoldable } from '../language/time-value.ts';
import { firstWhere, isSameList } from '../recording/growing-lists.ts';
import { farServers } from './far-servers.ts';
import {
  around,
  coverAt,
  coveringAround,
  drifted,
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
import { type RunSpan, readSpans } from './run-spans.ts';
import { type ClockSample, isNear, PROVEN_BY } from './sample.ts';
import type { ClockReading, DatedRow, ServerClock } from './server-clock.ts';
import { SEEN_BY } from './spread.ts';
import type { Stretch } from './stretches.ts';

/** So long (ms) before its first answer, and after its last, a run may have gone on. */
const OUTLASTS_MS = 600_000;
/** Servers this near (ms) to one another may look like one, as `Date` has whole seconds and clocks drift. */
const UNSEEN_MS = 2_000;

/** How far (ms) a moment is from the nearer end of a stretch. */
function pause({ members }: Stretch, { ms }: Moment): number {
  const ends = [members.at(0), members.at(-1)].flatMap((one) => one?.sentAt ?? []);
  return Math.min(...ends.map((end) => Math.abs(end - ms)));
}

function firstSample({ members }: Stretch): ClockSample {
  return members.at(0) as ClockSample;
}

function lastSample({ members }: Stretch): ClockSample {
  return members.at(-1) as ClockSample;
}

/** Where the clock of a host is built from, besides its samples. */
export interface ClockSource {
  host: string;
  /** how often this computer's clock had turned back before what arrived then */
  runOf(arrival: number): number;
  /** what the answer to a request itself said */
  byRequest(id: string): readonly ClockSample[];
}

/**
 * The clock of a host, from its samples in order and where it was set. Between the instants at which it was set,
 * theirs or this computer's, each moment is bounded by the answers around it, so a slow drift is
 * followed and what lies is outvoted; what is not settled widens the reading instead of moving it.
 */
export class HostClock implements ServerClock {
  readonly #source: ClockSource;
  readonly #ordered: readonly ClockSample[];
  readonly #stretches: readonly Stretch[];
  /** ms; how far apart the servers behind the name are, as far as it is seen; 0: it may be one */
  readonly #spreadMs: number;
  readonly #farServers: readonly OffsetRange[];
  #spans: readonly RunSpan[] | null = null;

  constructor(source: ClockSource, ordered: readonly ClockSample[], stretches: readonly Stretch[]) {
    this.#source = source;
    this.#ordered = ordered;
    this.#stretches = stretches;
    this.#spreadMs = stretches.reduce((most, { members }) => Math.max(most, members.spread.ms), 0);
    this.#farServers = farServers(stretches);
  }

  /**
   * From when on (ms) this clock may say another thing of a request than the one before it did, as
   * long as this computer's clock never turned back. Each moment is read from the answers around it.
   */
  changedFrom(before: HostClock): number {
    const [stretch, other] = [this.#stretches.at(-1), before.#stretches.at(-1)];
    if (!stretch || !other || this.#spreadMs !== before.#spreadMs) return Number.NEGATIVE_INFINITY;
    const isAlike =
      this.#stretches.length === before.#stretches.length &&
      this.#stretches.every((each, index) => {
        const was = before.#stretches[index] ?? other;
        return isLike(each, was) && (each === stretch || isSameMembers(each, was));
      });
    const same = stretch.members.samples.sameUntil(other.members.samples);
    const isFar = isSameList(this.#farServers, before.#farServers);
    if (!isAlike || !isFar || same < WINDOW) return Number.NEGATIVE_INFINITY;
    return stretch.members.at(same - WINDOW / 2)?.sentAt ?? Number.NEGATIVE_INFINITY;
  }

  get latest(): ClockReading | null {
    return this.latestBy(Number.NEGATIVE_INFINITY);
  }

  latestBy(localMs: number): ClockReading | null {
    const last = this.#stretches.at(-1);
    if (!last) return null;
    const { run, sentAt } = lastSample(last);
    const moment = { run, ms: Math.max(sentAt, localMs) };
    return { ...this.#reading(this.#withDoubt([last]), moment), samples: last.members.length };
  }

  of({ id, arrival, sentAt }: DatedRow): ClockReading | null {
    if (sentAt === null || !isHoldable(sentAt)) return null;
    const moment = { run: this.#source.runOf(arrival), ms: sentAt };
    const stretches = this.#stretchesAt(moment);
    const [main] = stretches;
    if (!main) return null;
    const voters = coveringAround(main.members, moment);
    const reading = this.#reading(stretches, moment, voters);
    const own = this.#source.byRequest(id);
    const [stray] = own;
    if (!stray) return this.#byAnyServer(reading);
    const range = voters.read();
    const member = own.find((one) => isNear(one, range));
    if (!member) return this.#besideStray(reading, stray, main, moment);
    if (stretches.length > 1)
      return readingOf(this.#source.host, middle(member), reading, reading.samples);
    const isBorneOut = this.#spreadMs === 0 && distance(range, member) === 0;
    const told = withOwn(reading, member);
    return byOwn(
      this.#source.host,
      told,
      isBorneOut ? both(range, member) : member,
      reading.samples,
    );
  }

  at(localMs: number): ClockReading | null {
    const during = this.#during(localMs);
    return this.#inRuns(during.length > 0 ? during : this.#runs.slice(0, 1), localMs);
  }

  unstamped(localMs: number): ClockReading | null {
    // Near a run's first or last answer, or after all, nobody knows which of them it was.
    const during = this.#during(localMs, OUTLASTS_MS);
    const reading = this.#inRuns(during.length > 0 ? during : this.#runs, localMs);
    return reading && this.#byAnyServer(reading);
  }

  get #runs(): readonly RunSpan[] {
    this.#spans ??= readSpans(this.#ordered);
    return this.#spans;
  }

  /** The runs that a time can lie in; before all answers this computer's clock had not turned back. */
  #during(localMs: number, outlastsMs = 0): RunSpan[] {
    return this.#runs.filter(
      ({ run, from, to }) =>
        (run === 0 || from - outlastsMs <= localMs) && localMs <= to + outlastsMs,
    );
  }

  #inRuns(runs: readonly RunSpan[], localMs: number): ClockReading | null {
    const [moment] = runs.map(({ run }) => ({ run, ms: localMs }));
    if (!moment || !isHoldable(localMs)) return null;
    const stretches = runs.flatMap(({ run }) => this.#stretchesAt({ run, ms: localMs }));
    return this.#reading([...new Set(stretches)], moment);
  }

  /** The stretch that a moment lies in; the one to believe first, where it lies between two. */
  #stretchesAt(moment: Moment): readonly Stretch[] {
    const next = firstWhere(this.#stretches, (stretch) => isAfter(firstSample(stretch), moment));
    const before = this.#stretches[Math.max(0, next - 1)];
    const after = next > 0 ? this.#stretches[next] : undefined;
    if (!before) return [];
    const { run, at } = lastSample(before);
    if (!after || run > moment.run || (run === moment.run && at >= moment.ms))
      return this.#withDoubt([before]);
    const turns = firstSample(after).run > lastSample(before).run;
    if (turns && moment.run === lastSample(before).run) return this.#withDoubt([before]);
    if (turns && moment.run === firstSample(after).run) return this.#withDoubt([after]);
    const isNearer = pause(before, moment) <= pause(after, moment);
    return this.#withDoubt(isNearer ? [before, after] : [after, before]);
  }

  /** Beside a stretch that may be an error stand its neighbours, up to one that is none. */
  #withDoubt(stretches: readonly Stretch[]): readonly Stretch[] {
    if (!stretches.some(({ isDoubtful }) => isDoubtful)) return stretches;
    const all = new Set(stretches);
    for (const stretch of all) {
      if (!stretch.isDoubtful) continue;
      const index = this.#stretches.indexOf(stretch);
      for (const beside of this.#stretches.slice(Math.max(0, index - 1), index + 2))
        all.add(beside);
    }
    return [...all];
  }

  #readStretch({ strays }: Stretch, moment: Moment, voters: Covering): OffsetRange {
    const told = voters.readEach(this.#spreadMs > 0);
    const unseen = told.isShared && voters.recent < SEEN_BY ? this.#spreadMs : 0;
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
    const main = stretches[0]?.members;
    const first = voters ?? coveringAround(main ?? [], moment);
    const ranges = stretches.map((stretch, index) => {
      const told = index === 0 ? first : coveringAround(stretch.members, moment);
      return this.#readStretch(stretch, moment, told);
    });
    const range = hull(ranges);
    const isAlone = stretches[0]?.strays.length === 0;
    const best = middle(isAlone ? first.read(this.#spreadMs > 0) : (ranges[0] ?? range));
    return readingOf(this.#source.host, best, range, first.count);
  }

  /** Of servers that differ by less than a `Date` can show, and of those far apart, any may have answered. */
  #byAnyServer(reading: ClockReading): ClockReading {
    const { host, offsetMs, samples } = reading;
    const range = hull([reading, ...this.#farServers]);
    return readingOf(host, offsetMs, widened(range, UNSEEN_MS), samples);
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
      return readingOf(
        this.#source.host,
        reading.offsetMs,
        hull([reading, stray]),
        reading.samples,
      );
    const range = coverAt(agreeing, moment.ms);
    return byOwn(this.#source.host, range, stray, agreeing.length);
  }
}

/** Whether two stretches differ by their members at most. */
function isLike(one: Stretch, other: Stretch): boolean {
  return one.isDoubtful === other.isDoubtful && isSameList(one.strays, other.strays);
}

function isSameMembers({ members }: Stretch, { members: others }: Stretch): boolean {
  const { length } = members;
  return length === others.length && members.samples.sameUntil(others.samples) === length;
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
