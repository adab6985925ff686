import type { Header } from '../../src/core/service/http.ts';
import type { Chance } from './chance.ts';
import type { Exchange, RouteName, TrueOutcome } from './exchange.ts';
import { APP_TIMEOUT_MS, type Network, type Passage } from './network.ts';
import type { PageStorage } from './page-storage.ts';
import { type Answer, isGuarded, type Service } from './service.ts';
import type { SocketLife } from './socket.ts';
import type { Timeline } from './timeline.ts';
import type { WallClock } from './wall-clock.ts';

/** Which answers tell the server's time. */
export type DatePolicy = 'all' | 'some' | 'none';

/** What an app asks the browser to fetch. */
export interface Call {
  tab: number;
  route: RouteName;
  method: string;
  url: string;
  authorization: string | null;
  body: string | null;
  resourceType?: string;
}

export interface BrowserParts {
  timeline: Timeline;
  clock: WallClock;
  service: Service;
  network: Network;
  storage: PageStorage;
  dates: DatePolicy;
  chance: Chance;
}

const SHARE_OF_DATES: Record<DatePolicy, number> = { all: 1, some: 0.6, none: 0 };
const HOUR_MS = 3_600_000;
/** Until a socket's upgrade is answered. */
const HANDSHAKE_MS = 60;

/** The one browser of a session: sends what the app asks for and keeps every exchange. */
export class Browser {
  readonly exchanges: Exchange[] = [];
  readonly sockets: SocketLife[] = [];
  readonly parts: BrowserParts;
  /** the next answer's `Date` is off by so many ms */
  lieMs = 0;
  /** guarded answers come from an edge that looks at no credential */
  isEdgeCaching = false;
  /** a fault of the debugger's user takes the header off on its way */
  isHeaderDropped = false;
  /** what faults of the debugger's user put into storage */
  readonly faultTokens = new Set<string>();
  readonly #seen = new Map<string, string>();

  constructor(parts: BrowserParts) {
    this.parts = parts;
  }

  async fetch(asked: Call): Promise<Exchange> {
    const { timeline, network } = this.parts;
    const isDropped = this.isHeaderDropped && isGuarded(asked.route);
    const call = isDropped ? { ...asked, authorization: null } : asked;
    const passage = network.passage();
    const exchange = this.begin(call);
    exchange.byFault ||= isDropped;
    const { timing } = exchange;
    this.exchanges.push(exchange);
    await timeline.wait(passage.blocked + passage.connect);
    timing.sent = timeline.now;
    if (passage.fails) return this.#fail(exchange, 'net::ERR_CONNECTION_RESET', passage.up);
    await timeline.wait(passage.up);
    const answer = this.#answer(exchange, call);
    const takes = passage.up + passage.work + passage.down;
    if (takes > APP_TIMEOUT_MS)
      return this.#fail(exchange, 'net::ERR_ABORTED', Math.max(0, APP_TIMEOUT_MS - passage.up));
    return this.#receive(exchange, answer, passage);
  }

  begin(call: Call): Exchange {
    const { timeline, clock } = this.parts;
    const { now } = timeline;
    const { authorization, body, resourceType = 'xhr', ...rest } = call;
    return {
      ...rest,
      n: this.exchanges.length,
      guarded: isGuarded(call.route),
      authorization,
      requestBody: body,
      resourceType,
      requestHeaders: requestHeaders(authorization, body),
      timing: { start: now, sent: now, checked: now, stamped: now, responded: now, ended: now },
      startedAt: Math.floor(clock.at(now)),
      status: 0,
      responseHeaders: [],
      body: '',
      error: null,
      cache: 'none',
      isListed: true,
      byWorker: false,
      liesAboutTime: false,
      byFault: this.faultTokens.has(authorization?.slice('Bearer '.length) ?? ''),
      truth: {
        outcome: 'failed',
        reasons: [],
        passedGuard: false,
        token: this.parts.service.verifier.factsOf(authorization),
        replica: null,
      },
    };
  }

