import { deflateSync } from 'node:zlib';
import { chunk, readPixels } from '../screenshots/palette-png.ts';

const CHANNELS = 4;
const DEPTH = 8;
const WITH_OPACITY = 6;
const SIGNATURE_BYTES = 8;

/** The same pixels without a filter, which a flat drawing packs best; what is not seen has no colour. */
export function inFewBytes(png: Buffer): Buffer {
  const { width, height, colours, opacity } = readPixels(png);
  const lines = Buffer.alloc(height * (width * CHANNELS + 1));
  colours.forEach((colour, at) => {
    const seen = opacity[at] ?? 0;
    if (seen === 0) return;
    const row = Math.floor(at / width);
    lines.writeUInt32BE(colour * 0x100 + seen, at * CHANNELS + row + 1);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([DEPTH, WITH_OPACITY], 8);
  return Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
