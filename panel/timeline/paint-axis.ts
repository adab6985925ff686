import { ticksIn } from '../../src/core/timeline/ticks.ts';
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

/** A round time in px and words. */
interface Written {
  x: number;
  text: string;
  isDay: boolean;
}

/** So many round times, or fewer where their texts would run into the next. */
function writtenTicks(canvas: Canvas, wanted: number): Written[] {
  const { ctx, picture, x } = canvas;
  const { range, isUtc } = picture;
  const ticks = ticksIn(range, wanted, isUtc);
  const [first, second] = ticks;
  const step = first && second ? second.at - first.at : range.to - range.from;
  const written = ticks.map(({ at, isMidnight: isDay }) => {
    const text = isDay ? dayText(at, language.value) : tickText(at, step, language.value);
    return { x: x(at) + 0.5, text, isDay };
  });
  const isCrowded = written.some(({ x, text }, index) => {
    const next = written[index + 1]?.x ?? Number.POSITIVE_INFINITY;
    return x + ctx.measureText(text).width + 2 * TEXT_GAP > next;
  });
  return isCrowded && wanted > 1 ? writtenTicks(canvas, wanted - 1) : written;
}

/** Hairlines with their times above, midnight with its date; the zone stands over the names. */
export function paintAxis(canvas: Canvas): void {
  const { ctx, picture, left } = canvas;
  const { range, width, height, isUtc, palette } = picture;
  const ticks = writtenTicks(canvas, Math.max(2, Math.floor((width - left) / TICK_ROOM)));
  ctx.strokeStyle = palette.line;
  ctx.fillStyle = palette.subtle;
  ctx.beginPath();
  for (const { x: at, text, isDay } of ticks) {
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
