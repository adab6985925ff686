import type { RequestLeg } from './observation.ts';
import type { TakenCopy } from './recording-copy.ts';

/** Sources stamp what they see a little apart; a clock that was set back differs by more, ms. */
const CLOCK_TOLERANCE_MS = 1_000;

/** Says of what is told whether it is taken: not what was cleared away, nor what began in a pause. */
export class Taken {
  readonly #maxForgotten: number;
  readonly #pauses: { from: number; to: number }[] = [];
  /** web legs that were under way when they were forgotten; the oldest go first */
  readonly #forgotten = new Set<string>();
  #clearedBefore = Number.NEGATIVE_INFINITY;

  constructor(maxForgotten: number) {
    this.#maxForgotten = maxForgotten;
  }

  copy(): TakenCopy {
    return {
      pauses: this.#pauses.map((pause) => ({ ...pause })),
      forgotten: [...this.#forgotten],
      clearedBefore: this.#clearedBefore,
    };
  }

  goOnFrom({ pauses, forgotten, clearedBefore }: TakenCopy): void {
    this.#pauses.push(...pauses);
    this.forget(forgotten);
    this.#clearedBefore = clearedBefore;
  }

  pause(atMs: number): void {
    this.#pauses.push({ from: atMs, to: Number.POSITIVE_INFINITY });
  }

  resume(atMs: number): void {
    const last = this.#pauses.at(-1);
    if (last) last.to = Math.min(last.to, atMs);
  }

  /** By a clock that was set back, what is new lies before a pause or a Clear that is over. */
  noticeClock(nowMs: number): void {
    const isBehind = (ms: number) => nowMs < ms - CLOCK_TOLERANCE_MS;
    if (isBehind(this.#clearedBefore)) this.#clearedBefore = Number.NEGATIVE_INFINITY;
    for (const [index, pause] of [...this.#pauses.entries()].reverse()) {
      if (!isBehind(pause.from)) continue;
      if (pause.to === Number.POSITIVE_INFINITY) pause.from = nowMs;
      else this.#pauses.splice(index, 1);
    }
  }

  clear(nowMs: number): void {
    this.#clearedBefore = nowMs;
  }

  /** These web legs are not there any more, though their end has still to come. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#forgotten.add(id);
    for (const id of this.#forgotten) {
      if (this.#forgotten.size <= this.#maxForgotten) break;
      this.#forgotten.delete(id);
    }
  }

  /** The browser tells of a request from its beginning on: its id says whether it is new. */
  takesLeg({ kind, id, startedAt }: RequestLeg): boolean {
    if (kind !== 'web') return this.takes(startedAt);
    return !this.#forgotten.has(id) && !this.#isPausedAt(startedAt);
  }

  /** Whether what happened then (ms) is taken. */
  takes(at: number | null): boolean {
    return at === null || (at >= this.#clearedBefore && !this.#isPausedAt(at));
  }

  #isPausedAt(at: number | null): boolean {
    return at !== null && this.#pauses.some(({ from, to }) => at >= from && at < to);
  }
}
