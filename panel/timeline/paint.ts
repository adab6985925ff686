import type { TokenSpan } from '../../src/core/timeline/spans.ts';
import type { Mark, TimelineRow } from '../../src/core/timeline/timeline.ts';
import { clipped } from './hatch.ts';
import { grown, isDrawn, isGrowing } from './layout.ts';
import { paintAxis, paintNow } from './paint-axis.ts';
import { paintMarks, paintShape } from './paint-marks.ts';
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
import { AXIS_HEIGHT, FONT, fitted, type Picture, placeOf, pointOf, scaleOf } from './picture.ts';
import { laneName, moreWords } from './timeline-words.ts';

/** px that letters stand below the middle of their row */
const NAME_DROP = 3.5;
const RING = 7;

function paintRow(canvas: Canvas, row: TimelineRow, y: number): void {
  const { ctx, picture, left, right } = canvas;
  for (const span of row.spans) {
    if (!isDrawn(row, span)) continue;
    if (span.kind === 'token') paintToken(canvas, span, y);
    else if (span.kind === 'socket') paintSocket(canvas, span, y);
    else paintJob(canvas, span, y);
  }
  const { palette } = picture;
  paintMarks(ctx, row, y, { scale: scaleOf(picture), left: left - 9, right: right + 9, palette });
}

/** Names and results. */
function writeRow(canvas: Canvas, row: TimelineRow, y: number): void {
  for (const [place, span] of row.spans.entries()) {
    if (!isDrawn(row, span)) continue;
    const nextFrom = row.spans[place + 1]?.from ?? null;
    if (span.kind === 'token') writeTokenName(canvas, span, y, nextFrom);
    else if (span.kind === 'job' && span.result !== 'open')
      writeJobResult(canvas, span, y, nextFrom);
  }
}

/** Lanes below hairlines: whose each is, and how much had no row in it. */
function paintLanes({ ctx, picture, left }: Canvas): void {
  const { timeline, palette, width } = picture;
  const write = (text: string, middle: number) =>
    ctx.fillText(fitted(ctx, text, left - 12), 8, middle + NAME_DROP);
  let before = 0;
  for (const [index, { lane, isShared }] of timeline.rows.entries()) {
    const { top, middle } = placeOf(picture, index);
    const owner = timeline.lanes[lane];
    ctx.fillStyle = palette.line;
    if (lane !== before) ctx.fillRect(0, top, width, 1);
    ctx.fillStyle = palette.text;
    if (owner && (index === 0 || lane !== before)) write(laneName(owner), middle);
    ctx.fillStyle = palette.subtle;
    if (owner && isShared) write(moreWords(owner.more), middle);
    before = lane;
  }
}

/** The mark of the open row, alone in its ring. */
function paintSelected({ ctx, picture }: Canvas, mark: Mark): void {
  const { palette } = picture;
  const { x, y } = pointOf(mark, picture);
  ctx.fillStyle = palette.background;
  ctx.strokeStyle = palette.text;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, RING, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
  ctx.lineWidth = 1;
  paintShape(ctx, mark.shape, [{ x, y }], palette);
}

/** Draws in the part right of this and below that (px). */
function within({ ctx, picture }: Canvas, left: number, top: number, draw: () => void): void {
  const { width, height } = picture;
  clipped(ctx, { left, top, width, height }, draw);
}

/** Each row that is seen, with the height (px) on which its marks stand. */
function eachSeen({ picture }: Canvas, draw: (row: TimelineRow, y: number) => void): void {
  for (const [index, row] of picture.timeline.rows.entries()) {
    const { top, height, middle } = placeOf(picture, index);
    if (top < picture.height && top + height > AXIS_HEIGHT) draw(row, middle);
  }
}

/** What lies below the line for now and stays as it is while time passes. */
export function paintBelow(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { timeline, width, height, palette } = picture;
  const canvas = canvasOf(ctx, picture);
  ctx.font = FONT;
  ctx.fillStyle = palette.background;
  ctx.fillRect(0, 0, width, height);
  paintAxis(canvas);
  within(canvas, 0, AXIS_HEIGHT, () => paintLanes(canvas));
  within(canvas, canvas.left, AXIS_HEIGHT, () => {
    const rows = new Map<TokenSpan, number>();
    for (const [index, row] of timeline.rows.entries())
      for (const span of row.spans)
        if (span.kind === 'token' && isDrawn(row, span)) rows.set(span, index);
    for (const link of timeline.links) paintLink(canvas, link, (span) => rows.get(span));
    eachSeen(canvas, (row, y) => {
      if (!row.spans.some(isGrowing)) paintRow(canvas, row, y);
    });
  });
}

/** What time alone moves: the line for now, and what goes on. */
export function paintPresent(ctx: CanvasRenderingContext2D, picture: Picture, nowMs: number): void {
  const canvas = canvasOf(ctx, picture);
  ctx.font = FONT;
  within(canvas, canvas.left, AXIS_HEIGHT, () =>
    eachSeen(canvas, (row, y) => {
      const spans = row.spans.map((span) => grown(span, nowMs));
      if (row.spans.some(isGrowing)) paintRow(canvas, { ...row, spans }, y);
    }),
  );
  within(canvas, canvas.left, 0, () => paintNow(canvas, nowMs));
  within(canvas, canvas.left, AXIS_HEIGHT, () =>
    eachSeen(canvas, ({ spans }, y) => {
      for (const span of spans.map((each) => grown(each, nowMs)))
        if (span.kind === 'job' && isGrowing(span)) writeJobResult(canvas, span, y, null);
    }),
  );
}

/** What is read above all lines: names, results, the mark of the open row. */
export function paintAbove(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { selected } = picture;
  const canvas = canvasOf(ctx, picture);
  ctx.font = FONT;
  within(canvas, canvas.left, AXIS_HEIGHT, () => {
    eachSeen(canvas, (row, y) => writeRow(canvas, row, y));
    if (selected) paintSelected(canvas, selected);
  });
}

/** Draws the whole picture from its upper left corner on. */
export function paint(ctx: CanvasRenderingContext2D, picture: Picture, nowMs: number): void {
  paintBelow(ctx, picture);
  paintPresent(ctx, picture, nowMs);
  paintAbove(ctx, picture);
}
