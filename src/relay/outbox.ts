import type { ObservedMessage, RelayObservation } from '../messages.ts';
import { MAX_BATCH } from '../page-channel.ts';
import { backoffMs } from '../platform/backoff.ts';

/** What waits while the background cannot be reached; the oldest go first. */
export const MAX_WAITING = 5_000;
export const MAX_WAITING_CHARACTERS = 16 * 1024 * 1024;

export interface OutboxEnvironment {
  /** whether it was let in; anything else is no answer: the background was stopped over it */
  send(message: ObservedMessage): Promise<unknown>;
  /** calls back after so many ms */
  after(ms: number, call: () => void): void;
  /** whether the extension is still there to send to */
  isAlive(): boolean;
  /** called once, when it is not */
  onGone(): void;
}

interface Waiting {
  observation: RelayObservation;
  size: number;
}

/**
 * Sends every observation in the moment it is made, for the next moment may be a navigation. What
 * could not be delivered waits and is tried again; a repeated delivery changes nothing.
 */
export class Outbox {
  readonly #environment: OutboxEnvironment;
  readonly #signal: AbortSignal;
  #waiting: Waiting[] = [];
  #characters = 0;
  #failures = 0;
  #retryIsSet = false;
  #held: boolean;

  /** While held, nothing leaves. */
  constructor(environment: OutboxEnvironment, signal: AbortSignal, held = false) {
    this.#environment = environment;
    this.#signal = signal;
    this.#held = held;
  }

  add(observation: RelayObservation): void {
    if (this.#signal.aborted) return;
    if (this.#held || this.#retryIsSet) this.#keep([observation]);
    else this.#send([observation]);
  }

  release(): void {
    this.#held = false;
    this.flush();
  }

  /** Sends all that waits, without waiting longer. */
  flush(): void {
    if (this.#held || this.#signal.aborted) return;
    const all = this.#waiting.map(({ observation }) => observation);
    this.#waiting = [];
    this.#characters = 0;
    for (let from = 0; from < all.length; from += MAX_BATCH)
      this.#send(all.slice(from, from + MAX_BATCH));
  }

  #send(observations: RelayObservation[]): void {
    const failed = () => this.#retryLater(observations);
    try {
      const sent = this.#environment.send({ type: 'observed', observations });
      sent.then((answer) => {
        if (typeof answer !== 'boolean') failed();
        else this.#failures = 0;
      }, failed);
    } catch {
      // Once the extension is gone, its API throws at once.
      failed();
    }
  }

  #retryLater(observations: RelayObservation[]): void {
    if (this.#signal.aborted) return;
    if (!this.#environment.isAlive()) {
      this.#environment.onGone();
      return;
    }
    this.#keep(observations);
    if (this.#retryIsSet) return;
    this.#retryIsSet = true;
    const retry = () => {
      this.#retryIsSet = false;
      this.flush();
    };
    this.#environment.after(backoffMs(this.#failures), retry);
    this.#failures += 1;
  }

  #keep(observations: RelayObservation[]): void {
    for (const observation of observations) {
      const size = JSON.stringify(observation).length;
      this.#waiting.push({ observation, size });
      this.#characters += size;
    }
    let surplus = 0;
    while (
      this.#waiting.length - surplus > MAX_WAITING ||
      this.#characters > MAX_WAITING_CHARACTERS
    ) {
      this.#characters -= this.#waiting[surplus]?.size ?? 0;
      surplus += 1;
    }
    if (surplus > 0) this.#waiting.splice(0, surplus);
  }
}
