import type { Acceptances } from './acceptance.ts';
import type { CredentialRecord } from './credentials.ts';
import type { Sending } from './sending.ts';

type Answer = Sending | boolean | null;

interface Asked {
  question: (of: Acceptances) => Answer;
  answer: Answer;
}

/**
 * Answers what is asked of the service's acceptance, and remembers it: what was concluded from these
 * answers holds as long as they are the same.
 */
export class AskedAcceptance implements Acceptances {
  readonly #of: Acceptances;
  readonly #asked: Asked[] = [];

  constructor(of: Acceptances) {
    this.#of = of;
  }

  /** Whether all that was asked would be answered the same by this one. */
  isStillTrueOf(acceptance: Acceptances): boolean {
    return this.#asked.every(({ question, answer }) => question(acceptance) === answer);
  }

  first(record: CredentialRecord): Sending | null {
    return this.#ask((of) => of.first(record));
  }

  last(record: CredentialRecord): Sending | null {
    return this.#ask((of) => of.last(record));
  }

  isDoubted(record: CredentialRecord): boolean {
    return this.#ask((of) => of.isDoubted(record));
  }

  firstDoubt(record: CredentialRecord): Sending | null {
    return this.#ask((of) => of.firstDoubt(record));
  }

  lastDoubt(record: CredentialRecord): Sending | null {
    return this.#ask((of) => of.lastDoubt(record));
  }

  probeAfter(sending: Sending): Sending | null {
    return this.#ask((of) => of.probeAfter(sending));
  }

  takenBefore(refused: Sending): Sending | null {
    return this.#ask((of) => of.takenBefore(refused));
  }

  tookScheme(host: string, scheme: string): boolean {
    return this.#ask((of) => of.tookScheme(host, scheme));
  }

  comparable(host: string, record: CredentialRecord): Sending | null {
    return this.#ask((of) => of.comparable(host, record));
  }

  latestTaken(host: string): Sending | null {
    return this.#ask((of) => of.latestTaken(host));
  }

  #ask<Told extends Answer>(question: (of: Acceptances) => Told): Told {
    const answer = question(this.#of);
    this.#asked.push({ question, answer });
    return answer;
  }
}
