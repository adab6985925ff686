import type { Interval } from './pack.ts';
import type { Timeline } from './timeline.ts';

/** What the user looks at: all that was sent, the whole life of every token, or a chosen part. */
export type View = { kind: 'requests' } | { kind: 'lifetimes' } | ({ kind: 'range' } & Interval);

/** Beyond what happened, so large a share of it is shown: up to the present, or to a token's end. */
const AHEAD_SHARE = 0.1;
const SHORTEST_FIT_MS = 1_000;
const SHORTEST_ZOOM_MS = 100;
/** A growing picture grows by sixteenths of its size, so that it does not move all the time. */
const GROWTH_STEPS = 16;
const MARGIN_SHARE = 0.03;

function hull(intervals: readonly Interval[]): Interval | null {
  if (intervals.length === 0) return null;
  return {
    from: intervals.reduce((first, { from }) => Math.min(first, from), Number.POSITIVE_INFINITY),
    to: intervals.reduce((last, { to }) => Math.max(last, to), Number.NEGATIVE_INFINITY),
  };
}

function padded({ from, to }: Interval): Interval {
  const margin = (to - from) * MARGIN_SHARE;
  return { from: from - margin, to: to + margin };
}

/** From the first to the last that was sent, and what went on meanwhile and after. */
function happened({ marks, rows }: Timeline): Interval | null {
  const spans = rows.flatMap((row) => row.spans);
  const acts = spans.filter(({ kind }) => kind !== 'token');
  const first = marks[0]?.at ?? Number.NEGATIVE_INFINITY;
  const sent = marks.slice(-1).map(({ at }) => ({ from: first, to: at }));
  const since = acts.map(({ from, to }) => ({ from: Math.max(first, from), to }));
  return hull([...sent, ...since]) ?? hull(spans);
}

/** Once the token in use has expired, to its end and to now, unless that is long after. */
function withExpiry({ from, to }: Interval, { inUse }: Timeline, nowMs: number): Interval {
  const end = inUse && !inUse.ended ? inUse.expiresAt : null;
  if (end === null || end > nowMs) return { from, to };
  const reached = nowMs - end <= end - from ? nowMs : end;
  return { from, to: Math.max(to, reached) };
}

/** All that was recorded, as it is; null where nothing has a time. */
export function recorded(timeline: Timeline): Interval | null {
  const seen = happened(timeline);
  return seen && padded({ from: seen.from, to: Math.max(seen.to, seen.from + SHORTEST_FIT_MS) });
}

function fitRequests(timeline: Timeline, nowMs: number): Interval | null {
  const seen = happened(timeline);
  if (!seen) return null;
  const { from, to } = withExpiry(seen, timeline, nowMs);
  const span = Math.max(SHORTEST_FIT_MS, (to - from) * (1 + AHEAD_SHARE));
  const step = 2 ** Math.floor(Math.log2(span)) / GROWTH_STEPS;
  return padded({ from, to: from + Math.ceil(span / step) * step });
}

function fitLifetimes(timeline: Timeline, nowMs: number): Interval | null {
  const fitted = fitRequests(timeline, nowMs);
  const spans = timeline.rows.flatMap((row) => row.spans);
  const whole = fitted && hull([fitted, ...spans]);
  return whole && padded(whole);
}

/** The part of time that is shown; null where there is nothing to show. */
export function rangeOf(view: View, timeline: Timeline, nowMs: number): Interval | null {
  switch (view.kind) {
    case 'requests':
      return fitRequests(timeline, nowMs);
    case 'lifetimes':
      return fitLifetimes(timeline, nowMs);
    case 'range':
      return { from: view.from, to: view.to };
  }
}

/** As near to what is wanted as lies within the whole lives, and no shorter than can be told apart. */
export function bounded(wanted: Interval, timeline: Timeline, nowMs: number): View {
  const whole = fitLifetimes(timeline, nowMs) ?? wanted;
  const length = Math.min(
    whole.to - whole.from,
    Math.max(SHORTEST_ZOOM_MS, wanted.to - wanted.from),
  );
  const middle = (wanted.from + wanted.to) / 2;
  const from = Math.min(whole.to - length, Math.max(whole.from, middle - length / 2));
  return { kind: 'range', from, to: from + length };
}

/** Longer (`factor` above 1) or shorter by a factor, with one instant held where it is. */
export function zoomed({ from, to }: Interval, aboutMs: number, factor: number): Interval {
  return { from: aboutMs - (aboutMs - from) * factor, to: aboutMs + (to - aboutMs) * factor };
}

/** Moved just so far that an instant is in it. */
export function showing({ from, to }: Interval, ms: number): Interval {
  const margin = (to - from) * MARGIN_SHARE;
  const shift = Math.min(0, ms - margin - from) + Math.max(0, ms + margin - to);
  return { from: from + shift, to: to + shift };
}
