import type { Observation } from '../core/recording/observation.ts';

export interface BacklogRow {
  /** grows with every change in this browser session */
  seq: number;
  /** its number when it first came */
  since: number;
  observation: Observation;
}

/** A row with what it takes in `storage.session`, as it was last written there. */
interface WeighedRow {
  row: BacklogRow;
  bytes: number;
}

/** What crowds out what: a page that tells much takes no room from what the browser saw. */
type Lane = 'requests' | 'told' | 'storage' | 'held';

function laneOf(observation: Observation): Lane {
  switch (observation.kind) {
    case 'web':
      return 'requests';
    case 'storage':
      return 'storage';
    case 'fault':
      // One that is on is never let go.
      return observation.until === null ? 'held' : 'told';
    default:
      return 'told';
  }
}

class LaneRows {
  readonly rows = new Map<string, WeighedRow>();
  bytes = 0;

  put(stored: WeighedRow): void {
    this.take(stored.row.observation.id);
    this.rows.set(stored.row.observation.id, stored);
    this.bytes += stored.bytes;
  }

  take(id: string): WeighedRow | undefined {
    const stored = this.rows.get(id);
    if (!stored) return undefined;
    this.rows.delete(id);
    this.bytes -= stored.bytes;
    return stored;
  }

  resize(id: string, bytes: number): void {
    const stored = this.rows.get(id);
    if (!stored) return;
    this.bytes += bytes - stored.bytes;
    stored.bytes = bytes;
  }
}

/** The rows of one tab, in order of their last change. */
export class TabRows {
  readonly #lanes: Record<Lane, LaneRows> = {
    requests: new LaneRows(),
    told: new LaneRows(),
    storage: new LaneRows(),
    held: new LaneRows(),
  };

  get size(): number {
    return this.#all().reduce((sum, { rows }) => sum + rows.size, 0);
  }

  get bytes(): number {
    return this.#all().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get(id: string): BacklogRow | undefined {
    return this.#laneWith(id)?.rows.get(id)?.row;
  }

  /** What a row takes; 0 where there is none, or it was not written yet. */
  bytesOf(id: string): number {
    return this.#laneWith(id)?.rows.get(id)?.bytes ?? 0;
  }

  /** It was written again, and stays where it is in the order; how much more it takes. */
  resize(id: string, bytes: number): number {
    const lane = this.#laneWith(id);
    const before = lane?.bytes ?? 0;
    lane?.resize(id, bytes);
    return (lane?.bytes ?? 0) - before;
  }

  /** How much more it takes with this row than before. */
  put(row: BacklogRow, bytes: number): number {
    const before = this.take(row.observation.id)?.bytes ?? 0;
    this.#lanes[laneOf(row.observation)].put({ row, bytes });
    return bytes - before;
  }

  take(id: string): WeighedRow | undefined {
    return this.#laneWith(id)?.take(id);
  }

  /** In order of their last change. */
  all(): BacklogRow[] {
    return this.#all()
      .flatMap(({ rows }) => [...rows.values()].map(({ row }) => row))
      .sort((a, b) => a.seq - b.seq);
  }

  /** The oldest of what takes most room, or is most in number; undefined where nothing may go. */
  oldestOf(measure: 'bytes' | 'number'): BacklogRow | undefined {
    const { requests, told, storage } = this.#lanes;
    const much = (lane: LaneRows) => (measure === 'bytes' ? lane.bytes : lane.rows.size);
    const largest = [requests, told, storage].reduce((a, b) => (much(b) > much(a) ? b : a));
    const [oldest] = largest.rows.values();
    return oldest?.row;
  }

  #laneWith(id: string): LaneRows | undefined {
    return this.#all().find(({ rows }) => rows.has(id));
  }

  #all(): LaneRows[] {
    return Object.values(this.#lanes);
  }
}
