import { FAULT_LEASE_MS, isLeaseOver } from '../core/faults/lease.ts';
import type { RelayMessage, TellBackground } from '../messages.ts';
import { FAULT_EVENT, type PageOrders, WATCH_EVENT } from '../page-channel.ts';
import { beforeFirstScript } from './before-first-script.ts';
import { FaultInStorage, type StorageEnvironment } from './fault-in-storage.ts';

/** How often a held fault is looked after: whether DevTools and the extension are still there. */
const LOOK_AFTER_MS = 2_000;

interface FaultWatchEnvironment {
  storage: StorageEnvironment;
  send: TellBackground;
  /** whether the extension is still there */
  isAlive(): boolean;
  /** called once it is not */
  onGone(): void;
}

/** Whether the background has marked this page, as `page-marks.ts` does it. */
function isMarkedHeld(): boolean {
  return 'futureguideTokensFaultIsHeld' in globalThis;
}

/**
 * Faults in this document: those of its storage, which it puts back by itself once nobody holds
 * them any more, and those that its hook does.
 */
export class FaultWatch {
  readonly #environment: FaultWatchEnvironment;
  readonly #storage: FaultInStorage;
  #timer: ReturnType<typeof setInterval> | null = null;
  #pageFaultsSince: number | null = null;

  constructor(environment: FaultWatchEnvironment, signal: AbortSignal) {
    this.#environment = environment;
    this.#storage = new FaultInStorage(environment.storage);
    signal.addEventListener('abort', () => this.#end());
  }

  /** To be called before the page's first script: a fault that nobody holds is put back at once. */
  begin(): void {
    const held = this.#storage.held();
    if (!held) return;
    if (this.#storage.isOverdue()) {
      this.#putBack(held.id);
      return;
    }
    this.lookAfter();
    beforeFirstScript(() => {
      if (isMarkedHeld()) void this.#confirm(held.id);
      else this.#putBack(held.id);
    });
  }

  /** Whether a fault keeps the old token here, whatever a refresh writes. */
  keepsOldToken(): boolean {
    return this.#storage.held()?.old != null;
  }

  /** Has the hook do what it is told; whether it heard. */
  orderPage(orders: PageOrders): boolean {
    this.#pageFaultsSince = orders.refresh && Date.now();
    this.lookAfter();
    return this.#order(orders);
  }

  #order(orders: PageOrders): boolean {
    const detail = JSON.stringify(orders);
    return !document.dispatchEvent(new CustomEvent(FAULT_EVENT, { detail, cancelable: true }));
  }

  /** A lease that is good may be of a browser that has ended since. */
  async #confirm(id: string): Promise<void> {
    const isHeld = await this.#send({ type: 'is-fault-held', id });
    if (isHeld === false && this.#storage.held()?.id === id) this.#putBack(id);
  }

  /** A computer that slept lets every lease run out; only who still holds the fault may keep it. */
  async #settle(id: string): Promise<void> {
    if ((await this.#send({ type: 'is-fault-held', id })) === true) this.#storage.renew(id);
    else this.#putBack(id);
  }

  /** From now on a fault may be held. */
  lookAfter(): void {
    this.#beWatched();
    this.#timer ??= setInterval(() => {
      this.#beWatched();
      if (!this.#environment.isAlive()) {
        this.#environment.onGone();
        return;
      }
      if (
        this.#pageFaultsSince !== null &&
        isLeaseOver(this.#pageFaultsSince, FAULT_LEASE_MS, Date.now())
      ) {
        this.#pageFaultsSince = null;
        this.#order({ refresh: null, closeSockets: false });
      }
      const held = this.#storage.held();
      if (held && this.#storage.isOverdue()) void this.#settle(held.id);
      if (!held && this.#pageFaultsSince === null) this.#stop();
    }, LOOK_AFTER_MS);
  }

  /** Where the extension's end ends this script too, the hook puts back what is held. */
  #beWatched(): void {
    document.dispatchEvent(new CustomEvent(WATCH_EVENT));
  }

  #putBack(id: string): void {
    this.#storage.undo('keep', id);
    void this.#send({ type: 'fault-gone', id });
  }

  #stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The extension is gone: nothing of its faults stays. */
  #end(): void {
    this.#stop();
    this.#storage.undo('keep');
  }

  async #send(message: RelayMessage): Promise<unknown> {
    try {
      return await this.#environment.send(message);
    } catch {
      // The background is away: the lease decides.
      return null;
    }
  }
}
