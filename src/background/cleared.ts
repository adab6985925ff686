import type { Observation } from '../core/recording/observation.ts';

/** Clocks of two processes may differ by a little; a clock that was set back differs by more, ms. */
const CLOCK_TOLERANCE_MS = 1_000;
/** Of requests that were under way; the oldest go first. */
const MAX_OPEN = 1_000;

interface Saved {
  /** number of the newest row that was cleared away */
  upTo: number;
  at: number | null;
  open: string[];
}

/** ms */
function beganAt(observation: Exclude<Observation, { kind: 'storage' | 'fault' }>): number {
  return 'at' in observation ? observation.at : (observation.startedAt ?? 0);
}

/**
 * What the user has cleared away of a tab and may still be told of. A request is known by its id;
 * what the page tells of it later is known by its time, as long as the clock has not been set back.
 */
export class ClearedUpTo {
  readonly upTo: number;
  /** ms; null once the clock was set back behind it */
  #at: number | null;
  readonly #open: Set<string>;

  private constructor({ upTo, at, open }: Saved) {
    this.upTo = upTo;
    this.#at = at;
    this.#open = new Set(open);
  }

  static read(saved: Saved): ClearedUpTo {
    return new ClearedUpTo(saved);
  }

  static of(
    upTo: number,
    nowMs: number,
    gone: readonly Observation[],
    before: ClearedUpTo | undefined,
  ): ClearedUpTo {
    const open = gone.flatMap((observation) =>
      observation.kind === 'web' && observation.endedAt === null ? [observation.id] : [],
    );
    const all = [...(before?.toSave().open ?? []), ...open];
    return new ClearedUpTo({ upTo, at: nowMs, open: all.slice(-MAX_OPEN) });
  }

  toSave(): Saved {
    return { upTo: this.upTo, at: this.#at, open: [...this.#open] };
  }

  /** Whether that changed anything: by a clock that was set back, new is not told from old. */
  noticeClock(nowMs: number): boolean {
    if (this.#at === null || nowMs >= this.#at - CLOCK_TOLERANCE_MS) return false;
    this.#at = null;
    return true;
  }

  /** Whether an observation belongs to what was cleared away. */
  has(observation: Observation): boolean {
    if (observation.kind === 'web') return this.#open.has(observation.id);
    if (observation.kind === 'storage' || observation.kind === 'fault') return false;
    return this.#at !== null && beganAt(observation) < this.#at;
  }
}
