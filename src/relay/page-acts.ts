import type { CookieAttributes } from '../core/faults/cookie-text.ts';
import type { PageFault } from '../core/faults/fault.ts';
import { futureGuide } from '../futureguide.ts';
import type { RelayRequest } from '../messages.ts';
import type { PageOrders } from '../page-channel.ts';
import type { Acts, RelaySide } from './acts-door.ts';
import { pageRefresh } from './page-refresh.ts';
import { faultsEnvironment } from './page-storage.ts';
import { probeToken } from './probe.ts';
import { StorageFaults } from './storage-faults.ts';

const URL_START = '^[a-z]+://[^/]+';

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

/** What the hook has to do so that these faults are on. */
function ordersFor(faults: readonly PageFault[]): PageOrders {
  const fails = faults.find((fault) => fault.name === 'fail-refresh');
  const delays = faults.find((fault) => fault.name === 'delay-refresh');
  const closeSockets = faults.some(({ name }) => name === 'close-socket');
  if (!fails && !delays) return { refresh: null, closeSockets };
  return {
    refresh: {
      pattern: `${URL_START}(?:${futureGuide.refreshPath})`,
      delayMs: (delays?.seconds ?? 0) * 1000,
      answer: fails
        ? { status: fails.status, body: futureGuide.refreshRefusal(fails.status) }
        : null,
    },
    closeSockets,
  };
}

/** What the user asks of this page: a refresh, a probe, and faults. */
export function pageActs(relay: RelaySide): Acts {
  const faults = new StorageFaults({
    ...faultsEnvironment(futureGuide.storage),
    cookieAttributes,
    tellHeldBack: (held) => void relay.send({ type: 'held-back', ...held }),
  });
  const refresh = pageRefresh(futureGuide, (request) => relay.announceAct('refresh', request));
  const probe = (token: string) =>
    probeToken(
      {
        profile: futureGuide,
        fetch: (url, init) => fetch(url, init),
        timeout: (ms) => AbortSignal.timeout(ms),
        now: () => Date.now(),
        announce: (request) => relay.announceAct('probe', request),
      },
      token,
    );

  function handle(request: RelayRequest): Promise<unknown> | undefined {
    switch (request.type) {
      case 'refresh':
        return refresh(request.seen);
      case 'probe':
        return probe(request.token);
      case 'put-fault':
        relay.lookAfterFaults();
        return faults.put(request.id, request.fault, request.serverOffsetMs);
      case 'renew-fault':
        relay.lookAfterFaults();
        return Promise.resolve(faults.renew(request.id));
      case 'undo-fault':
        return Promise.resolve(faults.undo(request.newer, request.id));
      case 'page-faults':
        return Promise.resolve(relay.orderPage(ordersFor(request.faults)));
      default:
        return undefined;
    }
  }

  return {
    handle,
    holdBack: () => faults.look(),
  };
}
