import * as v from 'valibot';
import type { Observation } from '../core/observation.ts';
import { HOST_PATTERNS } from '../futureguide.ts';
import { DEVTOOLS_PORT, relayMessage } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { askRelay } from './ask-relay.ts';
import { Backlog } from './backlog.ts';
import { Hub, type Reply, type Requested } from './hub.ts';
import { probeInTab } from './probe.ts';
import { refreshInTab } from './refresh.ts';
import { RequestLegs } from './request-legs.ts';
import { watchWebRequests } from './web-requests.ts';

const backlog: Backlog = new Backlog(browser.storage.session, (bucket, row) =>
  hub.push(bucket, row),
);
const requestLegs = new RequestLegs(backlog, tabsOfOrigin);
const ready = backlog.load(Date.now()).then(() => requestLegs.restore());
const hub = new Hub(backlog, ready);

/** Everything waits for the backlog and then for what came before it. */
let turn: Promise<unknown> = ready;

function inTurn(act: () => void | Promise<void>): void {
  turn = turn.then(act).catch((error: unknown) => console.error(error));
}

/**
 * Tabs of a worker's origin. Where private and ordinary windows both have it open, nothing tells
 * whose worker it was, and neither is shown the other's.
 */
async function tabsOfOrigin(origin: string): Promise<number[]> {
  const tabs = await browser.tabs.query({ url: `${origin}/*` });
  const isMixed = tabs.some(({ incognito }) => incognito !== tabs[0]?.incognito);
  return isMixed ? [] : tabs.flatMap(({ id }) => id ?? []);
}

async function answer(message: Requested, tabId: number, reply: Reply): Promise<void> {
  switch (message.type) {
    case 'clear':
      backlog.clear(`tab-${tabId}`, message.before);
      return;
    case 'check-access':
      reply({ type: 'access', granted: await hasAccess() });
      return;
    case 'open-access-page':
      await browser.runtime.openOptionsPage();
      return;
    case 'read-storage':
      await askRelay(tabId, { type: 'read-storage' });
      return;
    case 'refresh': {
      const outcome = await refreshInTab(requestLegs.open(), tabId, message.seen, Date.now());
      reply({ type: 'refreshed', request: message.request, outcome });
      return;
    }
    case 'probe': {
      const outcome = await probeInTab(tabId, message.token);
      reply({ type: 'probed', request: message.request, outcome });
      return;
    }
  }
}

function hasAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: HOST_PATTERNS });
}

watchWebRequests((change) =>
  inTurn(() => {
    if (change.isNavigation && change.step === 'start' && !change.prerendering)
      backlog.forget(`prerender-${change.tabId}`);
    return requestLegs.apply(change);
  }),
);

browser.runtime.onMessage.addListener((raw: unknown, sender, acknowledge): true => {
  const parsed = v.safeParse(relayMessage, raw);
  const tabId = sender.tab?.id;
  inTurn(() => {
    const isOurs = parsed.success && tabId !== undefined && sender.frameId === 0;
    if (isOurs) for (const observation of parsed.output.observations) take(tabId, observation);
    acknowledge(isOurs);
  });
  return true;
});

function take(tabId: number, observation: Observation): void {
  if (observation.kind === 'document' && observation.from === 'prerender')
    backlog.move(`prerender-${tabId}`, `tab-${tabId}`);
  backlog.put(`tab-${tabId}`, observation);
}

browser.runtime.onConnect.addListener((port) => {
  if (port.name !== DEVTOOLS_PORT) {
    port.disconnect();
    return;
  }
  // Not in turn: an act may take long, and the rows it makes must not wait for it.
  hub.connect(port, (message, tabId, reply) => void turn.then(() => answer(message, tabId, reply)));
});

browser.tabs.onRemoved.addListener((tabId) =>
  inTurn(() => {
    backlog.forget(`tab-${tabId}`);
    backlog.forget(`prerender-${tabId}`);
  }),
);

function tellAccess(): void {
  void hasAccess().then((granted) => hub.broadcast({ type: 'access', granted }));
}
browser.permissions.onAdded.addListener(tellAccess);
browser.permissions.onRemoved.addListener(tellAccess);
