import type { WebLeg } from '../core/recording/observation.ts';
import type { EndedRequest } from '../messages.ts';
import { SAME_START_MS } from './unheard.ts';

/** A page that has just begun must be listening before it is asked, ms. */
export const ASK_AFTER_MS = 2_000;
/** Who has not been told of the end of a request by then has missed it, ms. */
export const UNSEEN_AFTER_MS = 5 * 60_000;

/** One that an earlier worker saw begin, and nobody end. */
export interface Unended {
  requestId: string;
  /** in which it was made; -1 for a worker’s */
  tabId: number;
  leg: WebLeg;
}

/** How it ended, as far as known; null: nothing but that it has. */
export type End = Pick<EndedRequest, 'endedAt' | 'status'> | null;

interface SettlementEnvironment {
  unended(): Unended[];
  settle(requestId: string, end: End): void;
  /** tabs of which anything is kept */
  tabs(): number[];
  /** whether its page told a refusal of which no event came */
  hasUnheard(tabId: number): boolean;
  /** takes such refusals for seen where the browser measured them */
  takeMissed(tabId: number, ended: readonly EndedRequest[]): void;
  /** what the page of a tab has measured; null where none answers */
  ask(tabId: number): Promise<readonly EndedRequest[] | null>;
  /** whether the tab has another page since then (ms) */
  hasLeft(tabId: number, sinceMs: number): boolean;
  /** ms since the epoch */
  now(): number;
  after(ms: number, call: () => void): void;
}

/**
 * Events are lost while the worker is stopped. What an earlier one saw begin, and a refusal of which
 * none came, is looked for in the page's own timing. What began and is not there has ended unseen
 * once its page is gone or 5 min are over.
 */
export class Settlement {
  readonly #environment: SettlementEnvironment;
  /** tabs whose refusals are to be looked at */
  readonly #toldIn = new Set<number>();
  #isLookSet = false;

  constructor(environment: SettlementEnvironment) {
    this.#environment = environment;
  }

  /** To be called once, when the worker has read back what there was. */
  begin(): void {
    const { after, now, tabs } = this.#environment;
    for (const tabId of tabs()) this.#toldIn.add(tabId);
    if (this.#toldIn.size > 0) this.#lookSoon();
    if (this.#waiting().length === 0) return;
    const ages = this.#waiting().map(({ leg }) => now() - (leg.startedAt ?? 0));
    after(Math.max(ASK_AFTER_MS, UNSEEN_AFTER_MS - Math.min(...ages)), () => void this.#look());
  }

  /** A page has begun in a tab: those of the one before it are over. */
  onDocument(): void {
    if (this.#waiting().length === 0) return;
    this.#environment.after(ASK_AFTER_MS, () => void this.#look());
  }

  /** A page told a refusal: by then the browser has told of it too, unless that was lost. */
  onRefusal(tabId: number): void {
    this.#toldIn.add(tabId);
    this.#lookSoon();
  }

  #lookSoon(): void {
    if (this.#isLookSet) return;
    this.#isLookSet = true;
    this.#environment.after(ASK_AFTER_MS, () => {
      this.#isLookSet = false;
      void this.#look();
    });
  }

  async #look(): Promise<void> {
    const { ask, settle, hasLeft, hasUnheard, takeMissed, now } = this.#environment;
    const told = [...this.#toldIn].filter(hasUnheard);
    this.#toldIn.clear();
    const tabs = new Set([...this.#waiting().map(({ tabId }) => tabId), ...told]);
    for (const tabId of tabs) {
      const ended = tabId === -1 ? null : await ask(tabId);
      // Some may have been heard of while the page was asked.
      const waiting = this.#waiting().filter((one) => one.tabId === tabId);
      const found = paired(waiting, ended ?? []);
      for (const { requestId, leg } of waiting) {
        const startedAt = leg.startedAt ?? 0;
        const end = found.get(requestId);
        const isOver = hasLeft(tabId, startedAt) || now() - startedAt >= UNSEEN_AFTER_MS;
        if (end) settle(requestId, end);
        else if (isOver) settle(requestId, null);
      }
      if (ended) takeMissed(tabId, ended);
    }
  }

  /** A socket is open as long as nobody tells of its end. */
  #waiting(): Unended[] {
    return this.#environment.unended().filter(({ leg }) => leg.resourceType !== 'websocket');
  }
}

/** Each with the nearest of its address, one for one. */
function paired(
  waiting: readonly Unended[],
  ended: readonly EndedRequest[],
): Map<string, EndedRequest> {
  const free = new Set(ended);
  const found = new Map<string, EndedRequest>();
  for (const { requestId, leg } of waiting) {
    const gap = ({ startedAt }: EndedRequest) => Math.abs(startedAt - (leg.startedAt ?? 0));
    const [nearest] = [...free]
      .filter((one) => one.url === leg.url && gap(one) < SAME_START_MS)
      .sort((a, b) => gap(a) - gap(b));
    if (!nearest) continue;
    free.delete(nearest);
    found.set(requestId, nearest);
  }
  return found;
}
