import { closeSync, openSync, writeFileSync } from 'node:fs';

/** Small pieces are written together, in so many characters. */
const TOGETHER = 2 ** 20;

/** Pieces as few longer ones. */
export function* inLongPieces(pieces: Iterable<string>): Generator<string> {
  let waiting: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    if (length < TOGETHER) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}

/** Writes a file that may be longer than a text can be. */
export function writePieces(path: string, pieces: Iterable<string>): void {
  const file = openSync(path, 'w');
  try {
    for (const piece of inLongPieces(pieces)) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}
