import { isHoldable } from '../language/time-value.ts';
import { consensusOf, hull, type OffsetRange, overlaps, PROVEN_BY } from './clock-consensus.ts';
import { findSteps } from './clock-steps.ts';
import { windowsOf } from './clock-windows.ts';

/** One answer's bound on the server's clock: it was stamped between sending and the end. */
export interface ClockSample {
  /** ms since the epoch by this computer, when the request was sent */
  sentAt: number;
  /** ms since the epoch by this computer, when the answer ended */
  at: number;
  /** the offset (server − this computer, ms) lies between these */
  lowMs: number;
  highMs: number;
  source: 'date' | 'timestamp' | 'iat';
  request: string;
}

/** What is known of the server's clock at an instant; offset = server − this computer, in ms. */
export interface ClockReading {
  host: string;
  /** the best single offset */
  offsetMs: number;
  /** from there to the farther of the two ends */
  uncertaintyMs: number;
  lowMs: number;
  highMs: number;
  /** how many answers share this offset */
  samples: number;
}

/** The clock of one API host over a recording. */
export interface ServerClock {
  /** The reading that held at this instant (ms by this computer), or null where nothing bounds it. */
  at(localMs: number): ClockReading | null;
  /** The newest one. */
  latest: ClockReading | null;
}

/** ms per ms; 50 ppm is 4.3 s a day, more than a computer's quartz is off when nothing corrects it. */
const DRIFT = 50e-6;

interface Segment {
  /** ms by this computer */
  from: number;
  reading: ClockReading;
}

function isUsable({ sentAt, at, lowMs, highMs }: ClockSample): boolean {
  return (
    isHoldable(sentAt) &&
    isHoldable(at) &&
    isHoldable(lowMs) &&
    isHoldable(highMs) &&
    lowMs <= highMs
  );
}

function inTime(a: ClockSample, b: ClockSample): number {
  return a.at - b.at || a.sentAt - b.sentAt || a.lowMs - b.lowMs || a.highMs - b.highMs;
}

/**
 * The vote of a window for every instant between these (ms): a sample holds as it is for the time
 * of its own request, and for others it allows for drift.
 */
function readWindow(host: string, voters: ClockSample[], from: number, to: number): ClockReading {
  const ranges = voters.map(({ sentAt, at, lowMs, highMs }): OffsetRange => {
    const drift = DRIFT * Math.max(0, sentAt - from, to - at);
    return { lowMs: lowMs - drift, highMs: highMs + drift };
  });
  const { offsetMs, votes, ...range } = consensusOf(ranges);
  return { host, offsetMs, uncertaintyMs: reach(offsetMs, range), ...range, samples: votes };
}

function reach(offsetMs: number, { lowMs, highMs }: OffsetRange): number {
  return Math.max(offsetMs - lowMs, highMs - offsetMs);
}

interface Window {
  voters: ClockSample[];
  from: number;
  to: number;
  reading: ClockReading;
}

/** A window that is full stays as it is, so its vote is taken once; by its first sample. */
const windowsRead = new WeakMap<ClockSample, Window>();

function readWindowOnce(host: string, voters: ClockSample[], from: number, to: number) {
  const [first] = voters;
  const known = first && windowsRead.get(first);
  const isSame =
    known?.reading.host === host &&
    known.from === from &&
    known.to === to &&
    known.voters.length === voters.length &&
    known.voters.every((voter, index) => voter === voters[index]);
  if (isSame) return known.reading;
  const reading = readWindow(host, voters, from, to);
  if (first) windowsRead.set(first, { voters, from, to, reading });
  return reading;
}

/** The segments of samples between which no clock was set: it held when the first was sent. */
function segmentsOf(host: string, samples: readonly ClockSample[]): Segment[] {
  const windows = windowsOf(samples);
  const starts = windows.map(([first], index) => (index === 0 ? first?.sentAt : first?.at) ?? 0);
  return windows.map((voters, index) => {
    const from = starts[index] ?? 0;
    const to = starts[index + 1] ?? voters.at(-1)?.at ?? from;
    return { from, reading: readWindowOnce(host, voters, from, to) };
  });
}

/** The same best offset, but these may be right as well. */
function doubted(reading: ClockReading, rivals: readonly OffsetRange[]): ClockReading {
  const range = hull([reading, ...rivals]);
  return { ...reading, ...range, uncertaintyMs: reach(reading.offsetMs, range) };
}

/** From the first of the newest samples that contradict the rest, either may be right. */
function withDoubt(segments: Segment[], unsettled: readonly ClockSample[]): Segment[] {
  const last = segments.at(-1);
  const against = unsettled.filter((sample) => last && !overlaps(sample, last.reading));
  if (against.length === 0) return segments;
  const from = against[0]?.sentAt ?? Number.NEGATIVE_INFINITY;
  const certain = segments.filter((segment, index) => index === 0 || segment.from <= from);
  const inDoubt = [...certain.slice(-1), ...segments.slice(certain.length)];
  return [
    ...certain,
    ...inDoubt.map((segment) => ({
      from: Math.max(from, segment.from),
      reading: doubted(segment.reading, against),
    })),
  ];
}

/** Few first samples that a step follows: an early clock or mere errors, so either may be right. */
function withHead(head: Segment[], after: Segment[]): Segment[] {
  const [first] = head;
  const [next] = after;
  const isProven = head.some(({ reading }) => reading.samples >= PROVEN_BY);
  if (!first || !next || isProven) return [...head, ...after];
  const rivals = head.map(({ reading }) => reading);
  return [{ from: first.from, reading: doubted(next.reading, rivals) }, ...after];
}

function readSegments(host: string, samples: readonly ClockSample[]): Segment[] {
  const { starts, unsettled } = findSteps(samples);
  // One sample alone before a step is an error like any other, and outvoted.
  const cuts = starts[1] === 1 ? [0, ...starts.slice(2)] : starts;
  const epochs = cuts.map((start, index) => samples.slice(start, cuts[index + 1]));
  const [head = [], ...rest] = epochs.map((epoch) => segmentsOf(host, epoch));
  const newest = unsettled.flatMap((index) => samples[index] ?? []);
  const segments = withHead(head, rest.flat());
  let latest = Number.NEGATIVE_INFINITY;
  for (const segment of segments) {
    latest = Math.max(latest, segment.from);
    segment.from = latest;
  }
  return withDoubt(segments, newest);
}

/** The last segment that begins at or before this instant; the first for an earlier one. */
function segmentAt(segments: readonly Segment[], localMs: number): Segment | undefined {
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((segments[middle]?.from ?? Number.POSITIVE_INFINITY) <= localMs) low = middle;
    else high = middle - 1;
  }
  return segments[low];
}

/**
 * The clock of a host, from its samples in any order. Each window of samples votes
 * (`consensusOf`), so a lying minority is outvoted and a slow drift followed; where `PROVEN_BY`
 * agree that the clock was set, theirs or this computer's, the vote begins anew. What is not yet
 * settled widens the reading instead of moving it. O(n log n); `at` is O(log n).
 */
export function buildClock(host: string, samples: readonly ClockSample[]): ServerClock {
  const usable = samples.filter(isUsable).sort(inTime);
  const segments = usable.length === 0 ? [] : readSegments(host, usable);
  return {
    at: (localMs) => segmentAt(segments, localMs)?.reading ?? null,
    latest: segments.at(-1)?.reading ?? null,
  };
}
