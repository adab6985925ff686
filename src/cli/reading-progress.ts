import { basename } from 'node:path';
import { visibleInLine } from '../core/language/visible.ts';
import type { Io } from './io.ts';

/** From so many bytes on a file takes long enough for somebody to wonder. */
const WORTH_SAYING_BYTES = 64 * 2 ** 20;
const CLEARED_LINE = '\r\u001b[K';

/** Says on a terminal how much of a large file was read. */
export class ReadingProgress {
  readonly #name: string;
  readonly #bytes: number;
  readonly #io: Pick<Io, 'err' | 'isErrorTerminal'>;
  #read = 0;
  #told: number | null = null;

  /** @param bytes of the file; null where nobody knows */
  constructor(path: string, bytes: number | null, io: Pick<Io, 'err' | 'isErrorTerminal'>) {
    this.#name = basename(path);
    this.#bytes = bytes ?? 0;
    this.#io = io;
  }

  add(bytes: number): void {
    this.#read += bytes;
    if (!this.#io.isErrorTerminal || this.#bytes < WORTH_SAYING_BYTES) return;
    const percent = Math.floor((100 * this.#read) / this.#bytes);
    if (percent === this.#told) return;
    this.#told = percent;
    this.#io.err(`\rReading ${visibleInLine(this.#name)}: ${percent} %`);
  }

  /** The line is free again. */
  end(): void {
    if (this.#told !== null) this.#io.err(CLEARED_LINE);
  }
}
