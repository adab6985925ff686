import { keptHeaders } from '../core/recording/kept-headers.ts';
import type { WebLeg } from '../core/recording/observation.ts';
import type { EndedRequest } from '../messages.ts';
import { toldUrl } from '../page-channel.ts';
import type { Backlog, Bucket } from './backlog.ts';
import { OPAQUE } from './opaque-origin.ts';
import type { End, Unended } from './settlement.ts';
import { missedRefusals, unheardRefusals } from './unheard.ts';
import type { WebChange } from './web-requests.ts';

interface Open {
  buckets: Bucket[];
  /** of other tabs with the same storage, whose session it concerns */
  beside: Bucket[];
  leg: WebLeg;
  /** an earlier worker saw it last: its end may have been missed */
  isRestored: boolean;
}

export interface TabsOf {
  /** the tabs to which a request of a service worker or shared worker belongs, by its origin and privacy */
  tabsOfWorker(origin: string, isPrivate: boolean | null): Promise<number[]>;
  /** origin of the page in a tab; null where it cannot be told */
  originOfTab(tabId: number): Promise<string | null>;
  /** other tabs whose session a request of a tab concerns */
  tabsConcerned(request: { tabId: number; method: string; url: string }): Promise<number[]>;
}

function legId(requestId: string, hop: number): string {
  return `web:${requestId}:${hop}`;
}

function requestIdOf(leg: WebLeg): string {
  return leg.id.split(':').slice(1, -1).join(':');
}

function hopOf(leg: WebLeg): number {
  return Number(leg.id.split(':').at(-1));
}

/** Puts the steps of each request together, one leg for every hop of its redirects. */
export class RequestLegs {
  readonly #backlog: Backlog;
  readonly #tabs: TabsOf;
  readonly #open = new Map<string, Open>();
  /** ids of tabs; a browser gives none a second time */
  readonly #closed = new Set<number>();

  constructor(backlog: Backlog, tabs: TabsOf) {
    this.#backlog = backlog;
    this.#tabs = tabs;
  }

