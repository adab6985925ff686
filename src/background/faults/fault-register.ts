import type { ActiveFault } from '../../core/faults/outcome.ts';
import type { FaultObservation } from '../../core/recording/observation.ts';
import type { SessionArea } from '../session-mirror.ts';

/** A fault that is on, with what is needed to take it off again. */
export interface KeptFault extends ActiveFault {
  /** id of its rule, and what makes its own id unique */
  number: number;
  observation: FaultObservation | null;
}

/** The part of `storage.session` that the faults need. */
type Area = Pick<SessionArea, 'get' | 'set'>;

interface Saved {
  faults: KeptFault[];
  /** ms; the last sign of life from the DevTools of each tab that has a fault on */
  alive: Record<number, number>;
  next: number;
}

const KEY = 'faults';

/** What the browser would not store, though room was made for it. */
export class NotKept extends Error {}

interface RegisterEnvironment {
  /** lets others go that are stored in the same place */
  makeRoom(): Promise<void>;
  onChange(): void;
}

/** The faults that are on in any tab; kept in `storage.session`, for the worker may be stopped. */
export class FaultRegister {
  readonly #area: Area;
  readonly #environment: RegisterEnvironment;
  #saved: Saved = { faults: [], alive: {}, next: 1 };

  constructor(area: Area, environment: RegisterEnvironment) {
    this.#area = area;
    this.#environment = environment;
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

  /** Adds it, or replaces the one of the same id; what could not be stored is not on. */
  async put(fault: KeptFault): Promise<void> {
    const before = this.#saved.faults;
    this.#saved.faults = [...before.filter(({ id }) => id !== fault.id), fault];
    try {
      await this.#save();
    } catch (error) {
      this.#saved.faults = before;
      throw error;
    }
  }

  /** It is off, whether or not that can be stored now. */
  async remove(id: string): Promise<void> {
    const fault = this.find(id);
    if (!fault) return;
    this.#saved.faults = this.#saved.faults.filter((other) => other !== fault);
    if (this.of(fault.tabId).length === 0) delete this.#saved.alive[fault.tabId];
    await this.#save().catch((error: unknown) => console.error(error));
  }

  async noteAlive(tabId: number, nowMs: number): Promise<void> {
    this.#saved.alive[tabId] = nowMs;
    await this.#store();
  }

  /** ms; null where none was ever given */
  aliveAt(tabId: number): number | null {
    return this.#saved.alive[tabId] ?? null;
  }

  async #save(): Promise<void> {
    try {
      await this.#store();
    } finally {
      this.#environment.onChange();
    }
  }

  async #store(): Promise<void> {
    const items = { [KEY]: this.#saved };
    try {
      await this.#area.set(items);
    } catch {
      await this.#environment.makeRoom();
      await this.#area.set(items).catch((error: unknown) => {
        throw new NotKept(String(error));
      });
    }
  }
}
