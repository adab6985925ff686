import { FaultRegister } from '../../src/background/faults/fault-register.ts';
import { FaultSwitch } from '../../src/background/faults/fault-switch.ts';
import type { FaultAsk } from '../../src/background/faults/way.ts';
import type { Fault, PageFault } from '../../src/core/faults/fault.ts';
import { FAULT_LEASE_MS, isLeaseOver } from '../../src/core/faults/lease.ts';
import { futureGuide } from '../../src/futureguide.ts';
import type { RelayAnswering } from '../../src/messages.ts';
import { FaultPutter } from '../../src/relay/put-fault.ts';
import { NOON_MS } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

export const ORIGIN = 'https://futureguide.id';
export const TABS = [1, 2] as const;

/** A worker that was stopped goes on with nothing that it had begun. */
const never = () => new Promise<never>(() => undefined);

/** Lets all that was begun come as far as it can. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Worker {
  faults: FaultRegister;
  faultSwitch: FaultSwitch;
  isStopped: boolean;
}

/** A document of the app, with what its relay and its hook do about faults. */
class FakePage {
  readonly #browser: FaultBrowser;
  readonly storage: FaultPutter;
  /** what its hook does now */
  hookFaults: readonly PageFault[] = [];
  #hookSince = 0;

  constructor(browser: FaultBrowser) {
    this.#browser = browser;
    const { entries } = browser;
    this.storage = new FaultPutter({
      rules: futureGuide.storage,
      readStorage: () => ({ entries: structuredClone(entries), cookies: {} }),
      getItem: (key) => entries[key] ?? null,
      setItem: (key, value) => {
        if (value === null) delete entries[key];
        else entries[key] = value;
      },
      setCookie: () => undefined,
      cookieAttributes: async () => null,
      tellApp: () => undefined,
      tellHeldBack: () => undefined,
      now: () => browser.nowMs,
    });
  }

  /** Before its first script. */
  async begin(): Promise<void> {
    const held = this.storage.held();
    if (!held) return;
    if (this.storage.isOverdue() || !this.#browser.isMarked) await this.#putBack(held.id);
    else if ((await this.#browser.isHeld(held.id)) === false) await this.#putBack(held.id);
  }

  readonly answering: RelayAnswering<FaultAsk> = {
    'put-fault': ({ id, fault, serverOffsetMs }) => this.storage.put(id, fault, serverOffsetMs),
    'undo-fault': async ({ newer, id }) => this.storage.undo(newer, id),
    'renew-fault': async ({ id }) => this.storage.renew(id),
    'page-faults': async ({ faults }) => {
      this.hookFaults = faults.filter(({ name }) => name !== 'close-socket');
      this.#hookSince = this.#browser.nowMs;
      return true;
    },
  };

  /** Its timer looks after what it holds. */
  async lookAfter(): Promise<void> {
    if (isLeaseOver(this.#hookSince, FAULT_LEASE_MS, this.#browser.nowMs)) this.hookFaults = [];
    const held = this.storage.held();
    if (!held || !this.storage.isOverdue()) return;
    if ((await this.#browser.isHeld(held.id)) === true) this.storage.renew(held.id);
    else await this.#putBack(held.id);
  }

  async #putBack(id: string): Promise<void> {
    this.storage.undo('keep', id);
    await this.#browser.hearGone(id);
  }
}

/** A browser with the background's part of the fault machine, whose worker may stop at any call. */
export class FaultBrowser {
  nowMs = NOON_MS;
  /** localStorage of the app, which all its tabs share */
  readonly entries: Record<string, string>;
  readonly rules = new Set<number>();
  readonly pages = new Map<number, FakePage>();
  isMarked = false;
  readonly #area = new FakeSessionArea();
  #worker: Worker | null = null;
  /** calls to the browser that the worker still lives to make; null: as many as it likes */
  #callsLeft: number | null = null;

  constructor(entries: Record<string, string>) {
    this.entries = { ...entries };
    for (const tab of TABS) this.pages.set(tab, new FakePage(this));
  }

  async switchOn(tab: number, fault: Fault): Promise<void> {
    await this.#act(({ faultSwitch }) => faultSwitch.switchOn(tab, fault, 0));
  }

  async undoAll(tab: number): Promise<void> {
    await this.#act(({ faultSwitch, faults }) => faultSwitch.undoAll(faults.of(tab), 'keep'));
  }

  /** DevTools of a tab give a sign of life. */
  async ping(tab: number): Promise<void> {
    await this.#act(async ({ faultSwitch, faults }) => {
      const held = faults.of(tab);
      if (held.length === 0) return;
      await faults.noteAlive(tab, this.nowMs);
      await faultSwitch.renew(held);
    });
  }

  /** Time goes by; the alarm rings, and every page looks after what it holds. */
  async pass(ms: number): Promise<void> {
    this.nowMs += ms;
    await this.#act(({ faultSwitch, faults }) => {
      const overdue = faults
        .all()
        .filter(({ tabId }) => isLeaseOver(faults.aliveAt(tabId) ?? 0, FAULT_LEASE_MS, this.nowMs));
      return faultSwitch.undoAll(overdue, 'keep');
    });
    for (const page of this.pages.values()) await page.lookAfter();
  }

  async reload(tab: number): Promise<void> {
    const page = new FakePage(this);
    this.pages.set(tab, page);
    await page.begin();
    await this.#act(({ faultSwitch }) => faultSwitch.armPage(tab));
  }

  async closeTab(tab: number): Promise<void> {
    this.pages.delete(tab);
    await this.#act(({ faultSwitch, faults }) => faultSwitch.undoAll(faults.of(tab), 'keep'));
  }

  /** The worker is stopped after it has made so many more calls. */
  stopWorkerAfter(calls: number): void {
    this.#callsLeft = calls;
  }

  async isHeld(id: string): Promise<boolean | null> {
    const worker = await this.#awake();
    return worker.faults.find(id) !== undefined;
  }

  async hearGone(id: string): Promise<void> {
    await this.#act(async ({ faultSwitch, faults }) => {
      const kept = faults.find(id);
      if (kept) await faultSwitch.gone(kept);
    });
  }

