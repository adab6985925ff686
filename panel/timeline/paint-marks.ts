import { SHAPES, type Shape, type TimelineRow } from '../../src/core/timeline/timeline.ts';
import { columnsOf, type TimeScale } from './layout.ts';
import type { Palette } from './palette.ts';

interface Look {
  colour: keyof Palette;
  isFilled: boolean;
  trace(path: Path2D, x: number, y: number): void;
}

function dot(radius: number) {
  return (path: Path2D, x: number, y: number) => {
    path.moveTo(x + radius, y);
    path.arc(x, y, radius, 0, 2 * Math.PI);
  };
}

function square(half: number) {
  return (path: Path2D, x: number, y: number) => path.rect(x - half, y - half, 2 * half, 2 * half);
}

function polygon(...corners: [x: number, y: number][]) {
  return (path: Path2D, x: number, y: number) => {
    for (const [index, [dx, dy]] of corners.entries())
      if (index === 0) path.moveTo(x + dx, y + dy);
      else path.lineTo(x + dx, y + dy);
    path.closePath();
  };
}

function strokes(...lines: [x1: number, y1: number, x2: number, y2: number][]) {
  return (path: Path2D, x: number, y: number) => {
    for (const [x1, y1, x2, y2] of lines) {
      path.moveTo(x + x1, y + y1);
      path.lineTo(x + x2, y + y2);
    }
  };
}

const LOOKS: Record<Shape, Look> = {
  accepted: { colour: 'good', isFilled: true, trace: dot(2.5) },
  pending: { colour: 'subtle', isFilled: false, trace: dot(3) },
  unknown: { colour: 'subtle', isFilled: false, trace: square(2.5) },
  'signed-in': { colour: 'now', isFilled: true, trace: polygon([-4.5, 3.5], [0, -4], [4.5, 3.5]) },
  refreshed: { colour: 'now', isFilled: true, trace: polygon([-3.5, -4.5], [4, 0], [-3.5, 4.5]) },
  failed: { colour: 'warn', isFilled: true, trace: square(3) },
  expired: {
    colour: 'warn',
    isFilled: false,
    trace: polygon([0, -4.5], [4.5, 0], [0, 4.5], [-4.5, 0]),
  },
  'refresh-unanswered': {
    colour: 'warn',
    isFilled: false,
    trace: strokes([-3.5, -4.5, 4, 0], [4, 0, -3.5, 4.5]),
  },
  'refresh-failed': {
    colour: 'bad',
    isFilled: false,
    trace: polygon([-3.5, -4.5], [4, 0], [-3.5, 4.5]),
  },
  rejected: {
    colour: 'bad',
    isFilled: false,
    trace: strokes([-3.5, -3.5, 3.5, 3.5], [-3.5, 3.5, 3.5, -3.5]),
  },
};
const STROKE = 1.75;
/** px on each side that a hollow shape stands clear of what lies below it */
const CLEAR = 1.5;

/** px that one column of a density is wide */
const BIN_PX = 3;
/** px that a mark needs to be told from the next */
const MARK_ROOM = 5;
const DENSITY_HEIGHT = 12;

/** How many of a row's marks passed where: the first column begins at `left`. */
function densityOf(
  { marks }: TimelineRow,
  scale: TimeScale,
  left: number,
  right: number,
): Uint32Array {
  const density = new Uint32Array(Math.ceil((right - left) / BIN_PX) + 1);
  for (const { shape, at } of marks) {
    if (shape !== 'accepted') continue;
    const x = scale.x(at);
    if (x < left || x > right) continue;
    const bin = Math.floor((x - left) / BIN_PX);
    density[bin] = (density[bin] ?? 0) + 1;
  }
  return density;
}

/** Draws a density as columns; the fullest is the highest. */
function paintDensity(
  ctx: CanvasRenderingContext2D,
  density: Uint32Array,
  { left, y }: { left: number; y: number },
): void {
  const most = Math.max(...density);
  for (const [bin, count] of density.entries()) {
    if (count === 0) continue;
    const height = Math.max(3, (DENSITY_HEIGHT * count) / most);
    ctx.fillRect(left + bin * BIN_PX, y + DENSITY_HEIGHT / 2 - height, BIN_PX - 0.5, height);
  }
}

/** Draws one shape at many places with one stroke. */
export function paintShape(
  ctx: CanvasRenderingContext2D,
  shape: Shape,
  places: readonly { x: number; y: number }[],
  palette: Palette,
): void {
  const { colour, isFilled, trace } = LOOKS[shape];
  const path = new Path2D();
  for (const { x, y } of places) trace(path, x, y);
  if (isFilled) {
    ctx.fillStyle = palette[colour];
    ctx.fill(path);
    return;
  }
  ctx.lineJoin = 'round';
  ctx.lineWidth = STROKE + 2 * CLEAR;
  ctx.strokeStyle = palette.background;
  ctx.stroke(path);
  ctx.lineJoin = 'miter';
  ctx.lineWidth = STROKE;
  ctx.strokeStyle = palette[colour];
  ctx.stroke(path);
  ctx.lineWidth = 1;
}

/** The marks of a row, the worst over the others; too many that passed are drawn as how many. */
export function paintMarks(
  ctx: CanvasRenderingContext2D,
  row: TimelineRow,
  y: number,
  {
    scale,
    left,
    right,
    palette,
  }: { scale: TimeScale; left: number; right: number; palette: Palette },
): void {
  const columns = columnsOf(row.marks, scale, left, right);
  const density = densityOf(row, scale, left, right);
  const isDense = density.reduce((sum, count) => sum + count, 0) * MARK_ROOM > right - left;
  ctx.fillStyle = palette.good;
  if (isDense) paintDensity(ctx, density, { left, y });
  for (const shape of SHAPES) {
    if (isDense && shape === 'accepted') continue;
    const places = columns.get(shape)?.map((x) => ({ x, y }));
    if (places) paintShape(ctx, shape, places, palette);
  }
}
