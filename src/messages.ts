/**
 * Every message of every hop, its guard and its size limit. Nothing else names a message; the guards
 * of what a page answers are beside the one who asks (`background/relay-answers.ts`).
 */
import * as v from 'valibot';
import type { FaultCapabilities } from './core/faults/availability.ts';
import {
  fault,
  MAX_TOKEN_CHARACTERS,
  type PageFault,
  type StorageFault,
} from './core/faults/fault.ts';
import type {
  ActiveFault,
  FaultOutcome,
  PutOutcome,
  Touched,
  UndoneOutcome,
} from './core/faults/outcome.ts';
import type { NewerChoice } from './core/faults/undo.ts';
import type { Observation } from './core/recording/observation.ts';
import type { AddedHost } from './core/service/added-hosts.ts';
import type { SessionFacts } from './core/session/facts.ts';
import type { ProbeOutcome } from './core/session/probe-outcome.ts';
import type { RefreshOutcome } from './core/verdict/refresh-outcome.ts';
import {
  fitsInBytes,
  MAX_BATCH,
  MAX_FRAME_BYTES,
  MAX_ID_CHARACTERS,
  MAX_METHOD_CHARACTERS,
  MAX_REFUSAL_BYTES,
  MAX_STORED_CHARACTERS,
  MAX_URL_CHARACTERS,
  SOCKET_EVENTS,
} from './page-channel.ts';

const MAX_STORED_KEYS = 64;

const url = v.pipe(v.string(), v.maxLength(MAX_URL_CHARACTERS));
const time = v.pipe(v.number(), v.finite());
const id = v.pipe(v.string(), v.maxLength(MAX_ID_CHARACTERS));
const method = v.pipe(v.string(), v.maxLength(MAX_METHOD_CHARACTERS));
const stored = v.pipe(
  v.record(id, v.pipe(v.string(), v.maxLength(MAX_STORED_CHARACTERS))),
  v.check((entries) => Object.keys(entries).length <= MAX_STORED_KEYS),
);

const socketEvent = v.picklist(SOCKET_EVENTS);
const textOf = (maxBytes: number) =>
  v.pipe(
    v.string(),
    v.check((text) => fitsInBytes(text, maxBytes)),
  );
const frame = textOf(MAX_FRAME_BYTES);
const refusalBody = textOf(MAX_REFUSAL_BYTES);
const status = v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599));
const refusalFields = { method, url, startedAt: time, status, body: refusalBody };
const socketFields = { socket: id, url, at: time, event: socketEvent, data: frame };

/** What the hooks in the page's own world tell; the page could forge it, so it proves nothing. */
export const pageReport = v.variant('kind', [
  v.object({ kind: v.literal('refusal'), ...refusalFields }),
  v.object({ kind: v.literal('socket'), ...socketFields }),
]);
export type PageReport = v.InferOutput<typeof pageReport>;

