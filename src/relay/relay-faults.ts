import type { CookieAttributes } from '../core/faults/cookie-text.ts';
import type { PageFault } from '../core/faults/fault.ts';
import { FAULT_LEASE_MS, isLeaseOver } from '../core/faults/lease.ts';
import { originPattern } from '../core/service/host-names.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import type { RelayMessage, RelayRequest } from '../messages.ts';
import { FAULT_EVENT, type PageOrders, WATCH_EVENT } from '../page-channel.ts';
import { readPageStorage } from './page-storage.ts';
import { StorageFaults } from './storage-faults.ts';

/** How often a held fault is looked after: whether DevTools and the extension are still there. */
const LOOK_AFTER_MS = 2_000;

type FaultRequest = Extract<
  RelayRequest,
  { type: 'put-fault' | 'renew-fault' | 'undo-fault' | 'page-faults' }
>;

interface RelayFaultsEnvironment {
  /** may become another once it is known which host this is */
  readonly profile: ServiceProfile;
  send(message: RelayMessage): Promise<unknown>;
  /** whether the extension is still there */
  isAlive(): boolean;
  /** called once it is not */
  onGone(): void;
}

interface BrowserCookie {
  domain?: string | null;
  path?: string;
  expires?: number | null;
  sameSite?: 'strict' | 'lax' | 'none';
  secure?: boolean;
}

/** Chromium tells all of a cookie, Firefox only name and value. */
async function cookieAttributes(name: string): Promise<CookieAttributes | null> {
  if (!('cookieStore' in window)) return null;
  const cookie = (await cookieStore.get(name)) as BrowserCookie | null;
  if (cookie?.path === undefined) return null;
  const { domain = null, path, expires = null, sameSite = null, secure = false } = cookie;
  return { domain, path, expires, sameSite, secure };
}

function inStorage<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    // Denied or full; what was there stays there.
    return otherwise;
  }
}

/** A document gets no event for a write of its own. */
function tellApp(change: { key: string; oldValue: string | null; newValue: string | null }): void {
  const { href: url } = location;
  window.dispatchEvent(new StorageEvent('storage', { ...change, url, storageArea: localStorage }));
}

/** Whether the background has marked this page, as `held-mark.ts` does it. */
function isMarkedHeld(): boolean {
  return 'futureguideTokensFaultIsHeld' in globalThis;
}

/** When every script of ours has run, and none of the page: its parser has made the first element. */
function beforeFirstScript(call: () => void): void {
  if (document.readyState !== 'loading') {
    call();
    return;
  }
  const observer = new MutationObserver(() => {
    observer.disconnect();
    call();
  });
  observer.observe(document, { childList: true, subtree: true });
}

/**
 * Faults in this document: those of its storage, which it puts back by itself once nobody holds
 * them any more, and those that its hook does.
 */
export class RelayFaults {
  readonly #environment: RelayFaultsEnvironment;
  readonly #storage: StorageFaults;
  #timer: ReturnType<typeof setInterval> | null = null;
  #pageFaultsSince: number | null = null;

