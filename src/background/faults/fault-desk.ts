import type { Fault, PageFault, RequestFault, StorageFault } from '../../core/faults/fault.ts';
import { isPageFault, isRequestFault, isStorageFault, wayOf } from '../../core/faults/fault.ts';
import { faultObservation } from '../../core/faults/observed.ts';
import type { FaultOutcome, PutOutcome, UndoneOutcome } from '../../core/faults/outcome.ts';
import {
  type RuleService,
  type SessionRule,
  scopeOf,
  sessionRule,
  urlPattern,
} from '../../core/faults/rules.ts';
import type { NewerChoice } from '../../core/faults/undo.ts';
import type { FaultObservation } from '../../core/recording/observation.ts';
import type { RelayMessage, RelayRequest } from '../../messages.ts';
import type { ActiveFaults, KeptFault } from './active-faults.ts';

/** The browser's rules for requests. */
interface BrowserRules {
  has(): boolean;
  /** false where the browser does not take it */
  add(rule: SessionRule): Promise<boolean>;
  remove(ids: readonly number[]): Promise<void>;
}

export interface DeskEnvironment {
  service: RuleService;
  rules: BrowserRules;
  /** what a tab's relay answers; null where none does */
  ask(tabId: number, request: RelayRequest): Promise<unknown>;
  /** of the page in a tab; null where it is none of the service's */
  originOf(tabId: number): Promise<string | null>;
  tabsOf(origin: string): Promise<number[]>;
  /** tells pages that begin whether a fault of storage is held */
  markPages(isHeld: boolean): Promise<void>;
  /** tells the recording of a tab */
  observe(tabId: number, observation: FaultObservation): void;
  /** ms since the epoch */
  now(): number;
}

/** What a relay says of the fault that lies in its storage. */
export type FaultWord = Exclude<RelayMessage, { type: 'observed' | 'load-acts' }>;

/** Switches faults on and off, one after another. */
export class FaultDesk {
  readonly #faults: ActiveFaults;
  readonly #environment: DeskEnvironment;

  constructor(faults: ActiveFaults, environment: DeskEnvironment) {
    this.#faults = faults;
    this.#environment = environment;
  }

  /** @param serverOffsetMs the server's clock minus this computer's, as far as it is known */
  async switchOn(tabId: number, fault: Fault, serverOffsetMs: number): Promise<FaultOutcome> {
    const same = this.#faults.of(tabId).find((other) => other.fault.name === fault.name);
    if (same && !isStorageFault(fault)) await this.undo(same, 'keep');
    if (isRequestFault(fault)) return this.#switchRule(tabId, fault);
    if (isPageFault(fault)) return this.#switchPage(tabId, fault);
    return this.#switchStorage(tabId, fault, serverOffsetMs);
  }

  /** Undoes one; what the app has written since is done as chosen. */
  async undo(fault: KeptFault, choice: NewerChoice): Promise<FaultOutcome> {
    const outcome = await this.#takeAway(fault, choice);
    if (outcome.kind === 'newer') await this.#faults.put({ ...fault, newer: outcome.places });
    else await this.gone(fault);
    return outcome;
  }

