import type { Chance } from './chance.ts';

/** How slow and how broken the way to the service is. */
export interface NetworkRules {
  /** ms, one way */
  travel: number;
  /** ms that the service takes */
  work: number;
  /** how heavy the tails are */
  sigma: number;
  /** share of requests whose check waits long behind others */
  stalls: number;
  /** share of requests that never get an answer */
  fails: number;
}

/** ms of each part of one request. */
export interface Passage {
  blocked: number;
  connect: number;
  /** until the service looks at the credential */
  up: number;
  work: number;
  down: number;
  receive: number;
  fails: boolean;
}

/** An app gives up after this long. */
export const APP_TIMEOUT_MS = 10_000;
const LONGEST_MS = 30_000;
const CONNECT_SHARE = 0.15;

export class Network {
  readonly rules: NetworkRules;
  readonly #chance: Chance;
  isOffline = false;

  constructor(rules: NetworkRules, chance: Chance) {
    this.rules = rules;
    this.#chance = chance;
  }

  passage(): Passage {
    const { travel, work, sigma, stalls, fails } = this.rules;
    const chance = this.#chance;
    const drawn = (median: number) => Math.min(LONGEST_MS, chance.heavyTailed(median, sigma));
    const stall = chance.happens(stalls) ? drawn(2_500) : 0;
    return {
      blocked: drawn(2),
      connect: chance.happens(CONNECT_SHARE) ? drawn(travel * 2) : 0,
      up: drawn(travel) + stall,
      work: drawn(work),
      down: drawn(travel),
      receive: drawn(1),
      fails: this.isOffline || chance.happens(fails),
    };
  }
}
