/**
 * The extension's side of a page, in its isolated world: admits and forwards what the page's hooks
 * tell, watches the token storage, and does a refresh on demand.
 */
import * as v from 'valibot';
import type { DocumentObservation } from '../core/recording/observation.ts';
import type { PageStorage } from '../core/service/token-storage.ts';
import { futureGuide } from '../futureguide.ts';
import { MAX_STORED_CHARACTERS, MAX_URL_CHARACTERS, relayRequest } from '../messages.ts';
import { ALIVE_EVENT, END_EVENT, PAGE_EVENT } from '../page-channel.ts';
import { browser } from '../platform/browser.ts';
import { randomId } from '../platform/random-id.ts';
import { Admission } from './admission.ts';
import { watchDocument } from './document-watch.ts';
import { Outbox } from './outbox.ts';
import { pageRefresh } from './page-refresh.ts';
import { readPageStorage, withinLimit } from './page-storage.ts';
import { probeToken } from './probe.ts';
import { RelayFaults } from './relay-faults.ts';
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

const isAlive = () => Boolean(browser.runtime?.id);
const faults = new RelayFaults(
  {
    profile: futureGuide,
    send: (message) => browser.runtime.sendMessage(message),
    isAlive,
    onGone: endQuietly,
  },
  signal,
);
// Before anything else: no script of the page may see what nobody holds any more.
faults.begin();

const outbox = new Outbox(
  {
    send: (message) => browser.runtime.sendMessage(message),
    after: (ms, call) => void setTimeout(call, ms),
    isAlive,
    onGone: endQuietly,
  },
  signal,
  isPrerendering,
);

function announce(from: DocumentObservation['from']): void {
  const url = location.href.slice(0, MAX_URL_CHARACTERS);
  outbox.add({ kind: 'document', id: nextId(), at: Date.now(), url, from });
}

const storage = new StorageWatch({
  read: () => readPageStorage(futureGuide.storage),
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

const admission = new Admission(performance.timeOrigin);
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
  if (tellsLeftOut || admission.leftOut === leftOutTold) return;
  tellsLeftOut = true;
  setTimeout(tellLeftOut, TELL_LEFT_OUT_MS);
}

function onShow({ persisted }: PageTransitionEvent): void {
  if (!persisted) return;
  announce('back-forward-cache');
  storage.tellAgain();
}

function onHide(): void {
  storage.lookNow();
  tellLeftOut();
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

interface ActRequest {
  method: string;
  url: string;
  startedAt: number;
}

/** Says of a request, before it leaves, that it is ours. */
function announceAct(act: 'refresh' | 'probe'): (request: ActRequest) => void {
  return (request) => outbox.add({ kind: 'act', act, id: nextId(), ...request });
}

const refresh = pageRefresh(futureGuide, announceAct('refresh'));

const probe = (token: string) =>
  probeToken(
    {
      profile: futureGuide,
      fetch: (url, init) => fetch(url, init),
      timeout: (ms) => AbortSignal.timeout(ms),
      now: () => Date.now(),
      announce: announceAct('probe'),
    },
    token,
  );

function onMessage(raw: unknown, sender: { id?: string }): Promise<unknown> | undefined {
  const request = v.safeParse(relayRequest, raw);
  if (sender.id !== browser.runtime.id || !request.success) return undefined;
  switch (request.output.type) {
    case 'refresh':
      return refresh(request.output.seen);
    case 'probe':
      return probe(request.output.token);
    case 'read-storage':
      storage.tellAgain();
      return Promise.resolve(true);
    case 'ended-requests':
      return Promise.resolve(
        endedRequests(performance, performance.getEntries(), futureGuide.isServiceHost),
      );
    case 'controlling-worker':
      return Promise.resolve(navigator.serviceWorker?.controller?.scriptURL ?? null);
    default:
      return faults.handle(request.output);
  }
}

if (isPrerendering)
  document.addEventListener('prerenderingchange', onActivation, { once: true, signal });
else announce('load');
browser.runtime.onMessage.addListener(onMessage);
signal.addEventListener('abort', () => browser.runtime?.onMessage?.removeListener(onMessage));
const frame = new StorageFrame(() => {
  faults.look();
  storage.look();
}, signal);
watchDocument(() => {
  listen();
  frame.attach();
}, signal);
storage.lookNow();
if ('cookieStore' in window) cookieStore.addEventListener('change', storage.look, { signal });
