import { deflateSync } from 'node:zlib';
import { chunk, type Pixels, readPixels } from '../screenshots/palette-png.ts';

const DEPTH = 8;
const WITH_TABLE = 3;
const SIGNATURE_BYTES = 8;

/** Square of how far apart pixels may be, of 255 in each channel, and look the same. */
const ALIKE = 20 ** 2;

/** Red first, opacity last; what is not seen has no colour. */
function pixelsOf({ colours, opacity }: Pixels): number[] {
  return [...colours].map((colour, at) => {
    const seen = opacity[at] ?? 0;
    return seen === 0 ? 0 : colour * 0x100 + seen;
  });
}

function distance(a: number, b: number): number {
  const by = (shift: number) => ((a >>> shift) & 0xff) - ((b >>> shift) & 0xff);
  return by(24) ** 2 + by(16) ** 2 + by(8) ** 2 + by(0) ** 2;
}

/** For each pixel the more frequent one that looks the same. */
function frequentOf(pixels: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const frequent = new Map<number, number>();
  for (const [pixel] of [...counts].sort(([, a], [, b]) => b - a)) {
    const alike = [...frequent.values()].find((other) => distance(pixel, other) < ALIKE);
    frequent.set(pixel, pixel === 0 ? 0 : (alike ?? pixel));
  }
  return frequent;
}

/** A flat drawing in a table of colours, without a filter, and without shades that nobody tells apart. */
export function inFewBytes(png: Buffer): Buffer {
  const drawing = readPixels(png);
  const { width, height } = drawing;
  const frequent = frequentOf(pixelsOf(drawing));
  const opacityOf = (pixel: number) => pixel % 0x100;
  // What is wholly seen comes last: the table of opacities ends before it.
  const table = [...new Set(frequent.values())].sort((a, b) => opacityOf(a) - opacityOf(b));
  const lines = Buffer.alloc(height * (width + 1));
  pixelsOf(drawing).forEach((pixel, at) => {
    const row = Math.floor(at / width);
    lines[at + row + 1] = table.indexOf(frequent.get(pixel) ?? pixel);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([DEPTH, WITH_TABLE], 8);
  const channelsOf = (pixel: number) => [24, 16, 8].map((shift) => (pixel >>> shift) & 0xff);
  const seen = table.map(opacityOf);
  return Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(table.flatMap(channelsOf))),
    chunk('tRNS', Buffer.from(seen.filter((opacity) => opacity < 0xff))),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
