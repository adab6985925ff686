import type { HarLeg } from '../../core/recording/observation.ts';
import { headerValue } from '../../core/service/http.ts';

/** A page is told of a little after it took the other's place, ms. */
const TOLD_WITHIN_MS = 5_000;
/** So many pages back is far enough for any request that ends only now. */
const MAX_KEPT = 50;

interface TopPage {
  /** ms */
  from: number;
  /** null where it cannot be told */
  origin: string | null;
}

/** Which pages the tab has shown, to tell what frames of other sites sent. */
export class TopOrigins {
  readonly #pages: TopPage[] = [];

  isEmpty(): boolean {
    return this.#pages.length === 0;
  }

  /** `from` (ms): since when the page is there. */
  note(origin: string | null, from: number): void {
    this.#pages.push({ from, origin });
    if (this.#pages.length > MAX_KEPT) this.#pages.shift();
  }

  /**
   * Whether a request is known to come from another origin than that of the tab's page: by the
   * browser's own `Origin` (Fetch §3.2), without which no other site can send a credential.
   */
  isForeign({ requestHeaders, startedAt }: HarLeg): boolean {
    const origin = headerValue(requestHeaders, 'origin');
    if (origin === null || startedAt === null || !URL.canParse(origin)) return false;
    const near = this.#pages.filter(({ from }, index) => {
      const until = this.#pages[index + 1]?.from ?? Number.POSITIVE_INFINITY;
      return from - TOLD_WITHIN_MS <= startedAt && startedAt <= until + TOLD_WITHIN_MS;
    });
    return near.length > 0 && near.every((page) => page.origin !== null && page.origin !== origin);
  }
}
