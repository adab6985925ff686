import type { Browser } from './browser.ts';
import type { Exchange } from './exchange.ts';
import {
  AUTHENTICATES_WITHIN_MS,
  type Connection,
  REFUSED,
  type SocketLife,
  type SocketWay,
  TRAVEL_MS,
  UNASKED,
} from './socket.ts';
import type { WallClock } from './wall-clock.ts';

/** As long as Engine.IO makes them: a shorter one would be masked without a fingerprint. */
function sessionId(name: string): string {
  return `${name}_`.padEnd(20, 'lv_VI97HAXpY6yYWAAAC');
}

/** The same connection in requests and their answers: Engine.IO's transport `polling`. */
export class PollingSocket implements Connection {
  readonly life: SocketLife;
  readonly #browser: Browser;
  readonly #tab: number;
  readonly #url: string;
  /** its requests all go to the server that holds the session */
  readonly #replica: number;

  constructor(browser: Browser, tab: number, way: SocketWay) {
    const { service, chance, timeline } = browser.parts;
    const name = `s${browser.sockets.length}`;
    const url = 'https://api.futureguide.id/socket.io/?EIO=4&transport=polling';
    this.#browser = browser;
    this.#tab = tab;
    this.#url = `${url}&sid=${sessionId(name)}`;
    this.#replica = chance.whole(0, service.replicas.length - 1);
    this.life = {
      name,
      way,
      transport: 'polling',
      upgrade: this.#ask('GET', url, null),
      openedAt: timeline.now,
      closedAt: null,
      frames: [],
      uses: [],
    };
    browser.sockets.push(this.life);
  }

  get isOpen(): boolean {
    return this.life.closedAt === null;
  }

  async begin(token: string | null): Promise<void> {
    const { name, way, upgrade } = this.life;
    await this.#answer(upgrade, `0{"sid":"${sessionId(name)}","upgrades":[],"pingInterval":25000}`);
    if (way === 'connect') {
      const said = `40${JSON.stringify({ token })}`;
      await this.#show(token, said, '40{"sid":"c"}', `44${JSON.stringify(REFUSED)}`);
      return;
    }
    const heard = this.#listen();
    await this.#say('40');
    await this.#answer(heard, '40{"sid":"c"}');
    if (way === 'event') await this.authenticate(token);
    else await this.#waitInVain();
  }

  async authenticate(token: string | null): Promise<void> {
    await this.#show(
      token,
      `42["authenticate",${JSON.stringify({ token, jobId: 'job-1' })}]`,
      '42["authenticated",{"success":true,"tokenType":"firebase"}]',
      `42["auth_error",${JSON.stringify(REFUSED)}]`,
    );
  }

  hear(): void {
    if (!this.isOpen) return;
    // A ping of the server may come with it.
    const news = '42["analysis-started",{"jobId":"job-1","status":"processing"}]\u001e2';
    const heard = this.#listen();
    this.#browser.parts.timeline.start(() => this.#answer(heard, news));
  }

  close(): void {
    if (this.isOpen) this.life.closedAt = this.#browser.parts.timeline.now;
  }

  async #waitInVain(): Promise<void> {
    const heard = this.#listen();
    await this.#browser.parts.timeline.wait(AUTHENTICATES_WITHIN_MS);
    await this.#answer(heard, `42["auth_error",${JSON.stringify(UNASKED)}]`);
    this.close();
  }

  /** The poll that will bring the answer waits already when the token is shown. */
  async #show(token: string | null, said: string, yes: string, no: string): Promise<void> {
    if (!this.isOpen) return;
    const { timeline } = this.#browser.parts;
    const heard = this.#listen();
    const use = this.#browser.socketUse(this.#tab, this.#url, token);
    this.life.uses.push(use);
    await this.#say(said);
    const isAccepted = this.#browser.checkSocket(use, this.#replica);
    await this.#answer(heard, isAccepted ? yes : no);
    use.timing.ended = timeline.now;
    // The page has gone, and with it the poll.
    if (heard.error !== null)
      use.truth = { ...use.truth, outcome: 'pending', reasons: [], passedGuard: false };
    else if (!isAccepted) this.close();
  }

  #listen(): Exchange {
    return this.#ask('GET', this.#url, null);
  }

  async #say(packets: string): Promise<void> {
    await this.#answer(this.#ask('POST', this.#url, packets), 'ok');
  }

  #ask(method: string, url: string, body: string | null): Exchange {
    const call = { tab: this.#tab, route: 'socket' as const, authorization: null };
    const exchange = this.#browser.begin({ ...call, method, url, body });
    this.#browser.exchanges.push(exchange);
    return exchange;
  }

  async #answer(exchange: Exchange, body: string): Promise<void> {
    const { timeline, service, dates } = this.#browser.parts;
    const { timing, truth, method } = exchange;
    timing.checked = timeline.now;
    await timeline.wait(TRAVEL_MS);
    timing.stamped = timeline.now;
    await timeline.wait(TRAVEL_MS);
    timing.responded = timeline.now;
    timing.ended = timeline.now;
    if (!this.isOpen) {
      exchange.error = 'net::ERR_ABORTED';
      return;
    }
    const serverMs = (service.replicas[this.#replica] as WallClock).at(timing.stamped);
    const date = { name: 'date', value: new Date(serverMs).toUTCString() };
    truth.outcome = 'accepted';
    truth.replica = this.#replica;
    exchange.status = 200;
    exchange.body = body;
    exchange.responseHeaders = [
      { name: 'content-type', value: 'text/plain; charset=UTF-8' },
      ...(dates === 'none' ? [] : [date]),
    ];
    const direction = method === 'POST' ? 'send' : 'receive';
    this.life.frames.push({
      at: timing.ended,
      direction,
      data: exchange.requestBody ?? body,
    });
  }
}