  /** What the background knows to be on. */
  async on(): Promise<string[]> {
    const { faults } = await this.#awake();
    return faults.all().map(({ fault }) => fault.name);
  }

  async #act(act: (worker: Worker) => unknown): Promise<void> {
    const worker = await this.#awake();
    void Promise.resolve(act(worker)).catch(() => undefined);
    await settled();
  }

  /** The worker, started anew where it was stopped, also while it started. */
  async #awake(): Promise<Worker> {
    while (this.#worker === null || this.#worker.isStopped) {
      const worker = this.#newWorker();
      this.#worker = worker;
      void this.#start(worker);
      await settled();
    }
    return this.#worker;
  }

  async #start({ faults, faultSwitch }: Worker): Promise<void> {
    await faults.load();
    const known = faults.all().map(({ number }) => number);
    for (const id of this.rules) if (!known.includes(id)) this.rules.delete(id);
    await faultSwitch.markPages();
  }

  #newWorker(): Worker {
    const calling = async <T>(call: () => T | Promise<T>): Promise<T> => {
      if (worker.isStopped) return never();
      if (this.#callsLeft !== null) this.#callsLeft -= 1;
      const answer = await call();
      if (this.#callsLeft !== null && this.#callsLeft < 0) {
        // The call is done, and nobody is left to hear so.
        worker.isStopped = true;
        this.#callsLeft = null;
      }
      return worker.isStopped ? never() : answer;
    };
    const area = {
      get: (_key: string) => this.#area.get(),
      set: (items: Record<string, unknown>) => calling(() => this.#area.set(items)),
    };
    const faults = new FaultRegister(area, {
      makeRoom: async () => undefined,
      onChange: () => undefined,
    });
    const faultSwitch = new FaultSwitch(faults, {
      serviceOf: () => futureGuide,
      rules: {
        has: () => true,
        add: ({ id }) => calling(() => this.rules.add(id) !== undefined),
        remove: (ids) =>
          calling(() => {
            for (const id of ids) this.rules.delete(id);
          }),
      },
      ask: (tab, request) =>
        calling(
          () => this.pages.get(tab)?.answering[request.type](structuredClone(request)) ?? null,
        ),
      originOf: (tab) => calling(() => (this.pages.has(tab) ? ORIGIN : null)),
      tabsOf: () =>
        calling(() => [...this.pages.keys()].map((id) => ({ id, hasSameStorage: true }))),
      markHeld: (origins) =>
        calling(() => {
          this.isMarked = origins.includes(ORIGIN);
        }),
      observe: () => undefined,
      now: () => this.nowMs,
    });
    const worker = { faults, faultSwitch, isStopped: false };
    return worker;
  }
}
