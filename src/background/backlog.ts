import type { Observation, WebLeg } from '../core/recording/observation.ts';

export interface BacklogRow {
  /** grows with every change in this browser session */
  seq: number;
  observation: Observation;
}

/** The part of `storage.session` that the backlog needs. */
export interface SessionArea {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** A tab, or what it is prerendering. */
export type Bucket = `tab-${number}` | `prerender-${number}`;

interface Kept {
  rows: Map<string, BacklogRow>;
  sizes: Map<string, number>;
  dropped: number;
}

const MAX_ROWS_PER_BUCKET = 3_000;
/** `storage.session` holds 10 485 760 bytes; the rest is left for what surrounds the rows. */
const MAX_CHARACTERS = 8_000_000;
const ROW_PREFIX = 'row ';
const CLEARED_PREFIX = 'cleared ';
/** Numbers begin at the clock, so that a restarted worker never gives one out twice. */
const SEQ_PER_MS = 1_000;

/** ms */
function beganAt(observation: Observation): number {
  // One that is on is not over and done with, whatever is cleared.
  if (observation.kind === 'fault') return observation.until ?? Number.POSITIVE_INFINITY;
  return 'at' in observation ? observation.at : (observation.startedAt ?? 0);
}

function keyOf(bucket: Bucket, id: string): string {
  return `${ROW_PREFIX}${bucket} ${id}`;
}

/**
 * What was observed in each tab, mirrored row by row into `storage.session`, so that the worker
 * may be stopped at any moment. Load it before anything else is called.
 */
export class Backlog {
  readonly #area: SessionArea;
  readonly #buckets = new Map<Bucket, Kept>();
  /** What began before (ms) and is no storage state is not taken any more. */
  readonly #clearedAt = new Map<Bucket, number>();
  /** null: to be removed */
  readonly #unsaved = new Map<string, BacklogRow | number | null>();
  readonly #onChange: (bucket: Bucket, row: BacklogRow) => void;
  #characters = 0;
  #lastSeq = 0;
  #saving: Promise<void> | null = null;

  constructor(area: SessionArea, onChange: (bucket: Bucket, row: BacklogRow) => void) {
    this.#area = area;
    this.#onChange = onChange;
  }

