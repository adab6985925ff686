import type { Fault } from '../../core/faults/fault.ts';
import type { ActiveFault, FaultOutcome, Touched } from '../../core/faults/outcome.ts';
import type { NewerChoice } from '../../core/faults/undo.ts';
import type { FaultsState } from '../../core/session/session.ts';
import type { DevtoolsMessage, HubMessage } from '../../messages.ts';
import { Act } from './act.ts';

type FaultReply = Extract<HubMessage, { type: 'faults' | 'fault-switched' | 'touched' }>;

interface ControlEnvironment {
  tabId: number;
  /** false where nobody is there to hear it */
  send(message: DevtoolsMessage): boolean;
  /** ms; the API's clock minus this computer's */
  serverOffsetMs(): number;
  changed(): void;
}

const LOST: FaultOutcome = { kind: 'failed', reason: 'answer-lost' };
const NOTHING_ELSE: Touched = { tabs: [], serviceWorker: null };

/** The faults of this DevTools' tab: what is on, and the verbs that change it. */
export class FaultRemote {
  readonly #environment: ControlEnvironment;
  readonly #switching: Act<FaultOutcome>;
  readonly #touching: Act<Touched>;
  #turn: Promise<FaultOutcome> = Promise.resolve(LOST);
  #all: readonly ActiveFault[] = [];
  #capabilities: FaultsState['capabilities'] = { rules: false };

  constructor(environment: ControlEnvironment) {
    this.#environment = environment;
    this.#switching = new Act<FaultOutcome>(LOST, environment.changed);
    this.#touching = new Act<Touched>(NOTHING_ELSE, () => {});
  }

  get state(): FaultsState {
    const { tabId } = this.#environment;
    return {
      ...this.#switching.state,
      on: this.#all.filter((fault) => fault.tabId === tabId),
      inOtherTabs: this.#all.filter((fault) => fault.tabId !== tabId),
      capabilities: this.#capabilities,
    };
  }

  switchOn(fault: Fault): Promise<FaultOutcome> {
    const { send, serverOffsetMs } = this.#environment;
    return this.#run((request) =>
      send({ type: 'switch-fault', request, fault, serverOffsetMs: serverOffsetMs() }),
    );
  }

  /** `id` null: all of this tab. */
  undo(id: string | null, newer: NewerChoice): Promise<FaultOutcome> {
    const { send } = this.#environment;
    return this.#run((request) => send({ type: 'undo-fault', request, fault: id, newer }));
  }

  async touched(): Promise<Touched> {
    const { send } = this.#environment;
    await this.#touching.run((request) => send({ type: 'touched', request }));
    return this.#touching.state.last?.outcome ?? NOTHING_ELSE;
  }

  hear(message: FaultReply): void {
    switch (message.type) {
      case 'faults':
        this.#all = message.on;
        this.#capabilities = message.capabilities;
        this.#environment.changed();
        return;
      case 'fault-switched':
        this.#switching.answer(message.request, message.outcome);
        return;
      case 'touched':
        this.#touching.answer(message.request, message.touched);
    }
  }

  /** The background is gone. */
  lose(): void {
    this.#switching.lose();
    this.#touching.lose();
  }

  /** One after another: what is asked for meanwhile waits. */
  #run(ask: (request: number) => boolean): Promise<FaultOutcome> {
    this.#turn = this.#turn.then(async () => {
      await this.#switching.run(ask);
      return this.#switching.state.last?.outcome ?? LOST;
    });
    return this.#turn;
  }
}