const relayObservation = v.variant('kind', [
  v.object({ kind: v.literal('refusal'), id, ...refusalFields }),
  v.object({ kind: v.literal('socket'), id, ...socketFields }),
  v.object({
    kind: v.literal('storage'),
    id,
    at: time,
    origin: url,
    entries: stored,
    cookies: stored,
  }),
  v.object({
    kind: v.literal('document'),
    id,
    at: time,
    url,
    from: v.picklist(['load', 'back-forward-cache', 'prerender']),
  }),
  v.object({
    kind: v.literal('left-out'),
    id,
    at: time,
    count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  v.object({
    kind: v.literal('act'),
    id,
    act: v.picklist(['refresh', 'probe']),
    method,
    url,
    startedAt: time,
  }),
]);
export type RelayObservation = v.InferOutput<typeof relayObservation>;

/** relay → background */
export const relayMessage = v.variant('type', [
  v.object({
    type: v.literal('observed'),
    observations: v.pipe(v.array(relayObservation), v.maxLength(MAX_BATCH)),
  }),
  /** whether a living DevTools holds the fault whose original lies in this page's storage */
  v.object({ type: v.literal('is-fault-held'), id }),
  /** a refresh was overwritten with the old token */
  v.object({
    type: v.literal('held-back'),
    id,
    at: time,
    token: v.pipe(v.string(), v.maxLength(MAX_TOKEN_CHARACTERS)),
  }),
  /** the relay has put a fault back by itself */
  v.object({ type: v.literal('fault-gone'), id }),
  /** something is asked of the page that the relay does not do alone: the script is wanted that does */
  v.object({ type: v.literal('load-acts') }),
  /** whether the user added the host of this page, and how; answered with it or null */
  v.object({ type: v.literal('which-host') }),
]);
export type RelayMessage = v.InferOutput<typeof relayMessage>;
export type ObservedMessage = Extract<RelayMessage, { type: 'observed' }>;
/** background → relay, by what was said; null: it could not be done, or nobody was there */
export interface RelayMessageAnswers {
  observed: boolean;
  'is-fault-held': boolean;
  'held-back': boolean;
  'fault-gone': boolean;
  'load-acts': boolean;
  'which-host': AddedHost;
}
/** As a relay speaks to the background. */
export type TellBackground = <Message extends RelayMessage>(
  message: Message,
) => Promise<RelayMessageAnswers[Message['type']] | null>;

/** popup → background */
export const popupMessage = v.variant('type', [
  /** what is known of the session in a tab; its refusals count as seen from now on */
  v.object({ type: v.literal('session'), tabId: v.number() }),
  v.object({ type: v.literal('renew'), tabId: v.number() }),
  v.object({ type: v.literal('undo-all-faults') }),
]);
export type PopupMessage = v.InferOutput<typeof popupMessage>;
/** background → popup, by what was asked; null: it could not be done */
export interface PopupAnswers {
  session: TabSession;
  renew: RefreshOutcome;
  'undo-all-faults': FaultOutcome;
}

export interface TabSession {
  site: TabSite;
  facts: SessionFacts;
  /** all that are on, in any tab */
  faults: ActiveFault[];
}
/** What a tab is to us; `unheard`: the page was open before the extension. */
export type TabSite = 'service' | 'unheard' | 'other' | 'access-withheld';

/** The refresh endpoint that the recording saw in use, for sessions whose refresh token is a cookie. */
const seenRefresh = v.nullable(v.object({ url, method }));
export type SeenRefresh = v.InferOutput<typeof seenRefresh>;

/** A token that the user wants the service to be asked about. */
const askedToken = v.pipe(v.string(), v.maxLength(MAX_TOKEN_CHARACTERS));

const newerChoice = v.picklist(['ask', 'restore', 'keep']);

const endedRequest = v.object({
  url,
  startedAt: time,
  endedAt: time,
  status: v.number(),
  /** by `fetch` or XMLHttpRequest, and answered by no worker of the page */
  byScript: v.boolean(),
});
export type EndedRequest = v.InferOutput<typeof endedRequest>;
export const endedRequests = v.pipe(v.array(endedRequest), v.maxLength(MAX_BATCH));

/**
 * background → relay, each with its answer. The relay listens to nobody else (`answerMessages`), and
 * what of it came from DevTools was checked on its way in, so that no page pays for a schema. What a
 * page answers is checked by the background (`relay-answers.ts`).
 */
interface RelayCalls {
  /** `until`, ms since the epoch: later than that it is not begun any more */
  refresh: { asks: { seen: SeenRefresh; until: number }; answer: RefreshOutcome };
  probe: { asks: { token: string; until: number }; answer: ProbeOutcome };
  'read-storage': { asks: object; answer: true };
  'put-fault': {
    asks: { id: string; fault: StorageFault; serverOffsetMs: number };
    answer: PutOutcome;
  };
  /** whether it is there */
  'renew-fault': { asks: { id: string }; answer: boolean };
  'undo-fault': { asks: { id: string; newer: NewerChoice }; answer: UndoneOutcome };
  /** all faults of the page that are on, with the hosts that they may touch, and sockets to be closed at once; whether the hook heard */
  'page-faults': {
    asks: { faults: readonly PageFault[]; hosts: readonly string[] };
    answer: boolean;
  };
  /** address of the worker that controls the page */
  'controlling-worker': { asks: object; answer: string | null };
  /** requests of the page that have ended, as the browser measured them */
  'ended-requests': { asks: object; answer: EndedRequest[] };
}
export type RelayAsk = keyof RelayCalls;
export type RelayRequest<Ask extends RelayAsk = RelayAsk> = {
  [One in Ask]: { type: One } & RelayCalls[One]['asks'];
}[Ask];
export type RelayAnswer<Ask extends RelayAsk> = RelayCalls[Ask]['answer'];
export type RelayAnswering<Asks extends RelayAsk = RelayAsk> = {
  [Ask in Asks]: (request: RelayRequest<Ask>) => Promise<RelayAnswer<Ask>>;
};
/** Asks the relay of a tab's page; null where none answers. */
export type AskRelay<Asks extends RelayAsk = RelayAsk> = <Ask extends Asks>(
  tabId: number,
  request: RelayRequest<Ask>,
) => Promise<RelayAnswer<Ask> | null>;

/** devtools page → background, over a port of this name */
export const DEVTOOLS_PORT = 'devtools';
export const devtoolsMessage = v.variant('type', [
  v.object({ type: v.literal('hello'), tabId: v.number(), after: v.number() }),
  /** all that this DevTools knows: rows up to this number */
  v.object({ type: v.literal('clear'), upTo: v.number() }),
  v.object({ type: v.literal('refresh'), request: v.number(), seen: seenRefresh }),
  v.object({ type: v.literal('probe'), request: v.number(), token: askedToken }),
  /** whether the browser grants what belongs to the page of this address */
  v.object({ type: v.literal('check-access'), url }),
  v.object({ type: v.literal('read-storage') }),
  /** about the page of this address */
  v.object({ type: v.literal('open-access-page'), url }),
  v.object({ type: v.literal('reload-page') }),
  v.object({ type: v.literal('open-app') }),
  v.object({ type: v.literal('switch-fault'), request: v.number(), fault, serverOffsetMs: time }),
  /** `fault` null: all of this tab */
  v.object({
    type: v.literal('undo-fault'),
    request: v.number(),
    fault: v.nullable(id),
    newer: newerChoice,
  }),
  v.object({ type: v.literal('touched'), request: v.number() }),
  /** answers `are-you-there` */
  v.object({ type: v.literal('alive') }),
]);
export type DevtoolsMessage = v.InferOutput<typeof devtoolsMessage>;

/** background → devtools page */
export type HubMessage =
  | {
      type: 'observations';
      items: { seq: number; observation: Observation }[];
      /** requests that had to go for want of room before this DevTools was told of them */
      lost: number;
      /** whether the backlog had to let rows of this tab go, or the browser stores no more */
      isFull: boolean;
    }
  | { type: 'access'; granted: boolean }
  /** the browser has granted or withdrawn something, or the user has added a host or removed one */
  | { type: 'access-changed' }
  | { type: 'refreshed'; request: number; outcome: RefreshOutcome }
  | { type: 'probed'; request: number; outcome: ProbeOutcome }
  /** all that are on in any tab */
  | { type: 'faults'; on: ActiveFault[]; capabilities: FaultCapabilities }
  | { type: 'fault-switched'; request: number; outcome: FaultOutcome }
  | { type: 'touched'; request: number; touched: Touched }
  /** asked while a fault is on: it stays only as long as somebody says yes */
  | { type: 'are-you-there' };