  /** Reads back what an earlier worker left. */
  async load(nowMs: number): Promise<void> {
    const items = Object.entries(await this.#area.get(null));
    for (const [key, at] of items)
      if (key.startsWith(CLEARED_PREFIX))
        this.#clearedAt.set(key.slice(CLEARED_PREFIX.length) as Bucket, at as number);
    const saved = items
      .filter(([key]) => key.startsWith(ROW_PREFIX))
      .map(([key, row]) => ({ bucket: key.split(' ')[1] as Bucket, row: row as BacklogRow }))
      .sort((a, b) => a.row.seq - b.row.seq);
    for (const { bucket, row } of saved) this.#place(bucket, row);
    this.#lastSeq = Math.max(nowMs * SEQ_PER_MS, saved.at(-1)?.row.seq ?? 0);
  }

  put(bucket: Bucket, observation: Observation): void {
    if (this.#isCleared(bucket, observation)) return;
    this.#lastSeq += 1;
    const row = { seq: this.#lastSeq, observation };
    this.#place(bucket, row);
    this.#unsaved.set(keyOf(bucket, observation.id), row);
    this.#evict(bucket);
    this.#save();
    this.#onChange(bucket, row);
  }

  /** Rows changed after this number, in order of change. */
  after(bucket: Bucket, seq: number): BacklogRow[] {
    return [...(this.#buckets.get(bucket)?.rows.values() ?? [])].filter((row) => row.seq > seq);
  }

  dropped(bucket: Bucket): number {
    return this.#buckets.get(bucket)?.dropped ?? 0;
  }

  /** Every kept request of any tab that has not ended, with where it is kept. */
  *inFlight(): Iterable<{ bucket: Bucket; leg: WebLeg }> {
    for (const [bucket, { rows }] of this.#buckets)
      for (const { observation } of rows.values())
        if (observation.kind === 'web' && observation.endedAt === null)
          yield { bucket, leg: observation };
  }

  /** Moves all rows of one bucket to another, as if they had come there now. */
  move(from: Bucket, to: Bucket): void {
    const rows = this.after(from, 0);
    this.forget(from);
    for (const { observation } of rows) this.put(to, observation);
  }

  /** Forgets a bucket and all about it. */
  forget(bucket: Bucket): void {
    const kept = this.#buckets.get(bucket);
    if (kept) for (const id of kept.rows.keys()) this.#remove(bucket, kept, id);
    this.#buckets.delete(bucket);
    if (this.#clearedAt.delete(bucket)) this.#unsaved.set(CLEARED_PREFIX + bucket, null);
    this.#save();
  }

  /** Forgets for good what began before an instant (ms); storage states stay. */
  clear(bucket: Bucket, beforeMs: number): void {
    this.#clearedAt.set(bucket, beforeMs);
    this.#unsaved.set(CLEARED_PREFIX + bucket, beforeMs);
    const kept = this.#buckets.get(bucket);
    if (kept) {
      for (const [id, { observation }] of kept.rows)
        if (this.#isCleared(bucket, observation)) this.#remove(bucket, kept, id);
      kept.dropped = 0;
    }
    this.#save();
  }

  /** Resolves once all that was put is in `storage.session`. */
  async saved(): Promise<void> {
    while (this.#saving) await this.#saving;
  }

  #isCleared(bucket: Bucket, observation: Observation): boolean {
    const clearedAt = this.#clearedAt.get(bucket) ?? Number.NEGATIVE_INFINITY;
    return observation.kind !== 'storage' && beganAt(observation) < clearedAt;
  }

  #place(bucket: Bucket, row: BacklogRow): void {
    const kept = this.#buckets.get(bucket) ?? { rows: new Map(), sizes: new Map(), dropped: 0 };
    this.#buckets.set(bucket, kept);
    const { id } = row.observation;
    const size = JSON.stringify(row.observation).length;
    this.#characters += size - (kept.sizes.get(id) ?? 0);
    kept.sizes.set(id, size);
    kept.rows.delete(id);
    kept.rows.set(id, row);
  }

  #remove(bucket: Bucket, kept: Kept, id: string): void {
    kept.rows.delete(id);
    this.#characters -= kept.sizes.get(id) ?? 0;
    kept.sizes.delete(id);
    this.#unsaved.set(keyOf(bucket, id), null);
  }

  #evict(added: Bucket): void {
    const isFull = ([, { rows }]: [Bucket, Kept]) => rows.size > MAX_ROWS_PER_BUCKET;
    for (;;) {
      const own = this.#buckets.get(added);
      const tooMany = own && isFull([added, own]) ? own : null;
      if (!tooMany && this.#characters <= MAX_CHARACTERS) return;
      const [bucket, kept] = tooMany ? [added, tooMany] : this.#largest();
      const [oldest] = kept.rows.keys();
      if (oldest === undefined || kept.rows.size === 1) return;
      this.#remove(bucket, kept, oldest);
      kept.dropped += 1;
    }
  }

  #largest(): [Bucket, Kept] {
    return [...this.#buckets].reduce((a, b) => (b[1].rows.size > a[1].rows.size ? b : a));
  }

  #save(): void {
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = null;
    });
  }

  async #saveAll(): Promise<void> {
    while (this.#unsaved.size > 0) {
      const batch = [...this.#unsaved];
      this.#unsaved.clear();
      const gone = batch.filter(([, row]) => row === null).map(([key]) => key);
      const present = batch.filter(([, row]) => row !== null);
      if (gone.length > 0) await this.#area.remove(gone);
      if (present.length > 0) await this.#area.set(Object.fromEntries(present));
    }
  }
}
