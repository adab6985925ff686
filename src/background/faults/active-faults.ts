import type { ActiveFault } from '../../core/faults/outcome.ts';
import type { FaultObservation } from '../../core/recording/observation.ts';

/** A fault that is on, with what is needed to take it off again. */
export interface KeptFault extends ActiveFault {
  /** id of its rule, and what makes its own id unique */
  number: number;
  observation: FaultObservation | null;
}

/** The part of `storage.session` that the faults need. */
interface SessionArea {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

interface Saved {
  faults: KeptFault[];
  /** ms; the last sign of life from the DevTools of each tab that has a fault on */
  alive: Record<number, number>;
  next: number;
}

const KEY = 'faults';

/** The faults that are on in any tab; kept in `storage.session`, for the worker may be stopped. */
export class ActiveFaults {
  readonly #area: SessionArea;
  readonly #onChange: () => void;
  #saved: Saved = { faults: [], alive: {}, next: 1 };

  constructor(area: SessionArea, onChange: () => void) {
    this.#area = area;
    this.#onChange = onChange;
  }

  /** Reads back what an earlier worker left; to be awaited before anything else is called. */
  async load(): Promise<void> {
    const { [KEY]: saved } = await this.#area.get(KEY);
    if (saved) this.#saved = saved as Saved;
  }

  all(): readonly KeptFault[] {
    return this.#saved.faults;
  }

  of(tabId: number): KeptFault[] {
    return this.#saved.faults.filter((fault) => fault.tabId === tabId);
  }

  find(id: string): KeptFault | undefined {
    return this.#saved.faults.find((fault) => fault.id === id);
  }

  nextNumber(): number {
    this.#saved.next += 1;
    return this.#saved.next;
  }

  /** Adds it, or replaces the one of the same id. */
  async put(fault: KeptFault): Promise<void> {
    const others = this.#saved.faults.filter(({ id }) => id !== fault.id);
    this.#saved.faults = [...others, fault];
    await this.#save();
  }

  async remove(id: string): Promise<void> {
    const fault = this.find(id);
    if (!fault) return;
    this.#saved.faults = this.#saved.faults.filter((other) => other !== fault);
    if (this.of(fault.tabId).length === 0) delete this.#saved.alive[fault.tabId];
    await this.#save();
  }

  async noteAlive(tabId: number, nowMs: number): Promise<void> {
    this.#saved.alive[tabId] = nowMs;
    await this.#area.set({ [KEY]: this.#saved });
  }

  /** ms; null where none was ever given */
  aliveAt(tabId: number): number | null {
    return this.#saved.alive[tabId] ?? null;
  }

  async #save(): Promise<void> {
    await this.#area.set({ [KEY]: this.#saved });
    this.#onChange();
  }
}
