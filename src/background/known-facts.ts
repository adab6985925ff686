import type { SessionFacts } from '../core/session/facts.ts';
import type { KeptFacts } from '../platform/kept-facts.ts';

/** Where they are kept. */
interface FactStore {
  keep(tabId: number, kept: KeptFacts): Promise<void>;
  drop(tabIds: readonly number[]): Promise<void>;
}

/**
 * Keeps what is known of the session in a tab where the popup finds it at once, though the worker
 * was stopped, and takes it away before anything that happens in the tab makes it old.
 */
export class KnownFacts {
  readonly #store: FactStore;
  /** tabs of which nothing is kept; an earlier worker may have kept it of any other */
  readonly #without = new Set<number>();

  constructor(store: FactStore) {
    this.#store = store;
  }

  /** As they are at this moment, of the page of this origin. */
  keep(tabId: number, origin: string, facts: SessionFacts): void {
    this.#without.delete(tabId);
    this.#store.keep(tabId, { origin, facts }).catch((error: unknown) => console.error(error));
  }

  /** Something has happened in these tabs. */
  drop(tabIds: readonly number[]): void {
    const kept = tabIds.filter((tabId) => !this.#without.has(tabId));
    if (kept.length === 0) return;
    for (const tabId of kept) this.#without.add(tabId);
    this.#store.drop(kept).catch((error: unknown) => console.error(error));
  }

  onClosed(tabId: number): void {
    this.drop([tabId]);
    this.#without.delete(tabId);
  }
}
