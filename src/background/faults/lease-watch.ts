import { FAULT_LEASE_MS, isLeaseOver } from '../../core/faults/lease.ts';
import { browser } from '../../platform/browser.ts';
import type { FaultRegister, KeptFault } from './fault-register.ts';
import type { FaultSwitch } from './fault-switch.ts';

/** Often enough to keep the worker awake and every lease fresh. */
const ASK_EVERY_MS = 10_000;
/** For a DevTools to be heard after the worker has started, or the computer has woken, ms. */
const GRACE_MS = 10_000;
const ALARM = 'faults';

interface LeaseEnvironment {
  /** asks every DevTools for a sign of life */
  ask(): void;
  /** whether the DevTools of a tab is there to answer */
  isConnected(tabId: number): boolean;
}

/**
 * A fault stays on as long as its DevTools is alive. The worker asks, for timers of a hidden
 * DevTools may sleep for a minute; an alarm outlives the worker and undoes what nobody holds.
 */
export class LeaseWatch {
  readonly #faults: FaultRegister;
  readonly #switch: FaultSwitch;
  readonly #environment: LeaseEnvironment;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(faults: FaultRegister, faultSwitch: FaultSwitch, environment: LeaseEnvironment) {
    this.#faults = faults;
    this.#switch = faultSwitch;
    this.#environment = environment;
  }

  /** To be called at every change of what is on, and when the worker starts. */
  adjust(): void {
    const isOn = this.#faults.all().length > 0;
    if (isOn && this.#timer === null) {
      this.#timer = setInterval(() => this.#environment.ask(), ASK_EVERY_MS);
      this.#setAlarm();
    }
    if (isOn || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    void browser.alarms.clear(ALARM);
  }

  /** Undoes, soon after the worker has started, what no DevTools has come back for. */
  watchReturn(undo: () => void): void {
    if (this.#faults.all().length > 0) setTimeout(undo, GRACE_MS);
  }

  /** What no DevTools holds that is there. */
  abandoned(): KeptFault[] {
    return this.#faults.all().filter(({ tabId }) => !this.#environment.isConnected(tabId));
  }

  /** The DevTools of a tab is alive. */
  async renew(tabId: number, nowMs: number): Promise<void> {
    const held = this.#faults.of(tabId);
    if (held.length === 0) return;
    await this.#faults.noteAlive(tabId, nowMs);
    this.#setAlarm();
    await this.#switch.renew(held);
  }

  isAlarm(name: string): boolean {
    return name === ALARM;
  }

  /** Undoes whatever nobody has held for too long. */
  async expire(nowMs: number): Promise<void> {
    const overdue = this.abandoned().filter(({ tabId }) =>
      isLeaseOver(this.#faults.aliveAt(tabId) ?? 0, FAULT_LEASE_MS, nowMs),
    );
    await this.#switch.undoAll(overdue, 'keep');
    if (this.#faults.all().length > 0) this.#setAlarm();
  }

  #setAlarm(): void {
    const waits = this.#faults
      .all()
      .map(({ tabId }) => (this.#faults.aliveAt(tabId) ?? 0) + FAULT_LEASE_MS);
    if (waits.length === 0) return;
    const now = Date.now();
    // Whatever the clock said when they were given, none lasts longer than that.
    const when = Math.min(now + FAULT_LEASE_MS, Math.max(now + GRACE_MS, Math.min(...waits)));
    browser.alarms.create(ALARM, { when });
  }
}
