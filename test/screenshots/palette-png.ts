import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
const COLOURS = 64;
/** Square of how far colours can be apart and look the same. */
const ALIKE = 40 ** 2;
/** Of all pixels; what so many share is kept whatever it is like. */
const SURFACE_SHARE = 0.003;
const DEPTH = 8;
const PALETTE_TYPE = 3;
const CHANNELS: Record<number, number> = { 2: 3, [PALETTE_TYPE]: 1, 6: 4 };

export interface Pixels {
  width: number;
  height: number;
  /** one number for each, red first */
  colours: Uint32Array;
  /** 0: nothing is seen there */
  opacity: Uint8Array;
}

function chunks(png: Buffer): { type: string; data: Buffer }[] {
  const found = [];
  for (let at = SIGNATURE_BYTES; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    found.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

/** Foretells a byte by those to the left, above, and above to the left, by the filter's number. */
function foretold(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [byLeft, byUp, byCorner] = [up - corner, left - corner, left + up - 2 * corner].map(
    Math.abs,
  );
  if ((byLeft ?? 0) <= (byUp ?? 0) && (byLeft ?? 0) <= (byCorner ?? 0)) return left;
  return (byUp ?? 0) <= (byCorner ?? 0) ? up : corner;
}

/** Reads eight bits for each of red, green, blue, and perhaps opacity, or for one of a table of them. */
export function readPixels(png: Buffer): Pixels {
  const parts = chunks(png);
  const header = parts.find(({ type }) => type === 'IHDR')?.data ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const channels = CHANNELS[header.readUInt8(9)];
  if (!channels || header.readUInt8(8) !== DEPTH) throw new Error('Not the PNG of a browser');
  const tableOf = (wanted: string) => parts.find(({ type }) => type === wanted)?.data;
  const [table, opacities] = [tableOf('PLTE'), tableOf('tRNS')];
  const packed = Buffer.concat(parts.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : [])));
  const lines = inflateSync(packed);
  const stride = width * channels;
  const colours = new Uint32Array(width * height);
  const opacity = new Uint8Array(width * height);
  let above = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const filter = lines[start] ?? 0;
    const line = new Uint8Array(stride);
    for (let x = 0; x < stride; x += 1) {
      const left = line[x - channels] ?? 0;
      const guess = foretold(filter, left, above[x] ?? 0, above[x - channels] ?? 0);
      line[x] = (lines[start + 1 + x] ?? 0) + guess;
    }
    for (let x = 0; x < width; x += 1) {
      const own = line.subarray(x * channels, x * channels + channels);
      const [index = 0] = own;
      const [red = 0, green = 0, blue = 0, seen = opacities?.[table ? index : -1] ?? 255] = table
        ? table.subarray(3 * index, 3 * index + 3)
        : own;
      colours[y * width + x] = (red << 16) | (green << 8) | blue;
      opacity[y * width + x] = seen;
    }
    above = line;
  }
  return { width, height, colours, opacity };
}

function distance(a: number, b: number): number {
  const by = (shift: number) => ((a >> shift) & 0xff) - ((b >> shift) & 0xff);
  return by(16) ** 2 + by(8) ** 2 + by(0) ** 2;
}

/** The colours of surfaces, and of the rest those that look like no more frequent one. */
function paletteOf(colours: Uint32Array): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette: number[] = [];
  for (const [colour, count] of [...counts].sort(([, a], [, b]) => b - a)) {
    if (palette.length === COLOURS) break;
    const isSurface = count > colours.length * SURFACE_SHARE;
    if (isSurface || palette.every((other) => distance(colour, other) >= ALIKE))
      palette.push(colour);
  }
  return palette;
}

/** A part of a PNG, with its length before and its checksum behind it. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The same picture in few colours, which hardly shows: a third of the size. */
export function withPalette(png: Buffer): Buffer {
  const { width, height, colours } = readPixels(png);
  const palette = paletteOf(colours);
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  const nearest = (colour: number) => {
    let best = 0;
    for (let k = 1; k < palette.length; k += 1)
      if (distance(colour, palette[k] ?? 0) < distance(colour, palette[best] ?? 0)) best = k;
    indexOf.set(colour, best);
    return best;
  };
  const lines = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, at) => {
    const row = Math.floor(at / width);
    lines[at + row + 1] = indexOf.get(colour) ?? nearest(colour);
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([DEPTH, PALETTE_TYPE], 8);
  const table = Buffer.from(
    palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]),
  );
  return Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    chunk('IHDR', header),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
