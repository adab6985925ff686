import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { FilePieces } from './io.ts';

const PIECE_BYTES = 4 * 2 ** 20;

function* piecesOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  try {
    const piece = new Uint8Array(PIECE_BYTES);
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece))
      yield piece.subarray(0, read);
  } finally {
    closeSync(file);
  }
}

/** A file piece by piece; what can be read but once, such as a pipe, is held. */
export function openFile(path: string): FilePieces {
  const file = openSync(path, 'r');
  try {
    const stat = fstatSync(file);
    // Some files of the system say that they are empty.
    if (stat.isFile() && stat.size > 0) return { bytes: stat.size, pieces: () => piecesOf(path) };
    const whole = readFileSync(file);
    return { bytes: whole.length, pieces: () => [whole] };
  } finally {
    closeSync(file);
  }
}
