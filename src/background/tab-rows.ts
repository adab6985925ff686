import type { Observation } from '../core/recording/observation.ts';
import { sessionBytes } from './session-mirror.ts';

export interface BacklogRow {
  /** grows with every change in this browser session */
  seq: number;
  /** its number when it first came */
  since: number;
  observation: Observation;
}

/** A row as it lies in `storage.session`. */
export interface StoredRow {
  row: BacklogRow;
  text: string;
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
  readonly rows = new Map<string, StoredRow>();
  bytes = 0;

  put(stored: StoredRow): void {
    this.take(stored.row.observation.id);
    this.rows.set(stored.row.observation.id, stored);
    this.bytes += stored.bytes;
  }

  take(id: string): StoredRow | undefined {
    const stored = this.rows.get(id);
    if (!stored) return undefined;
    this.rows.delete(id);
    this.bytes -= stored.bytes;
    return stored;
  }
}

export function storedRow(key: string, row: BacklogRow): StoredRow {
  const text = JSON.stringify(row);
  return { row, text, bytes: sessionBytes(key, text) };
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
    return this.#all()
      .find(({ rows }) => rows.has(id))
      ?.rows.get(id)?.row;
  }

  put(stored: StoredRow): void {
    const { observation } = stored.row;
    this.take(observation.id);
    this.#lanes[laneOf(observation)].put(stored);
  }

  take(id: string): StoredRow | undefined {
    for (const lane of this.#all()) {
      const stored = lane.take(id);
      if (stored) return stored;
    }
    return undefined;
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

  #all(): LaneRows[] {
    return Object.values(this.#lanes);
  }
}
