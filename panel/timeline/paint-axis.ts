import { timeDay, timeTicks, utcDay, utcTicks } from 'd3-time';
import { language } from '../words/language.ts';
import { dayText, tickText, zoneText } from './axis-words.ts';
import { hatch } from './hatch.ts';
import type { Canvas } from './paint-spans.ts';
import { AXIS_HEIGHT } from './picture.ts';

/** px that a tick and its text have at least, as far as round times allow */
const TICK_ROOM = 104;
/** px between a line and the text on either side of it */
const TEXT_GAP = 4;
const TEXT_BASELINE = 11;
/** So near to the line before the names (px) a hairline would double it. */
const EDGE_ROOM = 4;
/** px that the triangle over the present is high */
const MARKER = 4;
/** A band that is narrower (px) would only blur the line in it. */
const LEAST_BAND = 3;
/** A wider one would hide what lies below it: a beam along the axis stands for it. */
const MAX_BAND_SHARE = 0.2;

interface Tick {
  at: number;
  text: string;
  isDay: boolean;
}

/** So many round times, or fewer where their texts would run into the next. */
function ticksOf(canvas: Canvas, wanted: number): Tick[] {
  const { ctx, picture, x } = canvas;
  const { range, isUtc } = picture;
  const dates = (isUtc ? utcTicks : timeTicks)(new Date(range.from), new Date(range.to), wanted);
  const [first, second] = dates;
  const step = first && second ? second.getTime() - first.getTime() : range.to - range.from;
  const ticks = dates.map((date) => {
    const ms = date.getTime();
    const isDay = (isUtc ? utcDay : timeDay)(date).getTime() === ms;
    const text = isDay ? dayText(ms, language.value) : tickText(ms, step, language.value);
    return { at: x(ms) + 0.5, text, isDay };
  });
  const isCrowded = ticks.some(({ at, text }, index) => {
    const next = ticks[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return at + ctx.measureText(text).width + 2 * TEXT_GAP > next;
  });
  return isCrowded && wanted > 1 ? ticksOf(canvas, wanted - 1) : ticks;
}

/** Hairlines with their times above, midnight with its date; the zone stands over the names. */
export function paintAxis(canvas: Canvas): void {
  const { ctx, picture, left } = canvas;
  const { range, width, height, isUtc, palette } = picture;
  const ticks = ticksOf(canvas, Math.max(2, Math.floor((width - left) / TICK_ROOM)));
  ctx.strokeStyle = palette.line;
  ctx.fillStyle = palette.subtle;
  ctx.beginPath();
  for (const { at, text, isDay } of ticks) {
    if (at <= left) continue;
    if (at > left + EDGE_ROOM) {
      ctx.moveTo(at, 0);
      ctx.lineTo(at, height);
    }
    ctx.fillStyle = isDay ? palette.text : palette.subtle;
    const hasRoom = at + TEXT_GAP + ctx.measureText(text).width < width;
    if (hasRoom) ctx.fillText(text, at + TEXT_GAP, TEXT_BASELINE);
    if (isDay) ctx.fillRect(at - 0.5, 0, 1, height);
  }
  ctx.moveTo(left - 0.5, 0);
  ctx.lineTo(left - 0.5, height);
  ctx.moveTo(0, AXIS_HEIGHT - 0.5);
  ctx.lineTo(width, AXIS_HEIGHT - 0.5);
  ctx.stroke();
  ctx.fillStyle = palette.subtle;
  ctx.fillText(zoneText(range.to, isUtc), 8, TEXT_BASELINE);
}

/**
 * A line at the present, as wide as it is uncertain where the server's clock stands; below the axis,
 * whose times it would cut.
 */
export function paintNow({ ctx, picture, left, right, x }: Canvas, nowMs: number): void {
  const { timeline, height, palette } = picture;
  const at = x(nowMs);
  if (at < left || at >= right) return;
  const { lowMs, highMs, offsetMs } = timeline.clock ?? { lowMs: 0, highMs: 0, offsetMs: 0 };
  const from = x(nowMs + lowMs - offsetMs);
  const to = x(nowMs + highMs - offsetMs);
  // Hatched, so that nobody takes it for something that was chosen; the other way than what runs out.
  const box = { left: from, top: AXIS_HEIGHT, width: to - from, height };
  ctx.fillStyle = palette.now;
  if (box.width > (right - left) * MAX_BAND_SHARE) {
    ctx.fillRect(from, AXIS_HEIGHT - 1, box.width, 1);
    for (const end of [from, to]) ctx.fillRect(end, AXIS_HEIGHT - MARKER, 1, MARKER);
  } else if (box.width > LEAST_BAND)
    hatch(ctx, box, { colour: palette.now, alpha: 0.4, falls: true });
  ctx.fillRect(at, AXIS_HEIGHT, 1, height);
  ctx.beginPath();
  ctx.moveTo(at - 3.5, AXIS_HEIGHT - MARKER);
  ctx.lineTo(at + 4.5, AXIS_HEIGHT - MARKER);
  ctx.lineTo(at + 0.5, AXIS_HEIGHT);
  ctx.fill();
}
