import { visible } from '../../src/core/language/visible.ts';
import type { Interval } from '../../src/core/timeline/pack.ts';
import type { Span } from '../../src/core/timeline/spans.ts';
import type { Mark, Timeline } from '../../src/core/timeline/timeline.ts';
import { type Layout, linearScale, type RowBand, type TimeScale } from './layout.ts';
import type { Palette } from './palette.ts';

/** Everything that a drawing of the timeline depends on but the present; sizes in px, times in ms. */
export interface Picture {
  timeline: Timeline;
  layout: Layout;
  range: Interval;
  width: number;
  height: number;
  /** how far the rows are scrolled */
  scrollTop: number;
  expiringMs: number;
  /** the present by which its words are true */
  asOf: number;
  isUtc: boolean;
  palette: Palette;
  /** the mark of the row that is open */
  selected: Mark | null;
}

export const AXIS_HEIGHT = 18;
export const FONT = '11px system-ui, "Segoe UI", Roboto, sans-serif';
const GUTTER_SHARE = 0.17;
const MIN_GUTTER = 76;
const MAX_GUTTER = 168;
const RIGHT_MARGIN = 8;

/** The names of the lanes stand left of it. */
export function gutterOf(width: number): number {
  return Math.round(Math.min(MAX_GUTTER, Math.max(MIN_GUTTER, width * GUTTER_SHARE)));
}

/** Whether a token has expired of which its words say that it is valid. */
export function isOutdated({ timeline, asOf }: Picture, nowMs: number): boolean {
  const hasExpired = (span: Span) =>
    span.kind === 'token' &&
    span.expiresAt !== null &&
    asOf < span.expiresAt &&
    span.expiresAt <= nowMs;
  return timeline.rows.some(({ spans }) => spans.some(hasExpired));
}

export function scaleOf({ range, width }: Pick<Picture, 'range' | 'width'>): TimeScale {
  return linearScale(range, gutterOf(width), width - RIGHT_MARGIN);
}

/** How far from its ends (px) a thing may begin or end that is seen in it. */
const BEYOND = 9;

/** The px at which an instant is drawn, held within a little more than the picture. */
export function placing(picture: Pick<Picture, 'range' | 'width'>): (ms: number) => number {
  const { x } = scaleOf(picture);
  const first = gutterOf(picture.width) - BEYOND;
  const last = picture.width + BEYOND;
  return (ms) => Math.round(Math.min(last, Math.max(first, x(ms))));
}

/** Where a row stands on the picture. */
export function placeOf({ layout, scrollTop }: Picture, row: number): RowBand {
  const { top, height, middle } = layout.places[row] ?? { top: 0, height: 0, middle: 0 };
  const shift = AXIS_HEIGHT - scrollTop;
  return { top: top + shift, height, middle: middle + shift };
}

/** Where a mark stands on the picture. */
export function pointOf(mark: Mark, picture: Picture): { x: number; y: number } {
  return { x: scaleOf(picture).x(mark.at), y: placeOf(picture, mark.row).middle };
}

type Measuring = Pick<CanvasRenderingContext2D, 'measureText'>;

/** As much of a text as has room, with `…` where something is left out. */
export function fitted(ctx: Measuring, given: string, room: number): string {
  const text = visible(given);
  if (ctx.measureText(text).width <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${text.slice(0, low)}…`;
}

/** px that words stand clear of what lies beside them */
const CLEAR = 4;

type Writing = Measuring & Pick<CanvasRenderingContext2D, 'fillStyle' | 'fillText' | 'fillRect'>;

interface Place {
  x: number;
  y: number;
  /** px that are kept clear above and below the line on which the letters stand */
  above: number;
  below: number;
  palette: Palette;
  colour: string;
}

/** Writes on the colour of the background, so that no line runs through the letters or to them. */
export function writeOver(
  ctx: Writing,
  given: string,
  { x, y, above, below, palette, colour }: Place,
): void {
  const text = visible(given);
  const { width } = ctx.measureText(text);
  ctx.fillStyle = palette.background;
  if (text !== '') ctx.fillRect(x - CLEAR, y - above, width + 2 * CLEAR, above + below);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
