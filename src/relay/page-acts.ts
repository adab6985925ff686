import type { CookieAttributes } from '../core/faults/cookie-text.ts';
import { originPattern } from '../core/service/host-names.ts';
import type { ServiceProfile } from '../core/service/service-profile.ts';
import type { RelayRequest } from '../messages.ts';
import type { PageOrders } from '../page-channel.ts';
import type { Acts, RelaySide } from './acts-door.ts';
import { inTime } from './in-time.ts';
import { pageRefresh } from './page-refresh.ts';
import { faultsEnvironment } from './page-storage.ts';
import { probeToken } from './probe-token.ts';
import { FaultPutter } from './put-fault.ts';

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
function ordersFor(
  { faults, hosts }: RelayRequest<'page-faults'>,
  profile: ServiceProfile,
): PageOrders {
  const fails = faults.find((fault) => fault.name === 'fail-refresh');
  const delays = faults.find((fault) => fault.name === 'delay-refresh');
  const closeSockets = faults.some(({ name }) => name === 'close-socket');
  if (!fails && !delays) return { refresh: null, closeSockets };
  return {
    refresh: {
      pattern: `${originPattern(hosts)}(?:${profile.refreshPath})`,
      delayMs: (delays?.seconds ?? 0) * 1000,
      answer: fails ? { status: fails.status, body: profile.refreshRefusal(fails.status) } : null,
    },
    closeSockets,
  };
}

/** What the user asks of this page: a refresh, a probe, and faults. */
export function pageActs(relay: RelaySide, profile: ServiceProfile): Acts {
  const faults = new FaultPutter({
    ...faultsEnvironment(profile),
    cookieAttributes,
    tellHeldBack: (held) => void relay.send({ type: 'held-back', ...held }),
  });
  const refresh = pageRefresh(profile, (request) => relay.announceAct('refresh', request));
  const probe = (token: string) =>
    probeToken(
      {
        profile,
        fetch: (url, init) => fetch(url, init),
        timeout: (ms) => AbortSignal.timeout(ms),
        now: () => Date.now(),
        announce: (request) => relay.announceAct('probe', request),
      },
      token,
    );

  return {
    rules: profile,
    answering: {
      refresh: ({ seen, until }) => inTime({ until, nowMs: Date.now() }, () => refresh(seen)),
      probe: ({ token, until }) => inTime({ until, nowMs: Date.now() }, () => probe(token)),
      async 'put-fault'({ id, fault, serverOffsetMs }) {
        relay.lookAfterFaults();
        return faults.put(id, fault, serverOffsetMs);
      },
      async 'renew-fault'({ id }) {
        relay.lookAfterFaults();
        return faults.renew(id);
      },
      'undo-fault': async ({ newer, id }) => faults.undo(newer, id),
      'page-faults': async (request) => relay.orderPage(ordersFor(request, profile)),
    },
    holdBack: () => faults.look(),
  };
}
