/**
 * The extension's side of a page, in its isolated world: admits and forwards what the page's hooks
 * tell, watches the token storage, and puts back what no fault holds any more. Every page pays for
 * it, so it is small, and waits with all that nobody is waiting for; what the user asks of a page
 * comes later (`acts.iife.ts`).
 */
import type { DocumentObservation } from '../core/recording/observation.ts';
import type { PageStorage } from '../core/service/token-storage.ts';
import { isServiceHost, tokenStorage } from '../futureguide.ts';
import type { RelayAnswer, RelayAsk, RelayRequest } from '../messages.ts';
import {
  ALIVE_EVENT,
  END_EVENT,
  MAX_STORED_CHARACTERS,
  MAX_URL_CHARACTERS,
  PAGE_EVENT,
} from '../page-channel.ts';
import { answerMessages, isExtensionThere, sendMessage } from '../platform/page-runtime.ts';
import { randomId } from '../platform/random-id.ts';
import { type ActAsk, type Acts, openActsDoor, type PageRules } from './acts-door.ts';
import { Admission } from './admission.ts';
import { beforeFirstScript } from './before-first-script.ts';
import { watchDocument } from './document-watch.ts';
import { FaultWatch } from './fault-watch.ts';
import { Outbox } from './outbox.ts';
import { faultsEnvironment, readPageStorage, withinLimit } from './page-storage.ts';
import { whenQuiet } from './quiet.ts';
import { endedRequests } from './resource-timing.ts';
import { StorageFrame } from './storage-frame.ts';
import { StorageWatch } from './storage-watch.ts';

interface PrerenderingDocument {
  prerendering?: boolean;
}

/** How often it is said that more was left out, ms. */
const TELL_LEFT_OUT_MS = 1_000;

const ended = new AbortController();
const { signal } = ended;
const documentId = randomId();
let observations = 0;
const nextId = () => `${documentId}:${++observations}`;
const isPrerendering = (document as PrerenderingDocument).prerendering === true;

/** The extension was updated or removed: nothing of it stays behind in the page. */
function endQuietly(): void {
  ended.abort();
  document.dispatchEvent(new CustomEvent(END_EVENT));
}

/** Of an added host they are known once they were asked for. */
const rules: PageRules = { storage: tokenStorage, isServiceHost };

const faults = new FaultWatch(
  {
    storage: faultsEnvironment(rules),
    send: sendMessage,
    isAlive: isExtensionThere,
    onGone: endQuietly,
  },
  signal,
);
// Before anything else: no script of the page may see what nobody holds any more.
faults.begin();

const outbox = new Outbox(
  {
    send: sendMessage,
    after: (ms, call) => void setTimeout(call, ms),
    isAlive: isExtensionThere,
    onGone: endQuietly,
  },
  signal,
  // Nothing leaves before it is known whether somebody waits for it.
  true,
);

function announce(from: DocumentObservation['from']): void {
  const url = location.href.slice(0, MAX_URL_CHARACTERS);
  outbox.add({ kind: 'document', id: nextId(), at: Date.now(), url, from });
}

const storage = new StorageWatch({
  read: () => readPageStorage(rules.storage),
  tell: ({ entries, cookies }: PageStorage) =>
    outbox.add({
      kind: 'storage',
      id: nextId(),
      at: Date.now(),
      origin: location.origin,
      entries: withinLimit(entries, MAX_STORED_CHARACTERS),
      cookies: withinLimit(cookies, MAX_STORED_CHARACTERS),
    }),
  soon: (call) => queueMicrotask(call),
});

const admission = new Admission(performance.timeOrigin, rules);
/** How many reports were left out as far as that was told. */
let leftOutTold = 0;
let tellsLeftOut = false;
function tellLeftOut(): void {
  tellsLeftOut = false;
  const { leftOut: count } = admission;
  if (count === leftOutTold) return;
  leftOutTold = count;
  outbox.add({ kind: 'left-out', id: `${documentId}:left-out`, at: Date.now(), count });
}