  /** Undoes them all; of several outcomes the one that asks most of the user. */
  async undoAll(faults: readonly KeptFault[], choice: NewerChoice): Promise<FaultOutcome> {
    const outcomes: FaultOutcome[] = [];
    for (const fault of faults) outcomes.push(await this.undo(fault, choice));
    const of = (kind: FaultOutcome['kind']) => outcomes.find((outcome) => outcome.kind === kind);
    return of('newer') ?? of('undone-later') ?? { kind: 'undone' };
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
      const isTouched = new RegExp(urlPattern(fault, this.#environment.service)).test(url);
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
    for (const { way, id, tabId, origin } of faults)
      if (way === 'storage' && origin !== null)
        await this.#environment.ask(tabId, { type: 'renew-fault', id });
    const [paged] = faults.filter(({ way }) => way === 'page-hook');
    if (paged) await this.armPage(paged.tabId);
  }

  /** Pages that begin find what is held, and nothing else. */
  async markPages(): Promise<void> {
    await this.#environment.markPages(this.#faults.all().some(({ way }) => way === 'storage'));
  }

  /** Tells a document that began which faults its hook has to do. */
  async armPage(tabId: number): Promise<void> {
    const faults = this.#pageFaults(tabId);
    if (faults.length > 0) await this.#environment.ask(tabId, { type: 'page-faults', faults });
  }

  /** A refresh was overwritten: from now on the old token is this fault's doing. */
  async #heldBack(kept: KeptFault, { at, token }: { at: number; token: string }): Promise<void> {
    if (kept.observation) return;
    const observation = faultObservation({ ...kept, since: at }, token, this.#environment.service);
    this.#environment.observe(kept.tabId, observation);
    await this.#faults.put({ ...kept, observation });
  }

  async #switchRule(tabId: number, fault: RequestFault): Promise<FaultOutcome> {
    if (!this.#environment.rules.has()) return { kind: 'unavailable', reason: 'no-rules' };
    const kept = this.#newFault(tabId, fault, this.#environment.now());
    const rule = sessionRule(fault, tabId, kept.number, this.#environment.service);
    // Known before it works: a worker that is stopped in between takes it away at its next start.
    await this.#begin(kept);
    if (await this.#environment.rules.add(rule)) return this.#isOn(kept, null);
    await this.#faults.remove(kept.id);
    return { kind: 'unavailable', reason: 'rule-refused' };
  }

  async #switchPage(tabId: number, fault: PageFault): Promise<FaultOutcome> {
    const kept = this.#newFault(tabId, fault, this.#environment.now());
    // What is done once and over is never on.
    const isOnce = fault.name === 'close-socket';
    // Known before the page is told: what it does, nobody would undo otherwise.
    if (!isOnce) await this.#begin(kept);
    const faults = isOnce ? [...this.#pageFaults(tabId), fault] : this.#pageFaults(tabId);
    const heard = await this.#environment.ask(tabId, { type: 'page-faults', faults });
    if (heard !== true) {
      if (!isOnce) await this.#withdraw(kept);
      return { kind: 'unavailable', reason: heard === null ? 'no-page' : 'no-page-hook' };
    }
    if (!isOnce) return this.#isOn(kept, null);
    const { service, observe } = this.#environment;
    observe(tabId, { ...faultObservation(kept, null, service), until: kept.since });
    return { kind: 'done', fault };
  }

  /** It is not on; a page that hears of it late hears this after it. */
  async #withdraw(kept: KeptFault): Promise<void> {
    const { tabId, id, way } = kept;
    await this.#forget(id);
    const faults = this.#pageFaults(tabId);
    void this.#environment.ask(
      tabId,
      way === 'storage'
        ? { type: 'undo-fault', id, newer: 'keep' }
        : { type: 'page-faults', faults },
    );
  }

  async #switchStorage(
    tabId: number,
    fault: StorageFault,
    serverOffsetMs: number,
  ): Promise<FaultOutcome> {
    const origin = await this.#environment.originOf(tabId);
    if (origin === null) return { kind: 'unavailable', reason: 'no-page' };
    // One at a time in a storage: each is made of the app's own tokens.
    const before = this.#faults.all().find((other) => other.origin === origin);
    const undone = before && (await this.undo(before, 'ask'));
    if (undone?.kind === 'newer') return undone;
    const kept = { ...this.#newFault(tabId, fault, this.#environment.now()), origin };
    const { id } = kept;
    // Known before it works, so that a page that begins meanwhile finds it held.
    await this.#begin(kept);
    await this.markPages();
    const request: RelayRequest = { type: 'put-fault', id, fault, serverOffsetMs };
    const put = (await this.#environment.ask(tabId, request)) as PutOutcome | null;
    if (put?.kind !== 'put') {
      await this.#withdraw(kept);
      return { kind: 'unavailable', reason: put?.reason ?? 'no-page' };
    }
    const { at, places, forgetsExpiry, token } = put;
    return this.#isOn({ ...kept, since: at, places, forgetsExpiry }, token);
  }

  async #isOn(kept: KeptFault, put: string | null): Promise<FaultOutcome> {
    const { id, fault, tabId } = kept;
    const { service, observe } = this.#environment;
    // Nothing is different until a refresh comes.
    const isWaiting = fault.name === 'keep-old-token';
    const observation = isWaiting ? null : faultObservation(kept, put, service);
    if (observation) observe(tabId, observation);
    await this.#faults.put({ ...kept, observation });
    return { kind: 'on', id, fault };
  }

  async #forget(id: string): Promise<void> {
    await this.#faults.remove(id);
    await this.markPages();
  }

  /** Whoever switches a fault on is alive. */
  async #begin(kept: KeptFault): Promise<void> {
    await this.#faults.noteAlive(kept.tabId, this.#environment.now());
    await this.#faults.put(kept);
  }

  #newFault(tabId: number, fault: Fault, since: number): KeptFault {
    const number = this.#faults.nextNumber();
    return {
      ...{ id: `fault-${number}-${since}`, number, tabId, fault, way: wayOf(fault), since },
      ...{ origin: null, places: [], seen: 0, newer: null, forgetsExpiry: false },
      observation: null,
    };
  }

  #pageFaults(tabId: number, without?: KeptFault): PageFault[] {
    return this.#faults
      .of(tabId)
      .filter(({ id }) => id !== without?.id)
      .map(({ fault }) => fault)
      .filter(isPageFault);
  }

  async #takeAway(kept: KeptFault, choice: NewerChoice): Promise<FaultOutcome> {
    const { tabId, way, number, id, origin, places } = kept;
    if (way === 'rules') await this.#environment.rules.remove([number]);
    if (way === 'page-hook') {
      const faults = this.#pageFaults(tabId, kept);
      await this.#environment.ask(tabId, { type: 'page-faults', faults });
    }
    if (way !== 'storage' || origin === null) return { kind: 'undone' };
    const request: RelayRequest = { type: 'undo-fault', id, newer: choice };
    let isGone = false;
    for (const tab of await this.#environment.tabsOf(origin)) {
      const undone = (await this.#environment.ask(tab, request)) as UndoneOutcome | null;
      // A private window has the same origin with another storage.
      isGone ||= undone?.kind === 'gone';
      if (undone?.kind !== 'undone') continue;
      const newer = choice === 'ask' ? undone.newer : [];
      return newer.length > 0 ? { kind: 'newer', id, places: newer } : { kind: 'undone' };
    }
    if (isGone) return { kind: 'undone' };
    return { kind: 'undone-later', places };
  }
}
