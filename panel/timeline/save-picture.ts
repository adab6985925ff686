import { SHAPES } from '../../src/core/timeline/timeline.ts';
import { downloadBlob } from '../../src/platform/download.ts';
import { say } from '../words/language.ts';
import { zoneText } from './axis-words.ts';
import { paint } from './paint.ts';
import { paintShape } from './paint-marks.ts';
import { FONT, type Picture } from './picture.ts';
import { wholeHeight } from './stage.ts';
import { legendOfSpans, shapeWord } from './timeline-words.ts';

const SCALE = 2;
const MIN_WIDTH = 960;
const MARGIN = 12;
const TITLE_HEIGHT = 30;
const LINE = 16;
const SAMPLE_ROOM = 14;
const WORD_GAP = 16;

/** The samples of the legend, broken into lines; gives the height they take. */
function paintSamples(ctx: CanvasRenderingContext2D, picture: Picture, top: number): number {
  const { palette, width } = picture;
  let x = MARGIN;
  let y = top;
  for (const shape of SHAPES) {
    const word = shapeWord(shape);
    const room = SAMPLE_ROOM + ctx.measureText(word).width;
    if (x + room > width - MARGIN) {
      x = MARGIN;
      y += LINE;
    }
    paintShape(ctx, shape, [{ x: x + 4, y: y - 4 }], palette);
    ctx.fillStyle = palette.text;
    ctx.fillText(word, x + SAMPLE_ROOM, y);
    x += room + WORD_GAP;
  }
  return y + LINE;
}

/** The picture with all its rows, a title and a legend, so that it can be read alone. */
function pictureAlone(shown: Picture, nowMs: number): HTMLCanvasElement {
  const width = Math.max(MIN_WIDTH, shown.width);
  const rowsHeight = wholeHeight(shown);
  const picture: Picture = { ...shown, width, height: rowsHeight, scrollTop: 0, selected: null };
  const lines = legendOfSpans(picture.expiringMs / 1000);
  const height = TITLE_HEIGHT + rowsHeight + (lines.length + 3) * LINE;
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const ctx = canvas.getContext('2d');
  if (!ctx) return canvas;
  const { palette, range, isUtc } = picture;
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = palette.background;
  ctx.fillRect(0, 0, width, height);
  ctx.font = `600 ${FONT}`;
  ctx.fillStyle = palette.text;
  const zone = zoneText(range.to, isUtc);
  ctx.fillText(say('timeline_title', { from: range.from, to: range.to, zone }), MARGIN, 20);
  ctx.translate(0, TITLE_HEIGHT);
  paint(ctx, picture, nowMs);
  let y = paintSamples(ctx, picture, rowsHeight + LINE + 4);
  ctx.fillStyle = palette.subtle;
  for (const line of lines) {
    ctx.fillText(line, MARGIN, y);
    y += LINE;
  }
  return canvas;
}

/** Saves the picture as a PNG; names in it are as on the screen, and no token is. */
export async function savePicture(shown: Picture, nowMs: number): Promise<void> {
  const canvas = pictureAlone(shown, nowMs);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser made no picture');
  const stamp = new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  downloadBlob(`futureguide-timeline-${stamp}Z.png`, blob);
}
