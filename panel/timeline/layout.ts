import type { Interval } from '../../src/core/timeline/pack.ts';
import type { Span } from '../../src/core/timeline/spans.ts';
import {
  type Lane,
  type Mark,
  SHAPES,
  type Shape,
  type Timeline,
  type TimelineRow,
} from '../../src/core/timeline/timeline.ts';

/** Where a row lies, in px below the axis. */
export interface RowBand {
  top: number;
  height: number;
  /** of the line on which its marks stand */
  middle: number;
}

export interface Layout {
  places: RowBand[];
  height: number;
}

/** Turns time (ms) into px and back, over a width. */
export interface TimeScale {
  x(ms: number): number;
  ms(x: number): number;
}

/** What lies under a point. */
export type Hit =
  | { kind: 'mark'; mark: Mark }
  | { kind: 'span'; span: Span }
  | { kind: 'lane'; lane: Lane };

/** A token's row has its words above the bar; where they share one there are neither. */
const TOKEN_ROW = { height: 29, middle: 20.5 };
const OTHER_ROW = { height: 19, middle: 9.5 };
/** A mark is hit from so far (px), but a worse one that is nearly as near comes first. */
const HIT_PX = 6;
const SAME_PLACE_PX = 2.5;

export function linearScale({ from, to }: Interval, left: number, right: number): TimeScale {
  const perMs = (right - left) / (to - from);
  return { x: (ms) => left + (ms - from) * perMs, ms: (x) => from + (x - left) / perMs };
}

/** The rows one below the other. */
export function layoutOf({ rows, lanes }: Timeline): Layout {
  let height = 0;
  const places = rows.map(({ lane, isShared }) => {
    const kind = lanes[lane]?.kind;
    const hasNames = !isShared && (kind === 'user' || kind === 'nobody');
    const size = hasNames ? TOKEN_ROW : OTHER_ROW;
    const place = { top: height, height: size.height, middle: height + size.middle };
    height += size.height;
    return place;
  });
  return { places, height };
}

/** The index of the first mark at or after an instant, of marks in order of time. */
function firstAtOrAfter(marks: readonly Mark[], ms: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((marks[middle]?.at ?? ms) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

const severity = ({ shape }: Mark) => SHAPES.indexOf(shape);

function markAt(row: TimelineRow, scale: TimeScale, x: number): Mark | null {
  let best: { mark: Mark; distance: number } | null = null;
  for (let index = firstAtOrAfter(row.marks, scale.ms(x - HIT_PX)); ; index += 1) {
    const mark = row.marks[index];
    if (!mark || scale.x(mark.at) > x + HIT_PX) return best?.mark ?? null;
    // What is drawn over one another cannot be told apart by the pointer.
    const distance = Math.max(SAME_PLACE_PX, Math.abs(scale.x(mark.at) - x));
    const isBetter =
      !best ||
      distance < best.distance ||
      (distance === best.distance && severity(mark) > severity(best.mark));
    if (isBetter) best = { mark, distance };
  }
}

/** Over one another, bars of tokens would tell nothing. */
export function isDrawn({ isShared }: TimelineRow, { kind }: Span): boolean {
  return !isShared || kind !== 'token';
}

/** Whether it goes on: a socket that is open, an assessment that runs. */
export function isGrowing(span: Span): boolean {
  if (span.kind === 'socket') return span.isOpen;
  return span.kind === 'job' && span.endedAt === null;
}

/** What goes on reaches to the present. */
export function grown(span: Span, nowMs: number): Span {
  return isGrowing(span) ? { ...span, to: Math.max(nowMs, span.to) } : span;
}

function spanAt(row: TimelineRow, scale: TimeScale, x: number, nowMs: number): Span | null {
  const under = row.spans.filter(
    (span) =>
      isDrawn(row, span) &&
      scale.x(span.from) - 1 <= x &&
      x <= Math.max(scale.x(span.from) + HIT_PX, scale.x(grown(span, nowMs).to) + 1),
  );
  return under.at(-1) ?? null;
}

function rowAt({ rows }: Timeline, { places }: Layout, y: number): TimelineRow | undefined {
  return rows[places.findIndex(({ top, height }) => y >= top && y < top + height)];
}

/** The lane that is named at that height (px below the axis). */
export function laneAt(timeline: Timeline, layout: Layout, y: number): Hit | null {
  const row = rowAt(timeline, layout, y);
  const lane = row && timeline.lanes[row.lane];
  return lane ? { kind: 'lane', lane } : null;
}

/** What lies at a point, a mark before what it stands on; `y` in px below the axis. */
export function hitAt(
  timeline: Timeline,
  layout: Layout,
  scale: TimeScale,
  { x, y, nowMs }: { x: number; y: number; nowMs: number },
): Hit | null {
  const row = rowAt(timeline, layout, y);
  if (!row) return null;
  const mark = markAt(row, scale, x);
  if (mark) return { kind: 'mark', mark };
  const span = spanAt(row, scale, x, nowMs);
  return span && { kind: 'span', span };
}

/**
 * Where the marks of a row are drawn, by shape, in px within these ends: of those of one shape in
 * one column only one, so that no shape ever hides another and 20 000 marks are few strokes.
 */
export function columnsOf(
  marks: readonly Mark[],
  scale: TimeScale,
  left: number,
  right: number,
): Map<Shape, number[]> {
  const columns = new Map<Shape, number[]>();
  const end = firstAtOrAfter(marks, scale.ms(right) + 1);
  for (let index = firstAtOrAfter(marks, scale.ms(left)); index < end; index += 1) {
    const mark = marks[index];
    if (!mark) break;
    const column = Math.round(scale.x(mark.at));
    const known = columns.get(mark.shape);
    if (!known) columns.set(mark.shape, [column]);
    else if (known.at(-1) !== column) known.push(column);
  }
  return columns;
}
