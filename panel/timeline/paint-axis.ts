import { timeTicks, utcTicks } from 'd3-time';
import { language } from '../words/language.ts';
import { tickText, zoneText } from './axis-words.ts';
import { AXIS_HEIGHT, gutterOf, type Picture, scaleOf } from './picture.ts';

/** px that a tick and its text need */
const TICK_ROOM = 104;
const TEXT_BASELINE = 12.5;
/** So near to the end (px) a text would be cut. */
const TEXT_MARGIN = 48;

/** Hairlines with their times above; the zone stands over the names. */
export function paintAxis(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { range, width, height, isUtc, palette } = picture;
  const { locale } = language.value;
  const { x } = scaleOf(picture);
  const left = gutterOf(width);
  const wanted = Math.max(2, Math.floor((width - left) / TICK_ROOM));
  const ticksOf = isUtc ? utcTicks : timeTicks;
  const ticks = ticksOf(new Date(range.from), new Date(range.to), wanted);
  const [first, second] = ticks;
  const step = first && second ? second.getTime() - first.getTime() : range.to - range.from;
  ctx.strokeStyle = palette.line;
  ctx.fillStyle = palette.subtle;
  ctx.beginPath();
  for (const tick of ticks) {
    const at = Math.round(x(tick.getTime())) + 0.5;
    if (at <= left) continue;
    ctx.moveTo(at, 0);
    ctx.lineTo(at, height);
    if (at < width - TEXT_MARGIN)
      ctx.fillText(tickText(tick.getTime(), step, isUtc, locale), at + 4, TEXT_BASELINE);
  }
  ctx.moveTo(left - 0.5, 0);
  ctx.lineTo(left - 0.5, height);
  ctx.moveTo(0, AXIS_HEIGHT - 0.5);
  ctx.lineTo(width, AXIS_HEIGHT - 0.5);
  ctx.stroke();
  ctx.fillText(zoneText(range.to, isUtc), 8, TEXT_BASELINE);
}

/** A line at the present, as wide as it is uncertain where the server's clock stands. */
export function paintNow(ctx: CanvasRenderingContext2D, picture: Picture): void {
  const { timeline, nowMs, width, height, palette } = picture;
  const { x } = scaleOf(picture);
  const left = gutterOf(width);
  const at = Math.round(x(nowMs)) + 0.5;
  if (at < left || at > width) return;
  const { lowMs, highMs, offsetMs } = timeline.clock ?? { lowMs: 0, highMs: 0, offsetMs: 0 };
  const from = Math.max(left, x(nowMs + lowMs - offsetMs));
  const to = x(nowMs + highMs - offsetMs);
  ctx.fillStyle = palette.now;
  ctx.globalAlpha = 0.18;
  if (to - from > 1) ctx.fillRect(from, 0, to - from, height);
  ctx.globalAlpha = 1;
  ctx.fillRect(at - 0.5, 0, 1, height);
  ctx.beginPath();
  ctx.moveTo(at - 4, 0);
  ctx.lineTo(at + 4, 0);
  ctx.lineTo(at, 5);
  ctx.fill();
}
