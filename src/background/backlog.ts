import type { Observation, WebLeg } from '../core/recording/observation.ts';
import { ClearedUpTo } from './cleared.ts';
import { isUrgent, type RowAddress, RowBatch } from './row-batch.ts';
import {
  SESSION_QUOTA_BYTES,
  type SessionArea,
  SessionMirror,
  sessionBytes,
} from './session-mirror.ts';
import { type BacklogRow, TabRows } from './tab-rows.ts';

/** A tab, or what it is prerendering. */
export type Bucket = `tab-${number}` | `prerender-${number}`;

interface KeptBucket {
  rows: TabRows;
  /** numbers of the requests that were let go, the newest of them */
  letGo: number[];
  dropped: number;
}

export const MAX_ROWS_PER_BUCKET = 3_000;
/** For the faults that are on, and what was cleared: rows never take it. */
const RESERVED_BYTES = 1024 * 1024;
const MAX_BYTES = SESSION_QUOTA_BYTES - RESERVED_BYTES;
/** A row beyond this is shown while DevTools is open, and not kept for later. */
const MAX_ROW_BYTES = 1024 * 1024;
/** So much goes at once where the browser refuses what should have had room. */
const SHED_SHARE = 0.1;
const ROW_PREFIX = 'row ';
const CLEARED_PREFIX = 'cleared ';
const DROPPED_PREFIX = 'dropped ';
const SEQ_KEY = 'seq';
/** Numbers begin at the clock, so that a restarted worker never gives one out twice. */
const SEQ_PER_MS = 1_000;

function keyOf(bucket: Bucket, id: string): string {
  return `${ROW_PREFIX}${bucket} ${id}`;
}

interface BacklogEnvironment {
  /** ms since the epoch */
  now(): number;
  onChange(bucket: Bucket, row: BacklogRow): void;
}

/**
 * What was observed in each tab, mirrored row by row into `storage.session`, so that the worker may
 * be stopped at any moment: killed, it loses at most a batch of what is not urgent. Load it before
 * anything else is called.
 */
export class Backlog {
  readonly #area: SessionArea;
  readonly #environment: BacklogEnvironment;
  readonly #mirror: SessionMirror;
  readonly #batch = new RowBatch<Bucket>((key, place) => this.#write(key, place));
  readonly #buckets = new Map<Bucket, KeptBucket>();
  readonly #cleared = new Map<Bucket, ClearedUpTo>();
  #bytes = 0;
  #lastSeq = 0;

  constructor(area: SessionArea, environment: BacklogEnvironment) {
    this.#area = area;
    this.#environment = environment;
    this.#mirror = new SessionMirror(area, () => this.makeRoom());
  }

