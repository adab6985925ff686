import type { TokenSpan } from '../../src/core/timeline/spans.ts';
import type { Mark } from '../../src/core/timeline/timeline.ts';
import { isDrawn } from './layout.ts';
import { paintAxis, paintNow } from './paint-axis.ts';
import { paintMarks } from './paint-marks.ts';
import {
  type Canvas,
  canvasOf,
  paintJob,
  paintLink,
  paintSocket,
  paintToken,
  writeJobResult,
  writeTokenName,
} from './paint-spans.ts';
import { AXIS_HEIGHT, FONT, fitted, type Picture, pointOf, scaleOf } from './picture.ts';
import { laneName, moreWords } from './timeline-words.ts';

const NAME_BASELINE = 13;
const RING = 7.5;

function isSeen({ picture }: Canvas, row: number): boolean {
  const place = picture.layout.places[row];
  if (!place) return false;
  const top = AXIS_HEIGHT + place.top - picture.scrollTop;
  return top < picture.height && top + place.height > AXIS_HEIGHT;
}

function middleOf({ picture }: Canvas, row: number): number {
  return AXIS_HEIGHT + (picture.layout.places[row]?.middle ?? 0) - picture.scrollTop;
}

function paintRow(canvas: Canvas, index: number): void {
  const { ctx, picture, left, right } = canvas;
  const row = picture.timeline.rows[index];
  if (!row) return;
  const y = middleOf(canvas, index);
  for (const span of row.spans) {
    if (!isDrawn(row, span)) continue;
    if (span.kind === 'token') paintToken(canvas, span, y);
    else if (span.kind === 'socket') paintSocket(canvas, span, y);
    else paintJob(canvas, span, y);
  }
  const { palette } = picture;
  paintMarks(ctx, row, y, { scale: scaleOf(picture), left: left - 9, right: right + 9, palette });
}

/** Names and results, over the line for now. */
function writeRow(canvas: Canvas, index: number): void {
  const row = canvas.picture.timeline.rows[index];
  if (!row) return;
  const y = middleOf(canvas, index);
  const { spans } = row;
  for (const [place, span] of spans.entries()) {
    if (!isDrawn(row, span)) continue;
    const nextFrom = spans[place + 1]?.from ?? null;
    if (span.kind === 'token') writeTokenName(canvas, span, y, nextFrom);
    else if (span.kind === 'job') writeJobResult(canvas, span, y, nextFrom);
  }
}

/** Who a lane belongs to, and how much had no row in it. */
function paintNames({ ctx, picture, left }: Canvas): void {
  const { timeline, layout, palette, scrollTop } = picture;
  let before = -1;
  for (const [index, { lane, isShared }] of timeline.rows.entries()) {
    const top = AXIS_HEIGHT + (layout.places[index]?.top ?? 0) - scrollTop;
    const owner = timeline.lanes[lane];
    if (lane !== before && owner) {
      ctx.fillStyle = palette.text;
      ctx.fillText(fitted(ctx, laneName(owner), left - 16), 8, top + NAME_BASELINE);
    }
    if (isShared && owner) {
      ctx.fillStyle = palette.subtle;
      ctx.fillText(fitted(ctx, moreWords(owner.more), left - 16), 8, top + NAME_BASELINE);
    }
    before = lane;
  }
}

/** Hairlines between the lanes. */
function paintLanes({ ctx, picture }: Canvas): void {
  const { timeline, layout, palette, width, scrollTop } = picture;
  ctx.fillStyle = palette.line;
  for (const [index, { lane }] of timeline.rows.entries())
    if (index > 0 && timeline.rows[index - 1]?.lane !== lane)
      ctx.fillRect(0, AXIS_HEIGHT + (layout.places[index]?.top ?? 0) - scrollTop, width, 1);
}

function paintRing({ ctx, picture }: Canvas, mark: Mark): void {
  const { x, y } = pointOf(mark, picture);
  ctx.strokeStyle = picture.palette.selected;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(x, y, RING, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.lineWidth = 1;
}

function clipped(
  { ctx }: Canvas,
  rect: [x: number, y: number, w: number, h: number],
  draw: () => void,
) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(...rect);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Draws the whole picture from its upper left corner on. */
export function paint(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { timeline, width, height, selected, palette } = picture;
  const canvas = canvasOf(ctx, picture);
  const { left } = canvas;
  ctx.font = FONT;
  ctx.fillStyle = palette.background;
  ctx.fillRect(0, 0, width, height);
  paintAxis(ctx, picture);
  clipped(canvas, [0, AXIS_HEIGHT, width, height], () => paintLanes(canvas));
  clipped(canvas, [0, AXIS_HEIGHT, left, height], () => paintNames(canvas));
  clipped(canvas, [left, AXIS_HEIGHT, width - left, height], () => {
    const rows = new Map<TokenSpan, number>();
    for (const [index, row] of timeline.rows.entries())
      for (const span of row.spans) if (span.kind === 'token') rows.set(span, index);
    for (const link of timeline.links) paintLink(canvas, link, (span) => rows.get(span));
    for (const index of timeline.rows.keys()) if (isSeen(canvas, index)) paintRow(canvas, index);
  });
  clipped(canvas, [left, 0, width - left, height], () => paintNow(ctx, picture));
  clipped(canvas, [left, AXIS_HEIGHT, width - left, height], () => {
    for (const index of timeline.rows.keys()) if (isSeen(canvas, index)) writeRow(canvas, index);
  });
  if (selected)
    clipped(canvas, [left, AXIS_HEIGHT, width - left, height], () => paintRing(canvas, selected));
}
