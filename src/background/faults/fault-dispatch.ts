import type { FaultCapabilities } from '../../core/faults/availability.ts';
import type { ActiveFault, FaultOutcome, Touched } from '../../core/faults/outcome.ts';
import type { RuleService } from '../../core/faults/request-rule.ts';
import type { NewerChoice } from '../../core/faults/undo.ts';
import type { FaultObservation } from '../../core/recording/observation.ts';
import type { AskRelay, DevtoolsMessage, HubMessage } from '../../messages.ts';
import { browser } from '../../platform/browser.ts';
import { hasSameStorage, tabsOfOrigin } from '../../platform/tabs-of-origin.ts';
import { within } from '../../platform/within.ts';
import { askRelay } from '../ask-relay.ts';
import type { Hub } from '../hub.ts';
import { markHeld } from '../page-marks.ts';
import { addRule, hasRules, keepOnlyRules, removeRules } from './browser-rules.ts';
import { FaultRegister, NotKept } from './fault-register.ts';
import { FaultSwitch, type FaultWord } from './fault-switch.ts';
import { LeaseWatch } from './lease-watch.ts';

type FaultMessage = Extract<
  DevtoolsMessage,
  { type: 'switch-fault' | 'undo-fault' | 'touched' | 'alive' }
>;

/** How often requests are counted into what DevTools shows, at most, ms. */
const TELL_AFTER_MS = 100;

async function tabsOf(origin: string, tabId: number) {
  const own = await browser.tabs.get(tabId).catch(() => null);
  return (await tabsOfOrigin(origin)).flatMap((tab) =>
    tab.id === undefined
      ? []
      : [{ id: tab.id, hasSameStorage: own !== null && hasSameStorage(tab, own) }],
  );
}

/** A page that is paused or frozen keeps no other waiting, ms. */
const ANSWER_WITHIN_MS = 5_000;
/** For all that one act asks of all pages of a site, ms. */
const TURN_MS = 30_000;

const askSoon: AskRelay = (tabId, request) =>
  within(ANSWER_WITHIN_MS, askRelay(tabId, request)).catch(() => null);

interface DispatchEnvironment {
  /** what is known of the service that a tab shows */
  serviceOf(tabId: number): RuleService;
  isServicePage(url: string): boolean;
  /** whether a host was added to be looked at alone */
  isWatchOnly(url: string): boolean;
  /** whether the browser lets us see a page */
  hasAccess(url: string): Promise<boolean>;
  /** how many are on */
  onCount(faults: number): void;
  /** tells the recording of a tab */
  observe(tabId: number, observation: FaultObservation): void;
  /** lets rows go so that what is on can be kept */
  makeRoom(): Promise<void>;
}

/** All that faults need of the background: what is on, for how long, and who wants to know. */
export class FaultDispatch {
  readonly #faults: FaultRegister;
  readonly #switch: FaultSwitch;
  readonly #lease: LeaseWatch;
  readonly #environment: DispatchEnvironment;
  readonly #hub: Pick<Hub, 'broadcast' | 'isConnected'>;
  #turn: Promise<unknown>;
  #telling: ReturnType<typeof setTimeout> | null = null;

