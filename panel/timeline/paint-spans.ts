import {
  endOf,
  type JobSpan,
  type SocketSpan,
  type TokenSpan,
} from '../../src/core/timeline/spans.ts';
import type { RefreshLink } from '../../src/core/timeline/timeline.ts';
import { hatch } from './hatch.ts';
import { fitted, gutterOf, type Picture, placeOf, placing, writeOver } from './picture.ts';
import { barWords, resultWord } from './timeline-words.ts';

// Odd, since the middle of a row is that of a pixel: so edges are sharp.
const LIFE_HEIGHT = 11;
const THIN_HEIGHT = 9;
/** px that words stand above the middle of their bar, with nothing from there up to their row's top */
const OVER_BAR = { lift: 10.5, above: 8, below: 5 };
/** the same of words in a row of their own height */
const BESIDE_BAR = { drop: 3.5, above: 12, below: 6 };

/** A picture with what every part of it asks for. */
export interface Canvas {
  ctx: CanvasRenderingContext2D;
  picture: Picture;
  left: number;
  right: number;
  /** px of an instant, held within a little more than the picture */
  x(ms: number): number;
}

export function canvasOf(ctx: CanvasRenderingContext2D, picture: Picture): Canvas {
  const left = gutterOf(picture.width);
  const right = picture.width;
  return { ctx, picture, left, right, x: placing(picture) };
}

/** Runs out of the picture: an arrow, and its end in words. */
function paintAhead({ ctx, picture, right }: Canvas, y: number): void {
  ctx.fillStyle = picture.palette.lifeEdge;
  ctx.beginPath();
  ctx.moveTo(right - 6, y - 4);
  ctx.lineTo(right - 1, y);
  ctx.lineTo(right - 6, y + 4);
  ctx.fill();
}

