/** px between two lines */
const STEP = 5;

/** px of the canvas */
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Draws in a box alone. */
export function clipped(
  ctx: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  draw: () => void,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Lines across a box, from its lower left, or falling from its upper left. */
export function hatch(
  ctx: CanvasRenderingContext2D,
  box: Box,
  { colour, alpha, falls = false }: { colour: string; alpha: number; falls?: boolean },
): void {
  const { left, top, width, height } = box;
  const from = left - height;
  clipped(ctx, box, () => {
    ctx.strokeStyle = colour;
    ctx.globalAlpha = alpha;
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    // Wherever the box begins, they stay where they are.
    for (let x = from - (from % STEP); x < left + width; x += STEP) {
      ctx.moveTo(x, falls ? top : top + height);
      ctx.lineTo(x + height, falls ? top + height : top);
    }
    ctx.stroke();
  });
}