  constructor(environment: RelayFaultsEnvironment, signal: AbortSignal) {
    this.#environment = environment;
    this.#storage = new StorageFaults({
      get rules() {
        return environment.profile.storage;
      },
      readStorage: () => readPageStorage(environment.profile.storage),
      getItem: (key) => inStorage(() => localStorage.getItem(key), null),
      setItem: (key, value) =>
        inStorage(() => {
          if (value === null) localStorage.removeItem(key);
          else localStorage.setItem(key, value);
        }, undefined),
      setCookie: (assignment) => {
        // biome-ignore lint/suspicious/noDocumentCookie: it must be done before the page goes on
        document.cookie = assignment;
      },
      cookieAttributes,
      tellApp,
      tellHeldBack: (held) => void this.#send({ type: 'held-back', ...held }),
      now: () => Date.now(),
    });
    signal.addEventListener('abort', () => this.#end());
  }

  /** To be called before the page's first script: a fault that nobody holds is put back at once. */
  begin(): void {
    const held = this.#storage.held();
    if (!held) return;
    if (this.#storage.isOverdue()) {
      this.#putBack(held.id);
      return;
    }
    this.#lookAfter();
    beforeFirstScript(() => {
      if (isMarkedHeld()) void this.#confirm(held.id);
      else this.#putBack(held.id);
    });
  }

  /** Storage may have changed. */
  look(): void {
    this.#storage.look();
  }

  handle(request: FaultRequest): Promise<unknown> {
    switch (request.type) {
      case 'put-fault':
        this.#lookAfter();
        return this.#storage.put(request.id, request.fault, request.serverOffsetMs);
      case 'renew-fault':
        this.#lookAfter();
        return Promise.resolve(this.#storage.renew(request.id));
      case 'undo-fault':
        return Promise.resolve(this.#storage.undo(request.newer, request.id));
      case 'page-faults':
        return Promise.resolve(this.#orderPage(request.faults));
    }
  }

  /** Whether the hook heard. */
  #orderPage(faults: readonly PageFault[]): boolean {
    const { profile } = this.#environment;
    const fails = faults.find((fault) => fault.name === 'fail-refresh');
    const delays = faults.find((fault) => fault.name === 'delay-refresh');
    const answer = fails && { status: fails.status, body: profile.refreshRefusal(fails.status) };
    const refresh: PageOrders['refresh'] =
      fails || delays
        ? {
            pattern: `${originPattern(profile.hosts)}(?:${profile.refreshPath})`,
            delayMs: (delays?.seconds ?? 0) * 1000,
            answer: answer ?? null,
          }
        : null;
    this.#pageFaultsSince = refresh && Date.now();
    this.#lookAfter();
    const closeSockets = faults.some(({ name }) => name === 'close-socket');
    return this.#order({ refresh, closeSockets });
  }

  #order(orders: PageOrders): boolean {
    const detail = JSON.stringify(orders);
    return !document.dispatchEvent(new CustomEvent(FAULT_EVENT, { detail, cancelable: true }));
  }

  /** A lease that is good may be of a browser that has ended since. */
  async #confirm(id: string): Promise<void> {
    const isHeld = await this.#send({ type: 'is-fault-held', id });
    if (isHeld === false && this.#storage.held()?.id === id) this.#putBack(id);
  }

  /** A computer that slept lets every lease run out; only who still holds the fault may keep it. */
  async #settle(id: string): Promise<void> {
    if ((await this.#send({ type: 'is-fault-held', id })) === true) this.#storage.renew(id);
    else this.#putBack(id);
  }

  #lookAfter(): void {
    this.#beWatched();
    this.#timer ??= setInterval(() => {
      this.#beWatched();
      if (!this.#environment.isAlive()) {
        this.#environment.onGone();
        return;
      }
      if (
        this.#pageFaultsSince !== null &&
        isLeaseOver(this.#pageFaultsSince, FAULT_LEASE_MS, Date.now())
      ) {
        this.#pageFaultsSince = null;
        this.#order({ refresh: null, closeSockets: false });
      }
      const held = this.#storage.held();
      if (held && this.#storage.isOverdue()) void this.#settle(held.id);
      if (!held && this.#pageFaultsSince === null) this.#stop();
    }, LOOK_AFTER_MS);
  }

  /** Where the extension's end ends this script too, the hook puts back what is held. */
  #beWatched(): void {
    document.dispatchEvent(new CustomEvent(WATCH_EVENT));
  }

  #putBack(id: string): void {
    this.#storage.undo('keep', id);
    void this.#send({ type: 'fault-gone', id });
  }

  #stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The extension is gone: nothing of its faults stays. */
  #end(): void {
    this.#stop();
    this.#storage.undo('keep');
  }

  async #send(message: RelayMessage): Promise<unknown> {
    try {
      return await this.#environment.send(message);
    } catch {
      // The background is away: the lease decides.
      return null;
    }
  }
}
