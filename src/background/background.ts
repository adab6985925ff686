import * as v from 'valibot';
import type { Observation } from '../core/recording/observation.ts';
import { originIn } from '../core/service/http.ts';
import type { ProbeOutcome } from '../core/session/probe-outcome.ts';
import type { RefreshOutcome } from '../core/verdict/refresh-outcome.ts';
import { futureGuide } from '../futureguide.ts';
import { DEVTOOLS_PORT, type EndedRequest, popupMessage, relayMessage } from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { openOptions } from '../platform/open-options.ts';
import { askRelay } from './ask-relay.ts';
import type { AskedTab } from './asked-tab.ts';
import { Backlog } from './backlog.ts';
import { watchClosedTabs } from './closed-tabs.ts';
import { watchEntrances } from './entrances.ts';
import { FaultDispatch } from './faults/fault-dispatch.ts';
import { FirstCredential } from './first-credential.ts';
import { Hub, type Reply, type Requested } from './hub.ts';
import { LiveHosts } from './live-hosts.ts';
import { loadActs } from './load-acts.ts';
import { watchNotices } from './notices.ts';
import { markWatched } from './page-marks.ts';
import { probeInTab } from './probe-in-tab.ts';
import { refreshInTab } from './refresh-in-tab.ts';
import { RequestLegs } from './request-legs.ts';
import { Settlement } from './settlement.ts';
import { shownPage } from './shown-page.ts';
import { Support } from './support.ts';
import { originOfTab, tabsConcerned, tabsOfWorker } from './tab-origins.ts';
import { Watchers } from './watchers.ts';
import { watchWebRequests } from './web-requests.ts';

const backlog: Backlog = new Backlog(browser.storage.session, {
  now: () => Date.now(),
  onChange: (bucket, row) => {
    hub.push(bucket, row);
    const [, tabId] = /^tab-(\d+)$/.exec(bucket) ?? [];
    if (tabId !== undefined) support.onRow(Number(tabId), row);
  },
});
const hosts = new LiveHosts();
const requestLegs = new RequestLegs(backlog, {
  tabsOfWorker,
  originOfTab,
  tabsConcerned: (request) =>
    tabsConcerned(hosts.known.profileAt(shownPage(backlog, request.tabId)), request),
});
const settlement = new Settlement({
  unended: () => requestLegs.unended(),
  settle: (requestId, end) => requestLegs.settle(requestId, end),
  tabs: () => backlog.tabs(),
  hasUnheard: (tabId) => requestLegs.hasUnheard(tabId),
  takeMissed: (tabId, ended) => requestLegs.takeMissed(tabId, ended),
  ask: askForEnded,
  hasLeft: (tabId, sinceMs) =>
    backlog.observed(`tab-${tabId}`).some((one) => one.kind === 'document' && one.at > sinceMs),
  now: () => Date.now(),
  after: (ms, call) => void setTimeout(call, ms),
});
const ready = Promise.all([backlog.load(), hosts.load(onHosts)]).then(async () => {
  await support.load();
  requestLegs.restore();
  settlement.begin();
});
const hub = new Hub(backlog, ready);
const faults = new FaultDispatch(
  {
    onCount: (count) => support.onFaults(count),
    observe: (tabId, observation) => backlog.put(`tab-${tabId}`, observation),
    makeRoom: async () => {
      backlog.makeRoom();
      await backlog.saved();
    },
    serviceOf: (tabId) => hosts.known.changeableAt(shownPage(backlog, tabId)),
    isServicePage: (url) => hosts.known.isServicePage(url),
    isWatchOnly: (url) => hosts.known.isWatchOnly(url),
    hasAccess: (url) => hosts.hasAccess(url),
  },
  hub,
  ready,
);

const support: Support = new Support({
  backlog,
  requestLegs,
  faults,
  hosts,
  originOf: originOfTab,
});

const watchers = new Watchers({
  mark: (isWatched) => markWatched(isWatched, hosts.known.added),
  after: (ms, call) => void setTimeout(call, ms),
});
const firstCredential = new FirstCredential((tabId) => {
  if (!hub.isConnected(tabId)) void askRelay(tabId, { type: 'read-storage' });
});

/** Everything waits for the backlog and then for what came before it. */
let turn: Promise<unknown> = ready;

function inTurn(act: () => void | Promise<void>): void {
  turn = turn.then(act).catch((error: unknown) => console.error(error));
}

async function askForEnded(tabId: number): Promise<readonly EndedRequest[] | null> {
  return askRelay(tabId, { type: 'ended-requests' });
}

async function askedTab(tabId: number): Promise<AskedTab> {
  const origin = await originOfTab(tabId);
  const { known } = hosts;
  return { tabId, origin, profile: known.profileAt(shownPage(backlog, tabId)), hosts: known };
}

