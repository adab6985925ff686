import { readFileSync } from 'node:fs';

/** Ids of RFC 9559 (Matroska), whose elements are those of RFC 8794 (EBML). */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TICK_NS = 0x2ad7b1;
const DURATION = 0x4489;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const VIDEO = 0xe0;
const WIDTH = 0xb0;
const HEIGHT = 0xba;
const CLUSTER = 0x1f43b675;
const CLUSTER_TIME = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;

/** Bytes of a number, told by the zeros that its first byte begins with. */
const lengthOf = (first: number) => Math.clz32(first) - 23;

function elementsIn(bytes: Buffer): [id: number, content: Buffer][] {
  const found: [number, Buffer][] = [];
  let at = 0;
  while (at < bytes.length) {
    const idLength = lengthOf(bytes.readUInt8(at));
    const id = bytes.readUIntBE(at, idLength);
    at += idLength;
    const sizeLength = lengthOf(bytes.readUInt8(at));
    const size = Number(
      BigInt.asUintN(7 * sizeLength, BigInt(`0x${bytes.toString('hex', at, at + sizeLength)}`)),
    );
    at += sizeLength;
    found.push([id, bytes.subarray(at, at + size)]);
    at += size;
  }
  return found;
}

const contents = (bytes: Buffer, ...[id, ...deeper]: number[]): Buffer[] =>
  id === undefined
    ? [bytes]
    : elementsIn(bytes)
        .filter(([one]) => one === id)
        .flatMap(([, content]) => contents(content, ...deeper));

function numberAt(bytes: Buffer, ...path: number[]): number {
  const [found] = contents(bytes, ...path);
  if (!found) throw new Error(`no element ${path.map((id) => id.toString(16)).join(' ')}`);
  return found.readUIntBE(0, found.length);
}

export interface FilmFacts {
  width: number;
  height: number;
  /** as it says */
  seconds: number;
  /** at which its last picture is shown */
  lastSeconds: number;
}

/** What a WebM of one picture track is like. */
export function filmFacts(path: string): FilmFacts {
  const film = readFileSync(path);
  const tickSeconds = numberAt(film, SEGMENT, INFO, TICK_NS) / 1e9;
  const [duration] = contents(film, SEGMENT, INFO, DURATION);
  if (!duration) throw new Error('it does not say how long it is');
  const ticks = duration.length === 4 ? duration.readFloatBE() : duration.readDoubleBE();
  const [last] = contents(film, SEGMENT, CLUSTER).slice(-1);
  if (!last) throw new Error('it has no picture');
  // A block begins with the number of its track, then its time after that of the cluster.
  const blocks = [...contents(last, SIMPLE_BLOCK), ...contents(last, BLOCK_GROUP, BLOCK)];
  const [block] = blocks.slice(-1);
  return {
    width: numberAt(film, SEGMENT, TRACKS, TRACK, VIDEO, WIDTH),
    height: numberAt(film, SEGMENT, TRACKS, TRACK, VIDEO, HEIGHT),
    seconds: ticks * tickSeconds,
    lastSeconds: (numberAt(last, CLUSTER_TIME) + (block?.readInt16BE(1) ?? 0)) * tickSeconds,
  };
}