  /** Takes up the requests that an earlier worker saw begin. */
  restore(): void {
    for (const { bucket, leg } of this.#backlog.inFlight()) {
      const { byOtherTab, ...own } = leg;
      const requestId = requestIdOf(leg);
      const open = this.#open.get(requestId) ?? {
        buckets: [],
        beside: [],
        leg: own,
        isRestored: true,
      };
      (byOtherTab ? open.beside : open.buckets).push(bucket);
      this.#open.set(requestId, open);
    }
  }

  /** Those that an earlier worker saw begin and of which nothing was heard since. */
  unended(): Unended[] {
    return [...this.#open].flatMap(([requestId, { buckets, beside, leg, isRestored }]) => {
      const [, tabId = ''] = /^tab-(\d+)$/.exec(buckets[0] ?? beside[0] ?? '') ?? [];
      if (!isRestored || tabId === '') return [];
      return { requestId, tabId: leg.byWorker ? -1 : Number(tabId), leg };
    });
  }

  /** Its end was missed, and is known from elsewhere or not at all. */
  settle(requestId: string, end: End): void {
    const open = this.#open.get(requestId);
    if (!open) return;
    this.#open.delete(requestId);
    const status = end?.status || open.leg.status;
    const isEndUnseen = status === null;
    const endedAt = isEndUnseen ? null : (end?.endedAt ?? null);
    this.#put({ ...open, leg: { ...open.leg, status, endedAt, isEndUnseen: endedAt === null } });
  }

  /** What ends in it after that is kept nowhere. */
  onClosed(tabId: number): void {
    this.#closed.add(tabId);
  }

  isClosed(tabId: number): boolean {
    return this.#closed.has(tabId);
  }

  #put({ buckets, beside, leg }: Open): void {
    const isThere = (bucket: Bucket) => !this.isClosed(Number(bucket.split('-')[1]));
    for (const bucket of buckets.filter(isThere)) this.#backlog.put(bucket, leg);
    for (const bucket of beside.filter(isThere))
      this.#backlog.put(bucket, { ...leg, byOtherTab: true });
  }

  /** Whether the page of a tab told a refusal of which no event came. */
  hasUnheard(tabId: number): boolean {
    return unheardRefusals(this.#backlog.observed(`tab-${tabId}`)).length > 0;
  }

  /** Takes such refusals for seen where the browser measured them. */
  takeMissed(tabId: number, ended: readonly EndedRequest[]): void {
    const bucket: Bucket = `tab-${tabId}`;
    for (const { refusal, end } of missedRefusals(this.#backlog.observed(bucket), ended))
      this.#backlog.put(bucket, {
        ...emptyLeg(legId(`missed-${refusal.id}`, 0), end.startedAt, false),
        method: refusal.method,
        url: refusal.url,
        resourceType: 'xmlhttprequest',
        status: end.status,
        endedAt: end.endedAt,
      });
  }

  /** Every request that has not ended, whether or not it was cleared away. */
  *open(): Iterable<WebLeg> {
    for (const { leg } of this.#open.values()) if (leg.endedAt === null) yield leg;
  }

  async apply(change: WebChange): Promise<void> {
    const { requestId, step } = change;
    const before = this.#open.get(requestId);
    const { at, url, ...steps } = change.leg;
    const known = { ...steps, url: toldUrl(url) };
    if (known.requestHeaders) known.requestHeaders = keptHeaders(known.requestHeaders);
    if (known.responseHeaders) known.responseHeaders = keptHeaders(known.responseHeaders);
    // An OPTIONS may be a preflight: only its headers tell, and those of a preflight never come.
    if (!before && known.method === 'OPTIONS' && !known.requestHeaders) return;
    const isNextHop = before !== undefined && before.leg.endedAt !== null;
    const hop = before ? hopOf(before.leg) + (isNextHop ? 1 : 0) : 0;
    const leg: WebLeg =
      before && !isNextHop
        ? { ...before.leg, ...known }
        : { ...emptyLeg(legId(requestId, hop), at, change.tabId === -1), ...known };
    leg.askingOrigin = before?.leg.askingOrigin ?? change.origin;
    leg.foreign = before?.leg.foreign ?? (await this.#isForeign(change));
    const buckets = before?.buckets ?? (await this.#bucketsOf(change));
    const beside = before?.beside ?? (await this.#bucketsBeside(change, leg));
    const open = { buckets, beside, leg, isRestored: false };
    if (step === 'end') this.#open.delete(requestId);
    else this.#open.set(requestId, open);
    this.#put(open);
  }

  /** Only what is known to be of another origin than the tab's page; the unknown belongs to it. */
  async #isForeign({ tabId, origin, isOfFrame }: WebChange): Promise<boolean> {
    if (!isOfFrame || tabId < 0 || origin === null) return false;
    const top = await this.#tabs.originOfTab(tabId);
    return top !== null && top !== origin;
  }

  async #bucketsOf({ tabId, origin, isPrivate, prerendering }: WebChange): Promise<Bucket[]> {
    if (tabId >= 0) return [prerendering ? `prerender-${tabId}` : `tab-${tabId}`];
    if (origin === null || origin === OPAQUE) return [];
    const tabs = await this.#tabs.tabsOfWorker(origin, isPrivate);
    return tabs.map((id): Bucket => `tab-${id}`);
  }

  async #bucketsBeside(
    { tabId, prerendering }: WebChange,
    { method, url, foreign }: WebLeg,
  ): Promise<Bucket[]> {
    if (tabId < 0 || prerendering || foreign) return [];
    const tabs = await this.#tabs.tabsConcerned({ tabId, method, url });
    return tabs.map((id): Bucket => `tab-${id}`);
  }
}

function emptyLeg(
  id: string,
  startedAt: number,
  byWorker: boolean,
): Omit<WebLeg, 'method' | 'url'> {
  return {
    kind: 'web',
    id,
    startedAt,
    resourceType: 'other',
    sentAt: null,
    endedAt: null,
    status: null,
    error: null,
    fromCache: false,
    redirectUrl: null,
    requestHeaders: null,
    responseHeaders: null,
    byWorker,
    askingOrigin: null,
    foreign: false,
  };
}