/** Issued to expires; the last stretch hatched, what was sent after it on a broken line. */
export function paintToken(canvas: Canvas, span: TokenSpan, y: number): void {
  const { ctx, picture, left, right, x } = canvas;
  const { palette, expiringMs } = picture;
  const { expiresAt, lastSentAt, from, to } = span;
  const endAt = endOf(span);
  const x1 = x(from);
  const end = x(Math.max(from, endAt ?? to));
  const top = y - LIFE_HEIGHT / 2;
  ctx.fillStyle = palette.life;
  ctx.fillRect(x1, top, Math.max(1, end - x1), LIFE_HEIGHT);
  if (expiresAt !== null) {
    const hatched = Math.max(x1, x(expiresAt - expiringMs));
    const box = { left: hatched, top, width: end - hatched, height: LIFE_HEIGHT };
    hatch(ctx, box, { colour: palette.expiring, alpha: 1 });
  }
  ctx.strokeStyle = palette.lifeEdge;
  ctx.strokeRect(x1 + 0.5, top + 0.5, Math.max(1, end - x1) - 1, LIFE_HEIGHT - 1);
  if (endAt !== null) {
    ctx.fillStyle = palette.bad;
    if (end > left && end < right) ctx.fillRect(end - 1, top - 1, 2, LIFE_HEIGHT + 2);
    if (lastSentAt !== null && lastSentAt > endAt) {
      ctx.strokeStyle = palette.bad;
      ctx.setLineDash([3, 3]);
      ctx.beginPath();
      ctx.moveTo(end, y);
      ctx.lineTo(x(lastSentAt), y);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    if (x1 < right && end > right) paintAhead(canvas, y);
  }
}

/** What stands above a bar, as far as there is room before the next: all of it, or its name. */
export function writeTokenName(
  { ctx, picture, left, right, x }: Canvas,
  span: TokenSpan,
  y: number,
  nextFrom: number | null,
): void {
  const { palette } = picture;
  const { expiresAt, from, to, fingerprint } = span;
  const end = x(expiresAt ?? to);
  const start = Math.max(left, x(from)) + 4;
  if (start >= right || Math.max(end, x(to)) <= left) return;
  const next = nextFrom === null ? right : x(nextFrom);
  const room = Math.min(right - 8, next - 4) - start;
  const isAhead = expiresAt !== null && end > right;
  const words = barWords(span, isAhead, picture.range.to, picture.asOf);
  const hasRoom = ctx.measureText(words).width <= room;
  const text = fitted(ctx, hasRoom ? words : fingerprint, room);
  const { lift, ...clear } = OVER_BAR;
  writeOver(ctx, text, { x: start, y: y - lift, ...clear, palette, colour: palette.subtle });
}

/** Opened to closed, in parts by the token it was authenticated with. */
export function paintSocket({ ctx, picture, x }: Canvas, span: SocketSpan, y: number): void {
  const { palette } = picture;
  const top = y - THIN_HEIGHT / 2;
  ctx.strokeStyle = palette.lifeEdge;
  ctx.strokeRect(
    x(span.from) + 0.5,
    top + 0.5,
    Math.max(2, x(span.to) - x(span.from)) - 1,
    THIN_HEIGHT - 1,
  );
  for (const [index, part] of span.parts.entries()) {
    const to = index === span.parts.length - 1 ? span.to : part.to;
    if (part.outcome !== 'accepted') continue;
    ctx.fillStyle = palette.life;
    ctx.fillRect(x(part.from), top + 1, Math.max(1, x(to) - x(part.from)), THIN_HEIGHT - 2);
    ctx.fillStyle = palette.lifeEdge;
    ctx.fillRect(x(part.from), top, 1, THIN_HEIGHT);
  }
}

const JOB_COLOURS = { pass: 'good', fail: 'bad', open: 'subtle' } as const;

/** Submit to result; a thin line where it was followed beyond that. */
export function paintJob({ ctx, picture, x }: Canvas, span: JobSpan, y: number): void {
  const x1 = x(span.from);
  const x2 = Math.max(x1 + 2, x(span.endedAt ?? span.to));
  ctx.fillStyle = picture.palette[JOB_COLOURS[span.result]];
  ctx.fillRect(x1, y - 1.5, x2 - x1, 2);
  ctx.fillRect(x1, y - 4.5, 2, 8);
  if (span.endedAt !== null) ctx.fillRect(x2 - 2, y - 4.5, 2, 8);
  ctx.fillRect(x2, y - 0.5, x(span.to) - x2, 1);
}

/** The word for how it ended, behind it, as far as there is room before the next. */
export function writeJobResult(
  { ctx, picture, left, right, x }: Canvas,
  span: JobSpan,
  y: number,
  nextFrom: number | null,
): void {
  const x2 = Math.max(x(span.from) + 2, x(span.endedAt ?? span.to));
  const colour = picture.palette[JOB_COLOURS[span.result]];
  const word = resultWord(span.result);
  const room = Math.min(right, nextFrom === null ? right : x(nextFrom)) - x2 - 10;
  if (x2 > left && ctx.measureText(word).width <= room) {
    const { palette } = picture;
    const { drop, ...clear } = BESIDE_BAR;
    writeOver(ctx, word, { x: x2 + 6, y: y + drop, ...clear, palette, colour });
  }
}

/** From the token that was replaced to the new one; broken off where none came. */
export function paintLink(
  { ctx, picture, x }: Canvas,
  { mark, from, to }: RefreshLink,
  rowOf: (span: TokenSpan) => number | undefined,
): void {
  const middle = (row: number | undefined) =>
    row === undefined ? null : placeOf(picture, row).middle;
  const start = from && middle(rowOf(from));
  const end = to && middle(rowOf(to));
  if (start === null || start === end) return;
  const at = x(mark.at) + 0.5;
  ctx.strokeStyle = to ? picture.palette.now : picture.palette.bad;
  ctx.beginPath();
  // From the old one's end, where that is over.
  ctx.moveTo(Math.min(at, from ? x(from.to) : at), start);
  ctx.lineTo(at, start);
  ctx.lineTo(at, end ?? start - 9);
  ctx.stroke();
}
