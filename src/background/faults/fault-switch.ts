import { type Fault, isPageFault, isRequestFault, wayOf } from '../../core/faults/fault.ts';
import { faultObservation } from '../../core/faults/observed.ts';
import type { FaultOutcome } from '../../core/faults/outcome.ts';
import { scopeOf, urlPattern } from '../../core/faults/request-rule.ts';
import type { NewerChoice } from '../../core/faults/undo.ts';
import type { FaultObservation, FaultWay } from '../../core/recording/observation.ts';
import type { RelayMessage } from '../../messages.ts';
import type { FaultRegister, KeptFault } from './fault-register.ts';
import { PageHookWay } from './page-hook-way.ts';
import { type BrowserRules, rulesWay } from './rules-way.ts';
import { storageWay } from './storage-way.ts';
import type { Way, WayEnvironment } from './way.ts';

export interface SwitchEnvironment extends WayEnvironment {
  rules: BrowserRules;
  /** tells pages of these origins that begin that a fault of their storage is held, and no others */
  markHeld(origins: readonly string[]): Promise<void>;
  /** tells the recording of a tab */
  observe(tabId: number, observation: FaultObservation): void;
  /** ms since the epoch */
  now(): number;
}

/** What a relay says of the fault that lies in its storage. */
export type FaultWord = Exclude<RelayMessage, { type: 'observed' | 'load-acts' | 'which-host' }>;

/** Switches faults on and off, one after another. */
export class FaultSwitch {
  readonly #faults: FaultRegister;
  readonly #environment: SwitchEnvironment;
  readonly #pageHook: PageHookWay;
  readonly #ways: Record<FaultWay, Way>;

