import type { PageStorage } from '../core/service/token-storage.ts';

interface StorageWatchEnvironment {
  read(): PageStorage;
  tell(storage: PageStorage): void;
  /** calls back before the browser does anything else */
  soon(call: () => void): void;
}

/** Tells what storage holds whenever it is other than last told; many changes at once tell once. */
export class StorageWatch {
  readonly #environment: StorageWatchEnvironment;
  #told = '';
  #isDue = false;

  constructor(environment: StorageWatchEnvironment) {
    this.#environment = environment;
  }

  /** Something may have changed. */
  readonly look = (): void => {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#environment.soon(() => {
      this.#isDue = false;
      this.lookNow();
    });
  };

  lookNow(): void {
    const storage = this.#environment.read();
    // Keys are always read in the same order.
    if (JSON.stringify(storage) !== this.#told) this.#tell(storage);
  }

  /** Tells what there is even if it was told before. */
  tellAgain(): void {
    this.#tell(this.#environment.read());
  }

  #tell(storage: PageStorage): void {
    this.#told = JSON.stringify(storage);
    this.#environment.tell(storage);
  }
}