async function answer(message: Requested, tabId: number, reply: Reply): Promise<void> {
  switch (message.type) {
    case 'clear':
      backlog.clear(`tab-${tabId}`, message.upTo);
      support.onCleared(tabId);
      return;
    case 'check-access':
      reply({ type: 'access', granted: await hosts.hasAccess(message.url) });
      return;
    case 'reload-page':
      await browser.tabs.reload(tabId);
      return;
    case 'open-app':
      await browser.tabs.update(tabId, { url: `https://${futureGuide.domain}/` });
      return;
    case 'open-access-page':
      await openOptions(message.url);
      return;
    case 'read-storage':
      support.onSeen(tabId);
      await askRelay(tabId, { type: 'read-storage' });
      return;
    case 'refresh': {
      const { request, seen } = message;
      const tell = (outcome: RefreshOutcome) => reply({ type: 'refreshed', request, outcome });
      const tab = await askedTab(tabId);
      tell(await refreshInTab(requestLegs.open(), tab, seen, Date.now(), tell));
      return;
    }
    case 'probe': {
      const { request, token } = message;
      const tell = (outcome: ProbeOutcome) => reply({ type: 'probed', request, outcome });
      tell(await probeInTab(await askedTab(tabId), token, Date.now(), tell));
      return;
    }
    case 'switch-fault':
      if (hosts.known.isWatchOnly((await originOfTab(tabId)) ?? '')) {
        const outcome = { kind: 'unavailable', reason: 'watch-only' } as const;
        reply({ type: 'fault-switched', request: message.request, outcome });
        return;
      }
      await faults.answer(message, tabId, reply);
      return;
    default:
      await faults.answer(message, tabId, reply);
  }
}

watchWebRequests((change) => {
  const { step, tabId, leg } = change;
  if (step === 'start' && tabId >= 0) faults.onRequest(tabId, leg.method, leg.url);
  if (step === 'start' && change.isNavigation && !change.prerendering)
    faults.onNavigation(tabId, leg.url);
  firstCredential.onChange(change);
  inTurn(() => {
    // Of a host that was granted for one port the browser tells them all.
    if (!hosts.known.counts(leg.url)) return;
    if (change.isNavigation && change.step === 'start' && !change.prerendering)
      backlog.forget(`prerender-${change.tabId}`);
    return requestLegs.apply(change);
  });
});

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

/** A page of ours; one of a site may speak only as its relay. */
function isOwnPage({ id, url }: Sender): boolean {
  return id === browser.runtime.id && url?.startsWith(browser.runtime.getURL('')) === true;
}

browser.runtime.onMessage.addListener((raw: unknown, sender, acknowledge): true => {
  const ofPopup = isOwnPage(sender) ? v.safeParse(popupMessage, raw) : null;
  if (ofPopup?.success) {
    void ready
      .then(() => support.answer(ofPopup.output))
      .then(acknowledge, () => acknowledge(null));
    return true;
  }
  const parsed = v.safeParse(relayMessage, raw);
  const tabId = sender.frameId === 0 ? sender.tab?.id : undefined;
  if (!parsed.success || tabId === undefined) {
    acknowledge(false);
    return true;
  }
  const message = parsed.output;
  if (message.type === 'load-acts') {
    void ready
      .then(() => hosts.isHeard(sender.url ?? '') && loadActs(tabId))
      .then(acknowledge, () => acknowledge(false));
  } else if (message.type === 'which-host') {
    void ready.then(() => acknowledge(hosts.known.addedAt(sender.url ?? '')));
  } else if (message.type !== 'observed') {
    // Null is no answer: then the lease decides.
    faults.hear(message, originIn(sender.url)).then(acknowledge, () => acknowledge(null));
  } else
    inTurn(() => {
      if (hosts.isHeard(sender.url ?? ''))
        for (const observation of message.observations) take(tabId, observation);
      // Until then the relay would send them again, for the worker may be stopped at any moment.
      void backlog.saved().then(
        () => acknowledge(true),
        // No answer: then it is sent again.
        () => acknowledge(null),
      );
    });
  return true;
});

function take(tabId: number, observation: Observation): void {
  if (requestLegs.isClosed(tabId)) return;
  if (observation.kind === 'document' && observation.from === 'prerender')
    backlog.move(`prerender-${tabId}`, `tab-${tabId}`);
  if (observation.kind === 'document') faults.onDocument(tabId, observation.url);
  backlog.put(`tab-${tabId}`, observation);
  if (observation.kind === 'document') settlement.onDocument();
  if (observation.kind === 'refusal') settlement.onRefusal(tabId);
}

browser.runtime.onConnect.addListener((port) => {
  // Those between a devtools page and its panel are heard here too, and are theirs alone.
  if (port.name !== DEVTOOLS_PORT || !port.sender || !isOwnPage(port.sender)) return;
  watchers.come();
  port.onDisconnect.addListener(() => watchers.leave());
  hub.connect(port, {
    onHello: (tabId, reply) => faults.greet(tabId, reply),
    // Not in turn: an act may take long, and the rows it makes must not wait for it.
    onRequest: (message, tabId, reply) => void turn.then(() => answer(message, tabId, reply)),
    onGone: (tabId) => faults.onLeft(tabId),
  });
});

watchClosedTabs((tabId) => {
  faults.onLeft(tabId);
  firstCredential.onClosed(tabId);
  requestLegs.onClosed(tabId);
  inTurn(() => {
    support.onClosed(tabId);
    backlog.forget(`tab-${tabId}`);
    backlog.forget(`prerender-${tabId}`);
  });
});

watchEntrances();
watchNotices();

browser.alarms.onAlarm.addListener(({ name }) => inTurn(() => support.onAlarm(name)));

function tellAccess(): void {
  faults.onAccess();
  void hosts.onAccess().then(() => hub.broadcast({ type: 'access-changed' }));
}
browser.permissions.onAdded.addListener(tellAccess);
browser.permissions.onRemoved.addListener(tellAccess);

function onHosts(): void {
  faults.onHosts();
  support.onHosts();
  watchers.onHosts();
  hub.broadcast({ type: 'access-changed' });
}