function onReport(event: Event): void {
  const arrival = { steadyMs: performance.timeOrigin + performance.now(), wallMs: Date.now() };
  const report = admission.admit((event as CustomEvent<unknown>).detail, arrival);
  if (report) outbox.add({ ...report, id: nextId() });
  // Whatever comes next, a refusal is told, with the storage that it came from.
  if (report?.kind === 'refusal') watch();
  if (tellsLeftOut || admission.leftOut === leftOutTold) return;
  tellsLeftOut = true;
  setTimeout(tellLeftOut, TELL_LEFT_OUT_MS);
}

/** A script of the page can say so too, but not in the browser's name. */
function onShow({ isTrusted, persisted }: PageTransitionEvent): void {
  if (!isTrusted || !persisted) return;
  announce('back-forward-cache');
  storage.tellAgain();
}

function onHide(): void {
  storage.lookNow();
  tellLeftOut();
  if (!isPrerendering) outbox.release();
  outbox.flush();
}

function onActivation(): void {
  announce('prerender');
  outbox.release();
}

function onAsked(event: Event): void {
  event.preventDefault();
}

/** Adding a listener twice adds it once. */
function listen(): void {
  document.addEventListener(PAGE_EVENT, onReport, { signal });
  document.addEventListener(ALIVE_EVENT, onAsked, { signal });
  window.addEventListener('pageshow', onShow, { signal });
  window.addEventListener('pagehide', onHide, { signal });
}

const door = openActsDoor({
  announceAct: (act, request) => outbox.add({ kind: 'act', act, id: nextId(), ...request }),
  send: sendMessage,
  lookAfterFaults: () => faults.lookAfter(),
  orderPage: (orders) => faults.orderPage(orders),
});

/** What does that which is asked of the page; it is loaded the first time. */
async function acts(): Promise<Acts> {
  if (!door.acts) await sendMessage({ type: 'load-acts' });
  const loaded = await door.acts;
  if (!loaded) throw new Error('The script for it was not loaded.');
  return loaded;
}

function onStorage(): void {
  storage.look();
  if (faults.keepsOldToken()) void acts().then((loaded) => loaded.holdBack());
}

const frame = new StorageFrame(onStorage, signal);
let isWatching = false;

/** From now on every change of storage is seen, and everything is told when it happens. */
function watch(): void {
  if (isWatching) return;
  isWatching = true;
  watchDocument(() => {
    listen();
    frame.attach();
  }, signal);
  storage.lookNow();
  if ('cookieStore' in window) cookieStore.addEventListener('change', onStorage, { signal });
  if (!isPrerendering) outbox.release();
}

async function act<Ask extends ActAsk>(request: RelayRequest<Ask>): Promise<RelayAnswer<Ask>> {
  const { answering } = await acts();
  return answering[request.type](request);
}

/** Whoever is heard here is the background. */
function onMessage(request: RelayRequest): Promise<RelayAnswer<RelayAsk>> {
  const wasWatching = isWatching;
  watch();
  switch (request.type) {
    case 'read-storage':
      if (wasWatching) storage.tellAgain();
      return Promise.resolve(true);
    case 'ended-requests':
      return Promise.resolve(
        endedRequests(performance, performance.getEntries(), rules.isServiceHost),
      );
    case 'controlling-worker':
      return Promise.resolve(navigator.serviceWorker?.controller?.scriptURL ?? null);
    default:
      return act(request);
  }
}

function begin(): void {
  if (isPrerendering)
    document.addEventListener('prerenderingchange', onActivation, { once: true, signal });
  else announce('load');
  answerMessages(onMessage, signal);
  listen();
}

if (isServiceHost(location.hostname)) {
  begin();
  // The background's mark, as `page-marks.ts` sets it, comes after this script.
  beforeFirstScript(() => {
    if ('futureguideTokensWatched' in globalThis) watch();
    else whenQuiet(watch, signal);
  });
} else {
  // The browser knows no ports in all its patterns: this script may run where nobody added the host.
  acts().then((loaded) => {
    Object.assign(rules, loaded.rules);
    begin();
    watch();
  }, endQuietly);
}
