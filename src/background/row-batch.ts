import type { Observation } from '../core/recording/observation.ts';
import { FIRST_REFUSING_STATUS } from '../core/service/http.ts';

/** Where a row is kept. */
export interface RowAddress<Bucket> {
  bucket: Bucket;
  id: string;
}

/** So many rows that changed are written together, and no later than so many ms after the first. */
export const MAX_BATCH_ROWS = 50;
export const MAX_BATCH_MS = 100;

/**
 * What nobody may lose, should the worker be killed. With which headers a request went out, a page's
 * own too, nobody else can tell; how one that goes well ended the page's own timing can.
 */
export function isUrgent(observation: Observation): boolean {
  if (observation.kind !== 'web') return true;
  const { status, endedAt, requestHeaders } = observation;
  const isSent = requestHeaders !== null && status === null && endedAt === null;
  return isSent || (status ?? 0) >= FIRST_REFUSING_STATUS;
}

/** The rows that changed and are not written yet, each once however often it changed. */
export class RowBatch<Bucket> {
  readonly #write: (key: string, place: RowAddress<Bucket>) => void;
  readonly #waiting = new Map<string, RowAddress<Bucket>>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param write may add others, which are written too */
  constructor(write: (key: string, place: RowAddress<Bucket>) => void) {
    this.#write = write;
  }

  add(key: string, place: RowAddress<Bucket>): void {
    this.#waiting.set(key, place);
    if (this.#waiting.size >= MAX_BATCH_ROWS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), MAX_BATCH_MS);
  }

  /** Writes all that waits now. */
  flush(): void {
    for (const [key, place] of this.#waiting) {
      this.#waiting.delete(key);
      this.#write(key, place);
    }
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
