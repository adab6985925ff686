import * as v from 'valibot';
import type { Observation } from '../core/recording/observation.ts';
import { futureGuide } from '../futureguide.ts';
import {
  DEVTOOLS_PORT,
  type EndedRequest,
  endedAnswer,
  popupMessage,
  relayMessage,
} from '../messages.ts';
import { browser } from '../platform/browser.ts';
import { openWindow } from '../platform/open-window.ts';
import { hasAccess } from './access.ts';
import { askRelay } from './ask-relay.ts';
import { Backlog } from './backlog.ts';
import { Faults } from './faults/faults.ts';
import { FirstCredential } from './first-credential.ts';
import { Hub, type Reply, type Requested } from './hub.ts';
import { loadActs } from './load-acts.ts';
import { markPages } from './page-marks.ts';
import { probeInTab } from './probe.ts';
import { refreshInTab } from './refresh.ts';
import { RequestLegs } from './request-legs.ts';
import { Settlement } from './settlement.ts';
import { Support } from './support.ts';
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
const requestLegs = new RequestLegs(backlog, tabsOfOrigin, originOfTab);
const settlement = new Settlement({
  unended: () => requestLegs.unended(),
  settle: (requestId, end) => requestLegs.settle(requestId, end),
  ask: askForEnded,
  hasLeft: (tabId, sinceMs) =>
    backlog
      .after(`tab-${tabId}`, 0)
      .some(({ observation }) => observation.kind === 'document' && observation.at > sinceMs),
  now: () => Date.now(),
  after: (ms, call) => void setTimeout(call, ms),
});
const ready = backlog.load().then(async () => {
  await support.load();
  requestLegs.restore();
  settlement.begin();
});
const hub = new Hub(backlog, ready);
const faults = new Faults(
  {
    onCount: (count) => support.onFaults(count),
    observe: (tabId, observation) => backlog.put(`tab-${tabId}`, observation),
    makeRoom: async () => {
      backlog.makeRoom();
      await backlog.saved();
    },
  },
  hub,
  ready,
);

const support: Support = new Support({ backlog, requestLegs, faults, originOf: originOfTab });

const watchers = new Watchers({
  mark: (isWatched) => markPages('watched', isWatched),
  after: (ms, call) => void setTimeout(call, ms),
});
const firstCredential = new FirstCredential((tabId) => {
  if (!hub.isConnected(tabId)) void askRelay(tabId, { type: 'read-storage' });
});

/** Who loads it from sources, as every test does, has read of it already. */
async function welcome(): Promise<void> {
  const { installType } = await browser.management.getSelf();
  if (installType !== 'development')
    await browser.tabs.create({ url: browser.runtime.getURL('src/welcome/welcome.html') });
}
browser.runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void welcome();
});

/** As the manifest names it. */
const OPEN_WINDOW = 'open-window';

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

async function askForEnded(tabId: number): Promise<readonly EndedRequest[] | null> {
  const told = v.safeParse(endedAnswer, await askRelay(tabId, { type: 'ended-requests' }));
  return told.success ? told.output : null;
}

/** Of a page that the extension may not see nothing is known. */
async function originOfTab(tabId: number): Promise<string | null> {
  try {
    const { url = '' } = await browser.tabs.get(tabId);
    return URL.canParse(url) ? new URL(url).origin : null;
  } catch {
    return null;
  }
}

async function answer(message: Requested, tabId: number, reply: Reply): Promise<void> {
  switch (message.type) {
    case 'clear':
      backlog.clear(`tab-${tabId}`, message.upTo);
      support.onCleared(tabId);
      return;
    case 'check-access':
      reply({ type: 'access', granted: await hasAccess() });
      return;
    case 'reload-page':
      await browser.tabs.reload(tabId);
      return;
    case 'open-app':
      await browser.tabs.update(tabId, { url: `https://${futureGuide.domain}/` });
      return;
    case 'open-access-page':
      await browser.runtime.openOptionsPage();
      return;
    case 'read-storage':
      support.onSeen(tabId);
      await askRelay(tabId, { type: 'read-storage' });
      return;
    case 'refresh': {
      const outcome = await refreshInTab(
        requestLegs.open(),
        { tabId, origin: await originOfTab(tabId) },
        message.seen,
        Date.now(),
      );
      reply({ type: 'refreshed', request: message.request, outcome });
      return;
    }
    case 'probe': {
      const outcome = await probeInTab(tabId, message.token);
      reply({ type: 'probed', request: message.request, outcome });
      return;
    }
    default:
      await faults.answer(message, tabId, reply);
  }
}

watchWebRequests((change) => {
  const { step, tabId, leg } = change;
  if (step === 'start' && tabId >= 0) faults.onRequest(tabId, leg.method, leg.url);
  firstCredential.onChange(change);
  inTurn(() => {
    if (change.isNavigation && change.step === 'start' && !change.prerendering)
      backlog.forget(`prerender-${change.tabId}`);
    return requestLegs.apply(change);
  });
});

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

function originIn({ url = '' }: Sender): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}

/** A page may speak only as its relay. */
function isPopup({ id, url }: Sender): boolean {
  return id === browser.runtime.id && url?.startsWith(browser.runtime.getURL('')) === true;
}

browser.runtime.onMessage.addListener((raw: unknown, sender, acknowledge): true => {
  const ofPopup = isPopup(sender) ? v.safeParse(popupMessage, raw) : null;
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
    void loadActs(tabId).then(acknowledge);
  } else if (message.type !== 'observed') {
    // Null is no answer: then the lease decides.
    faults.hear(message, originIn(sender)).then(acknowledge, () => acknowledge(null));
  } else
    inTurn(() => {
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
  if (observation.kind === 'document' && observation.from === 'prerender')
    backlog.move(`prerender-${tabId}`, `tab-${tabId}`);
  if (observation.kind === 'document') faults.onDocument(tabId);
  backlog.put(`tab-${tabId}`, observation);
  if (observation.kind === 'document') settlement.onDocument();
}

browser.runtime.onConnect.addListener((port) => {
  // Those between a devtools page and its panel are heard here too, and are theirs alone.
  if (port.name !== DEVTOOLS_PORT) return;
  watchers.come();
  port.onDisconnect.addListener(() => watchers.leave());
  hub.connect(port, {
    onHello: (tabId, reply) => faults.greet(tabId, reply),
    // Not in turn: an act may take long, and the rows it makes must not wait for it.
    onRequest: (message, tabId, reply) => void turn.then(() => answer(message, tabId, reply)),
    onGone: (tabId) => faults.onLeft(tabId),
  });
});

browser.tabs.onRemoved.addListener((tabId) => {
  faults.onLeft(tabId);
  firstCredential.onClosed(tabId);
  inTurn(() => {
    support.onClosed(tabId);
    backlog.forget(`tab-${tabId}`);
    backlog.forget(`prerender-${tabId}`);
  });
});

async function openWindowOfActive(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  if (tab?.id !== undefined) await openWindow(tab.id);
}
browser.commands.onCommand.addListener((command) => {
  if (command === OPEN_WINDOW) void openWindowOfActive();
});

browser.alarms.onAlarm.addListener(({ name }) => inTurn(() => support.onAlarm(name)));

function tellAccess(): void {
  void hasAccess().then((granted) => hub.broadcast({ type: 'access', granted }));
}
browser.permissions.onAdded.addListener(tellAccess);
browser.permissions.onRemoved.addListener(tellAccess);