  #answer(exchange: Exchange, call: Call): Answer {
    const { timeline, service, chance } = this.parts;
    const checked = timeline.now;
    exchange.timing.checked = checked;
    const replica = chance.whole(0, service.replicas.length - 1);
    exchange.truth.replica = replica;
    const isCached = this.isEdgeCaching && call.method === 'GET' && isGuarded(call.route);
    if (isCached) exchange.cache = 'edge';
    // What an edge answers nobody has looked at.
    const route = isCached ? 'public' : call.route;
    return service.answer({ ...call, route, checked, replica });
  }

  async #receive(exchange: Exchange, answer: Answer, passage: Passage): Promise<Exchange> {
    const { timeline } = this.parts;
    const { timing, truth } = exchange;
    await timeline.wait(passage.work);
    timing.stamped = timeline.now;
    const serverMs = this.#serverTime(exchange);
    await timeline.wait(passage.down);
    timing.responded = timeline.now;
    await timeline.wait(passage.receive);
    timing.ended = timeline.now;
    truth.outcome = answer.outcome;
    truth.reasons = answer.reasons;
    truth.passedGuard = answer.passedGuard;
    exchange.status = answer.status;
    exchange.responseHeaders = this.#headers(exchange, answer, serverMs);
    exchange.body = bodyText(answer, serverMs);
    this.#revalidate(exchange);
    return exchange;
  }

  /** The clock of whoever answers; the app's host is not the API's. */
  #serverTime({ url, timing, truth }: Exchange): number {
    const { service } = this.parts;
    if (!url.startsWith('https://api.')) return timing.stamped;
    return (service.replicas[truth.replica ?? 0] as WallClock).at(timing.stamped);
  }

  #headers(exchange: Exchange, { challenge }: Answer, serverMs: number): Header[] {
    const { chance, dates } = this.parts;
    const isStale = exchange.cache === 'edge';
    const age = isStale ? chance.whole(1, 280) : 0;
    const told = serverMs - age * 1000 + this.lieMs;
    exchange.liesAboutTime = this.lieMs !== 0;
    this.lieMs = 0;
    const hasDate = isStale || chance.happens(SHARE_OF_DATES[dates]);
    return [
      { name: 'content-type', value: 'application/json; charset=utf-8' },
      ...(hasDate ? [{ name: 'date', value: new Date(told).toUTCString() }] : []),
      ...(isStale ? [{ name: 'age', value: String(age) }] : []),
      ...(challenge ? [{ name: 'www-authenticate', value: challenge }] : []),
    ];
  }

  /** Express tags every answer; a second look at the same one is answered by its tag alone. */
  #revalidate(exchange: Exchange): void {
    const { method, url, status, body, authorization } = exchange;
    if (method !== 'GET' || status !== 200 || exchange.cache !== 'none') return;
    const known = this.#seen.get(url);
    this.#seen.set(url, `${authorization} ${body}`);
    if (known !== `${authorization} ${body}` || !this.parts.chance.happens(0.3)) return;
    exchange.status = 304;
    exchange.cache = 'revalidated';
    exchange.body = '';
  }

  async #fail(exchange: Exchange, error: string, afterMs: number): Promise<Exchange> {
    const { timeline } = this.parts;
    await timeline.wait(afterMs);
    const { timing } = exchange;
    timing.stamped = timeline.now;
    timing.responded = timeline.now;
    timing.ended = timeline.now;
    exchange.error = error;
    return exchange;
  }

  /** The request with which a WebSocket begins. */
  upgrade(tab: number, url: string): Exchange {
    const exchange = this.begin({
      tab,
      route: 'socket',
      method: 'GET',
      url,
      authorization: null,
      body: null,
      resourceType: 'websocket',
    });
    exchange.status = 101;
    exchange.truth.outcome = 'accepted';
    exchange.timing.responded += HANDSHAKE_MS;
    exchange.timing.ended += HANDSHAKE_MS;
    this.exchanges.push(exchange);
    return exchange;
  }

  /** A token shown on a socket; no request of its own. */
  socketUse(tab: number, url: string, token: string | null): Exchange {
    return this.begin({
      tab,
      route: 'socket',
      method: 'authenticate',
      url,
      authorization: token === null ? null : `Bearer ${token}`,
      body: null,
    });
  }

  /** The server's look at it, now; a socket is never told that nobody could look. */
  checkSocket({ timing, truth, authorization }: Exchange, held?: number): boolean {
    const { timeline, service, chance } = this.parts;
    const replica = held ?? chance.whole(0, service.replicas.length - 1);
    const serverMs = (service.replicas[replica] as WallClock).at(timeline.now);
    timing.checked = timeline.now;
    timing.stamped = timeline.now;
    truth.replica = replica;
    truth.reasons = service.verifier
      .check(authorization, timeline.now, serverMs)
      .map((reason) => (reason === 'verifier-down-told' ? 'verifier-down' : reason));
    truth.passedGuard = truth.reasons.length === 0;
    truth.outcome = truth.passedGuard ? 'accepted' : 'rejected';
    return truth.passedGuard;
  }

  /** Something that the browser had kept on disk: no server is asked. */
  fromDisk(call: Call): Exchange {
    const exchange = this.begin(call);
    const { timeline, chance } = this.parts;
    const told = timeline.now - chance.between(1, 48) * HOUR_MS;
    const outcome: TrueOutcome = 'accepted';
    Object.assign(exchange, {
      status: 200,
      cache: 'disk',
      body: '{"success":true,"data":{}}',
      responseHeaders: [{ name: 'date', value: new Date(told).toUTCString() }],
      truth: { ...exchange.truth, outcome },
    });
    exchange.timing.ended += 1;
    exchange.timing.responded += 1;
    this.exchanges.push(exchange);
    return exchange;
  }
}

function requestHeaders(authorization: string | null, body: string | null): Header[] {
  return [
    { name: 'accept', value: 'application/json, text/plain, */*' },
    ...(authorization === null ? [] : [{ name: 'authorization', value: authorization }]),
    ...(body === null ? [] : [{ name: 'content-type', value: 'application/json' }]),
  ];
}

function bodyText({ body, hasTimestamp }: Answer, serverMs: number): string {
  if (body === null) return '';
  const fields = body as Record<string, unknown>;
  const timestamp = hasTimestamp ? { timestamp: new Date(serverMs).toISOString() } : {};
  return JSON.stringify({ ...fields, ...timestamp });
}
