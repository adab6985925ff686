import type { WebChange } from './web-requests.ts';

/**
 * Has a page that nobody watches tell its storage when its first request with a credential leaves:
 * then is what the token came from.
 */
export class FirstCredential {
  readonly #ask: (tabId: number) => void;
  readonly #asked = new Set<number>();

  constructor(ask: (tabId: number) => void) {
    this.#ask = ask;
  }

  onChange({ tabId, isNavigation, isOfFrame, step, leg }: WebChange): void {
    if (isNavigation && step === 'start') this.#asked.delete(tabId);
    if (tabId < 0 || isNavigation || isOfFrame || this.#asked.has(tabId)) return;
    const headers = leg.requestHeaders ?? [];
    if (!headers.some(({ name }) => name.toLowerCase() === 'authorization')) return;
    this.#asked.add(tabId);
    this.#ask(tabId);
  }

  onClosed(tabId: number): void {
    this.#asked.delete(tabId);
  }
}
