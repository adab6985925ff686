import { isPageFault, type PageFault } from '../../core/faults/fault.ts';
import type { FaultRegister, KeptFault } from './fault-register.ts';
import type { PutResult, Way, WayEnvironment } from './way.ts';

/** Faults that the hook in the page does; it is always told all that it has to do. */
export class PageHookWay implements Way {
  readonly #faults: FaultRegister;
  readonly #environment: WayEnvironment;

  constructor(faults: FaultRegister, environment: WayEnvironment) {
    this.#faults = faults;
    this.#environment = environment;
  }

  async ready() {
    return { kind: 'ready' as const, origin: null };
  }

  on({ tabId }: KeptFault): Promise<PutResult> {
    return this.#tell(tabId, this.#of(tabId));
  }

  /** Does once what is then over. */
  once(tabId: number, fault: PageFault): Promise<PutResult> {
    return this.#tell(tabId, [...this.#of(tabId), fault]);
  }

  async off({ tabId, id }: KeptFault) {
    await this.#tell(tabId, this.#of(tabId, id));
    return { kind: 'undone' as const };
  }

  withdraw({ tabId, id }: KeptFault): void {
    void this.#tell(tabId, this.#of(tabId, id));
  }

  async renew({ tabId }: KeptFault): Promise<void> {
    const faults = this.#of(tabId);
    if (faults.length > 0) await this.#tell(tabId, faults);
  }

  #of(tabId: number, without?: string): PageFault[] {
    const others = this.#faults.of(tabId).filter(({ id }) => id !== without);
    return others.map(({ fault }) => fault).filter(isPageFault);
  }

  async #tell(tabId: number, faults: PageFault[]): Promise<PutResult> {
    const { ask, serviceOf } = this.#environment;
    const { hosts } = serviceOf(tabId);
    const heard = await ask(tabId, { type: 'page-faults', faults, hosts });
    if (heard === true) return { kind: 'put', changes: {}, token: null };
    return { kind: 'unavailable', reason: heard === null ? 'no-page' : 'no-page-hook' };
  }
}