  /** Reads back what an earlier worker left. */
  async load(): Promise<void> {
    const items = await this.#area.get(null);
    const texts = Object.entries(items).filter(
      (item): item is [string, string] => typeof item[1] === 'string',
    );
    const read = <T>(prefix: string) =>
      texts
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, text]): [Bucket, T] => {
          const [bucket] = key.slice(prefix.length).split(' ');
          return [bucket as Bucket, JSON.parse(text) as T];
        });
    for (const [bucket, saved] of read<ReturnType<ClearedUpTo['toSave']>>(CLEARED_PREFIX))
      this.#cleared.set(bucket, ClearedUpTo.read(saved));
    for (const [bucket, dropped] of read<number>(DROPPED_PREFIX))
      this.#keptOf(bucket).dropped = dropped;
    const rows = texts
      .filter(([key]) => key.startsWith(ROW_PREFIX))
      .map(([key, text]) => ({
        bucket: key.slice(ROW_PREFIX.length).split(' ')[0] as Bucket,
        row: JSON.parse(text) as BacklogRow,
        bytes: sessionBytes(key, text),
      }))
      .sort((a, b) => a.row.seq - b.row.seq);
    for (const { bucket, row, bytes } of rows)
      this.#bytes += this.#keptOf(bucket).rows.put(row, bytes);
    const floor = Number(items[SEQ_KEY] ?? 0);
    const last = rows.at(-1)?.row.seq ?? 0;
    this.#lastSeq = Math.max(this.#environment.now() * SEQ_PER_MS, last, floor);
  }

  put(bucket: Bucket, observation: Observation): void {
    if (this.#isCleared(bucket, observation)) return;
    this.#lastSeq += 1;
    const known = this.#buckets.get(bucket)?.rows.get(observation.id);
    const row = { seq: this.#lastSeq, since: known?.since ?? this.#lastSeq, observation };
    this.#keep(bucket, row);
    this.#environment.onChange(bucket, row);
  }

  /** Rows changed after this number, in order of change. */
  after(bucket: Bucket, seq: number): BacklogRow[] {
    return (this.#buckets.get(bucket)?.rows.all() ?? []).filter((row) => row.seq > seq);
  }

  /** All that is kept of a bucket, in order of change. */
  observed(bucket: Bucket): Observation[] {
    return this.after(bucket, 0).map(({ observation }) => observation);
  }

  /** Requests that had to go before anyone who knows all up to this number was told of them. */
  lost(bucket: Bucket, seq: number): number {
    const kept = this.#buckets.get(bucket);
    if (!kept) return 0;
    return seq === 0 ? kept.dropped : kept.letGo.filter((gone) => gone > seq).length;
  }

  /** Whether rows of it had to go for want of room, or the browser stores no more. */
  isFull(bucket: Bucket): boolean {
    return this.#mirror.isRefused || (this.#buckets.get(bucket)?.dropped ?? 0) > 0;
  }

  /** Tabs of which anything is kept. */
  tabs(): number[] {
    return [...this.#buckets.keys()].flatMap((bucket) =>
      bucket.startsWith('tab-') ? Number(bucket.slice('tab-'.length)) : [],
    );
  }

  /** Every kept request of any tab that has not ended, with where it is kept. */
  *inFlight(): Iterable<{ bucket: Bucket; leg: WebLeg }> {
    for (const [bucket, { rows }] of this.#buckets)
      for (const { observation } of rows.all())
        if (observation.kind === 'web' && observation.endedAt === null && !observation.isEndUnseen)
          yield { bucket, leg: observation };
  }

  /** Moves all rows of one bucket to another, as if they had come there now. */
  move(from: Bucket, to: Bucket): void {
    const observed = this.observed(from);
    this.forget(from);
    for (const observation of observed) this.put(to, observation);
    this.#batch.flush();
  }

  /** Forgets a bucket and all about it. */
  forget(bucket: Bucket): void {
    const kept = this.#buckets.get(bucket);
    if (kept) {
      this.#keepNumber();
      for (const { observation } of kept.rows.all()) this.#remove(bucket, observation.id);
      if (kept.dropped > 0) this.#mirror.write('control', DROPPED_PREFIX + bucket, null);
      this.#buckets.delete(bucket);
    }
    if (this.#cleared.delete(bucket)) this.#mirror.write('control', CLEARED_PREFIX + bucket, null);
    this.#batch.flush();
  }

  /**
   * Forgets for good what had come up to this number, whatever its time. The newest state of storage
   * stays, and so does a fault that is on. Told again, it changes nothing.
   */
  clear(bucket: Bucket, upTo: number): void {
    if (upTo <= (this.#cleared.get(bucket)?.upTo ?? -1)) return;
    this.#keepNumber();
    const kept = this.#keptOf(bucket);
    const rows = kept.rows.all();
    const storage = rows.findLast(({ observation }) => observation.kind === 'storage');
    const gone = rows.filter(
      (row) => row.since <= upTo && row !== storage && !isOn(row.observation),
    );
    const cleared = ClearedUpTo.of(
      upTo,
      this.#environment.now(),
      gone.map(({ observation }) => observation),
      this.#cleared.get(bucket),
    );
    this.#cleared.set(bucket, cleared);
    this.#saveCleared(bucket, cleared);
    for (const { observation } of gone) this.#remove(bucket, observation.id);
    kept.letGo = [];
    kept.dropped = 0;
    this.#mirror.write('control', DROPPED_PREFIX + bucket, null);
    this.#batch.flush();
  }

  /** Resolves once all that was put is in `storage.session`. */
  saved(): Promise<void> {
    this.#batch.flush();
    return this.#mirror.saved();
  }

  /** Lets a share of all rows go; false where there is none. */
  makeRoom(): boolean {
    const wanted = this.#bytes * (1 - SHED_SHARE);
    const before = this.#bytes;
    while (this.#bytes > wanted && this.#letGoOfLargest());
    this.#batch.flush();
    return this.#bytes < before;
  }

  #isCleared(bucket: Bucket, observation: Observation): boolean {
    const cleared = this.#cleared.get(bucket);
    if (!cleared) return false;
    if (cleared.noticeClock(this.#environment.now())) this.#saveCleared(bucket, cleared);
    return cleared.has(observation);
  }

  #saveCleared(bucket: Bucket, cleared: ClearedUpTo): void {
    this.#mirror.write('control', CLEARED_PREFIX + bucket, JSON.stringify(cleared.toSave()));
  }

  /** Once the rows are gone, nothing else tells which numbers were given out. */
  #keepNumber(): void {
    this.#mirror.write('control', SEQ_KEY, JSON.stringify(this.#lastSeq));
  }

  #keptOf(bucket: Bucket): KeptBucket {
    const kept = this.#buckets.get(bucket) ?? { rows: new TabRows(), letGo: [], dropped: 0 };
    this.#buckets.set(bucket, kept);
    return kept;
  }

  #keep(bucket: Bucket, row: BacklogRow): void {
    const { observation } = row;
    const { rows } = this.#keptOf(bucket);
    // Until it is written it counts as much as what is written of it.
    this.#bytes += rows.put(row, rows.bytesOf(observation.id));
    this.#batch.add(keyOf(bucket, observation.id), { bucket, id: observation.id });
    while (rows.size > MAX_ROWS_PER_BUCKET && this.#letGo(bucket, this.#keptOf(bucket), 'number'));
    if (isUrgent(observation)) this.#batch.flush();
  }

  /** Has the mirror hold a row as it is now. */
  #write(key: string, { bucket, id }: RowAddress<Bucket>): void {
    const rows = this.#buckets.get(bucket)?.rows;
    const row = rows?.get(id);
    if (!rows || !row) {
      this.#mirror.write('rows', key, null);
      return;
    }
    const text = JSON.stringify(row);
    const bytes = sessionBytes(key, text);
    if (bytes > MAX_ROW_BYTES) {
      this.#remove(bucket, id);
      this.#countLetGo(bucket, row);
      return;
    }
    this.#bytes += rows.resize(id, bytes);
    this.#mirror.write('rows', key, text);
    while (this.#bytes > MAX_BYTES && this.#letGoOfLargest());
  }

  #remove(bucket: Bucket, id: string): void {
    const stored = this.#buckets.get(bucket)?.rows.take(id);
    if (!stored) return;
    this.#bytes -= stored.bytes;
    this.#batch.add(keyOf(bucket, id), { bucket, id });
  }

  /** Who takes most room gives it first. */
  #letGoOfLargest(): boolean {
    const largest = [...this.#buckets].reduce<[Bucket, KeptBucket] | null>(
      (a, b) => (a === null || b[1].rows.bytes > a[1].rows.bytes ? b : a),
      null,
    );
    return largest !== null && this.#letGo(...largest, 'bytes');
  }

  /** False where nothing may go. */
  #letGo(bucket: Bucket, { rows }: KeptBucket, measure: 'bytes' | 'number'): boolean {
    const oldest = rows.oldestOf(measure);
    if (!oldest) return false;
    this.#remove(bucket, oldest.observation.id);
    this.#countLetGo(bucket, oldest);
    return true;
  }

  #countLetGo(bucket: Bucket, { seq, observation }: BacklogRow): void {
    if (observation.kind !== 'web') return;
    const kept = this.#keptOf(bucket);
    kept.dropped += 1;
    kept.letGo.push(seq);
    if (kept.letGo.length > MAX_ROWS_PER_BUCKET) kept.letGo.shift();
    this.#mirror.write('control', DROPPED_PREFIX + bucket, JSON.stringify(kept.dropped));
  }
}

function isOn(observation: Observation): boolean {
  return observation.kind === 'fault' && observation.until === null;
}