  constructor(
    environment: DispatchEnvironment,
    hub: Pick<Hub, 'broadcast' | 'isConnected'>,
    ready: Promise<unknown>,
  ) {
    this.#hub = hub;
    this.#environment = environment;
    this.#faults = new FaultRegister(browser.storage.session, {
      makeRoom: () => environment.makeRoom(),
      onChange: () => this.#onChange(),
    });
    this.#switch = new FaultSwitch(this.#faults, {
      serviceOf: (tabId) => environment.serviceOf(tabId),
      rules: { has: hasRules, add: addRule, remove: removeRules },
      ask: askSoon,
      originOf: (tabId) => this.#originOf(tabId),
      tabsOf,
      markHeld,
      observe: (tabId, observation) => environment.observe(tabId, observation),
      now: () => Date.now(),
    });
    this.#lease = new LeaseWatch(this.#faults, this.#switch, {
      ask: () => hub.broadcast({ type: 'are-you-there' }),
      isConnected: (tabId) => hub.isConnected(tabId),
    });
    this.#turn = ready.then(() => this.#begin()).catch((error: unknown) => console.error(error));
    browser.alarms.onAlarm.addListener(({ name }) => {
      if (this.#lease.isAlarm(name)) void this.#inTurn(() => this.#lease.expire(Date.now()));
    });
  }

  state(): Extract<HubMessage, { type: 'faults' }> {
    const on = this.#faults
      .all()
      .map(({ observation: _, number: __, ...fault }): ActiveFault => fault);
    const capabilities: FaultCapabilities = { rules: hasRules() };
    return { type: 'faults', on, capabilities };
  }

  /** A DevTools has come: it is told what is on. */
  greet(tabId: number, reply: (message: HubMessage) => void): void {
    void this.#inTurn(() => this.#lease.renew(tabId, Date.now()))
      .catch((error: unknown) => console.error(error))
      .then(() => reply(this.state()));
  }

  async answer(
    message: FaultMessage,
    tabId: number,
    reply: (message: HubMessage) => void,
  ): Promise<void> {
    switch (message.type) {
      case 'alive':
        await this.#inTurn(() => this.#lease.renew(tabId, Date.now()));
        return;
      case 'switch-fault': {
        const { request, fault, serverOffsetMs } = message;
        const outcome = await this.#outcomeOf(() =>
          this.#switch.switchOn(tabId, fault, serverOffsetMs),
        );
        // What is on is known before how it went.
        this.#tell();
        reply({ type: 'fault-switched', request, outcome });
        return;
      }
      case 'undo-fault': {
        const { request, fault, newer } = message;
        const outcome = await this.#outcomeOf(() => this.#undo(tabId, fault, newer));
        this.#tell();
        reply({ type: 'fault-switched', request, outcome });
        return;
      }
      case 'touched':
        reply({ type: 'touched', request: message.request, touched: await this.#touched(tabId) });
    }
  }

  /** What a relay asks or tells; an answer where it waits for one. */
  async hear(message: FaultWord, origin: string | null): Promise<boolean> {
    return this.#inTurn(() => this.#switch.hear(message, origin));
  }

  /** All that are on in any tab. */
  async all(): Promise<ActiveFault[]> {
    await this.#turn;
    return this.state().on;
  }

  undoAll(): Promise<FaultOutcome> {
    return this.#outcomeOf(() => this.#switch.undoAll(this.#faults.all(), 'keep'));
  }

  onRequest(tabId: number, method: string, url: string): void {
    void this.#inTurn(() => this.#switch.count(tabId, method, url));
  }

  /** A tab goes to a page: one that is looked at alone begins with nothing on. */
  onNavigation(tabId: number, url: string): void {
    void this.#inTurn(() => this.#endsAt(tabId, url));
  }

  onDocument(tabId: number, url: string): void {
    void this.#inTurn(async () => {
      if (!(await this.#endsAt(tabId, url))) await this.#switch.armPage(tabId);
    });
  }

  /** What the browser lets us see has changed. */
  onAccess(): void {
    void this.#inTurn(() => this.#switch.release((origin) => this.#mayChange(origin)));
  }

  /** A host was added, changed or taken away: what is done to requests was made for those of before. */
  onHosts(): void {
    const ofRequests = () => this.#faults.all().filter(({ way }) => way !== 'storage');
    void this.#inTurn(() => this.#switch.undoAll(ofRequests(), 'keep'));
    this.onAccess();
  }

  /** The tab or its DevTools was closed: nobody is there any more who would undo it. */
  onLeft(tabId: number): void {
    void this.#inTurn(() => this.#switch.undoAll(this.#faults.of(tabId), 'keep'));
  }

  async #begin(): Promise<void> {
    await this.#faults.load();
    await keepOnlyRules(this.#faults.all().map(({ number }) => number));
    await this.#switch.markPages();
    this.#lease.watchReturn(
      () => void this.#inTurn(() => this.#switch.undoAll(this.#lease.abandoned(), 'keep')),
    );
    this.#onChange();
  }

  #undo(tabId: number, id: string | null, newer: NewerChoice): Promise<FaultOutcome> {
    const kept = id === null ? undefined : this.#faults.find(id);
    const all = id === null ? this.#faults.of(tabId) : kept ? [kept] : [];
    return this.#switch.undoAll(all, newer);
  }

  async #touched(tabId: number): Promise<Touched> {
    const origin = await this.#originOf(tabId);
    const tabs = origin === null ? [] : await tabsOfOrigin(origin);
    const own = tabs.find(({ id }) => id === tabId);
    const worker = await askSoon(tabId, { type: 'controlling-worker' });
    return {
      tabs: tabs
        .filter((tab) => own !== undefined && tab.id !== tabId && hasSameStorage(tab, own))
        .map(({ title = '', url = '' }) => ({ title, url })),
      serviceWorker: typeof worker === 'string' ? worker : null,
    };
  }

  async #originOf(tabId: number): Promise<string | null> {
    const { url = '' } = await browser.tabs.get(tabId).catch(() => ({ url: '' }));
    return this.#environment.isServicePage(url) ? new URL(url).origin : null;
  }

  /** Whether what is on in a tab had to end, for it shows a page that is looked at alone. */
  async #endsAt(tabId: number, url: string): Promise<boolean> {
    const isWatched = this.#environment.isWatchOnly(url);
    if (isWatched) await this.#switch.undoAll(this.#faults.of(tabId), 'keep');
    return isWatched;
  }

  async #mayChange(origin: string): Promise<boolean> {
    const { isServicePage, isWatchOnly, hasAccess } = this.#environment;
    return isServicePage(origin) && !isWatchOnly(origin) && (await hasAccess(origin));
  }

  #onChange(): void {
    this.#lease.adjust();
    this.#telling ??= setTimeout(() => this.#tell(), TELL_AFTER_MS);
  }

  #tell(): void {
    if (this.#telling) clearTimeout(this.#telling);
    this.#telling = null;
    this.#hub.broadcast(this.state());
    this.#environment.onCount(this.#faults.all().length);
  }

  /** However it goes wrong, whoever asked is answered. */
  async #outcomeOf(act: () => Promise<FaultOutcome>): Promise<FaultOutcome> {
    try {
      return await this.#inTurn(act);
    } catch (error) {
      console.error(error);
      return { kind: 'failed', reason: error instanceof NotKept ? 'no-room' : 'answer-lost' };
    }
  }

  /** One after another; what never ends does not keep the others from their turn. */
  #inTurn<T>(act: () => T | Promise<T>): Promise<T> {
    const done = this.#turn.then(() => within(TURN_MS, act()));
    this.#turn = done.catch((error: unknown) => console.error(error));
    return done;
  }
}