  constructor(faults: FaultRegister, environment: SwitchEnvironment) {
    this.#faults = faults;
    this.#environment = environment;
    this.#pageHook = new PageHookWay(faults, environment);
    this.#ways = {
      rules: rulesWay(environment.rules, environment),
      'page-hook': this.#pageHook,
      storage: storageWay(environment),
    };
  }

  /** @param serverOffsetMs the server's clock minus this computer's, as far as it is known */
  async switchOn(tabId: number, fault: Fault, serverOffsetMs: number): Promise<FaultOutcome> {
    const way = this.#ways[wayOf(fault)];
    const ready = await way.ready(tabId);
    if (ready.kind === 'unavailable') return ready;
    const undone = await this.#makeWay(tabId, fault, ready.origin);
    if (undone?.kind === 'newer') return undone;
    if (fault.name === 'close-socket') return this.#doOnce(tabId, fault);
    const kept = this.#newFault(tabId, fault, ready.origin);
    // Known before it works, so that a page that begins meanwhile finds it held, and a worker that is
    // stopped takes it away at its next start.
    await this.#faults.noteAlive(tabId, this.#environment.now());
    await this.#faults.put(kept);
    await this.markPages();
    const put = await way.on(kept, serverOffsetMs);
    if (put.kind === 'put') return this.#isOn({ ...kept, ...put.changes }, put.token);
    await this.#forget(kept.id);
    way.withdraw(kept);
    return put;
  }

  /** Undoes one; what the app has written since is done as chosen. */
  async undo(fault: KeptFault, choice: NewerChoice): Promise<FaultOutcome> {
    const outcome = await this.#ways[fault.way].off(fault, choice);
    if (outcome.kind === 'newer') await this.#faults.put({ ...fault, newer: outcome.places });
    else await this.gone(fault);
    return outcome;
  }

  /** Undoes them all; of several outcomes the one that asks most of the user. */
  async undoAll(faults: readonly KeptFault[], choice: NewerChoice): Promise<FaultOutcome> {
    const outcomes: FaultOutcome[] = [];
    for (const fault of faults) outcomes.push(await this.undo(fault, choice));
    const of = (kind: FaultOutcome['kind']) => outcomes.find((outcome) => outcome.kind === kind);
    const places = outcomes.flatMap((one) => (one.kind === 'undone-later' ? one.places : []));
    const later: FaultOutcome | null = places.length > 0 ? { kind: 'undone-later', places } : null;
    return (
      of('newer') ?? of('kept-is-gone') ?? later ?? of('undone-but-newer') ?? { kind: 'undone' }
    );
  }

  /** It is off, whoever did it. */
  async gone(fault: KeptFault): Promise<void> {
    const { observation, tabId } = fault;
    if (observation)
      this.#environment.observe(tabId, { ...observation, until: this.#environment.now() });
    await this.#forget(fault.id);
  }

  /** A request began: it is counted, and the last that was wanted takes its fault off. */
  async count(tabId: number, method: string, url: string): Promise<void> {
    for (const kept of this.#faults.of(tabId)) {
      const { fault } = kept;
      if (!isRequestFault(fault)) continue;
      const { times, method: wanted } = scopeOf(fault);
      const isTouched = new RegExp(urlPattern(fault, this.#environment.serviceOf(tabId))).test(url);
      if (!isTouched || (wanted && wanted !== method)) continue;
      const seen = kept.seen + 1;
      await this.#faults.put({ ...kept, seen });
      if (times !== null && seen >= times) await this.undo({ ...kept, seen }, 'keep');
    }
  }

  /**
   * What a relay asks or tells; whether the fault it speaks of is held. It has the id from storage
   * that the page can write, so it can speak of a fault of that storage alone.
   */
  async hear(word: FaultWord, origin: string | null): Promise<boolean> {
    const kept = this.#faults.find(word.id);
    if (kept?.way !== 'storage' || kept.origin !== origin) return false;
    if (word.type === 'held-back') await this.#heldBack(kept, word);
    if (word.type === 'fault-gone') await this.gone(kept);
    return true;
  }

  /** Their DevTools is alive: the pages that hold them go on holding them. */
  async renew(faults: readonly KeptFault[]): Promise<void> {
    for (const kept of faults) await this.#ways[kept.way].renew(kept);
  }

  /** Pages that begin find what is held, and nothing else. */
  async markPages(): Promise<void> {
    await this.#environment.markHeld(this.#faults.all().flatMap(({ origin }) => origin ?? []));
  }

  /** The pages of some hosts are no longer to be changed: what is on there is taken off. */
  async release(mayChange: (origin: string) => Promise<boolean>): Promise<void> {
    for (const kept of this.#faults.all())
      if (kept.origin !== null && !(await mayChange(kept.origin))) await this.undo(kept, 'keep');
  }

  /** Tells a document that began which faults its hook has to do. */
  async armPage(tabId: number): Promise<void> {
    const [paged] = this.#faults.of(tabId).filter(({ way }) => way === 'page-hook');
    if (paged) await this.#pageHook.renew(paged);
  }

  /** What must be off first: the same fault, and in a storage any other, for each is made of the app's own tokens. */
  async #makeWay(tabId: number, fault: Fault, origin: string | null) {
    const before = this.#faults
      .all()
      .find((other) =>
        origin === null
          ? other.tabId === tabId && other.fault.name === fault.name
          : other.origin === origin,
      );
    return before && this.undo(before, origin === null ? 'keep' : 'ask');
  }

  /** What is done once and over is never on. */
  async #doOnce(tabId: number, fault: Fault): Promise<FaultOutcome> {
    if (!isPageFault(fault)) return { kind: 'unavailable', reason: 'no-page-hook' };
    const put = await this.#pageHook.once(tabId, fault);
    if (put.kind === 'unavailable') return put;
    const kept = this.#newFault(tabId, fault, null);
    const observation = faultObservation(kept, null, this.#environment.serviceOf(tabId));
    this.#environment.observe(tabId, { ...observation, until: kept.since });
    return { kind: 'done', fault };
  }

  /** A refresh was overwritten: from now on the old token is this fault's doing. */
  async #heldBack(kept: KeptFault, { at, token }: { at: number; token: string }): Promise<void> {
    if (kept.observation) return;
    const observation = faultObservation(
      { ...kept, since: at },
      token,
      this.#environment.serviceOf(kept.tabId),
    );
    this.#environment.observe(kept.tabId, observation);
    await this.#faults.put({ ...kept, observation });
  }

  async #isOn(kept: KeptFault, put: string | null): Promise<FaultOutcome> {
    const { id, fault, tabId } = kept;
    const { serviceOf, observe } = this.#environment;
    // Nothing is different until a refresh comes.
    const isWaiting = fault.name === 'keep-old-token';
    const observation = isWaiting ? null : faultObservation(kept, put, serviceOf(tabId));
    if (observation) observe(tabId, observation);
    await this.#faults.put({ ...kept, observation });
    return { kind: 'on', id, fault };
  }

  async #forget(id: string): Promise<void> {
    await this.#faults.remove(id);
    await this.markPages();
  }

  #newFault(tabId: number, fault: Fault, origin: string | null): KeptFault {
    const number = this.#faults.nextNumber();
    const since = this.#environment.now();
    return {
      id: `fault-${number}-${since}`,
      number,
      tabId,
      fault,
      way: wayOf(fault),
      since,
      origin,
      places: [],
      seen: 0,
      newer: null,
      forgetsExpiry: false,
      observation: null,
    };
  }
}
