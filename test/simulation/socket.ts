import type { Browser } from './browser.ts';
import type { Exchange } from './exchange.ts';

/** How a build shows its token on a socket. */
export type SocketWay = 'event' | 'connect' | 'query' | 'never';

export type Transport = 'websocket' | 'polling';

export interface Frame {
  /** true ms */
  at: number;
  direction: 'send' | 'receive';
  data: string;
}

/** One connection from its opening to its end; instants in true ms. */
export interface SocketLife {
  name: string;
  way: SocketWay;
  transport: Transport;
  /** the upgrade request; of polling the first request */
  upgrade: Exchange;
  openedAt: number;
  closedAt: number | null;
  frames: Frame[];
  /** every attempt to authenticate, as an exchange of its own */
  uses: Exchange[];
}

export const TRAVEL_MS = 40;
/** The server waits so long for a token (service facts, section 5). */
export const AUTHENTICATES_WITHIN_MS = 10_000;
export const REFUSED = { message: 'Invalid or expired token' };
export const UNASKED = { message: 'Authentication timeout' };

/** The app's connection to the notification service. */
export interface Connection {
  readonly isOpen: boolean;
  /** From the handshake to the answer on its token. */
  begin(token: string | null): Promise<void>;
  authenticate(token: string | null): Promise<void>;
  /** News of an assessment, as a sign of life. */
  hear(): void;
  close(): void;
}

/** A connection by WebSocket. */
export class Socket implements Connection {
  readonly life: SocketLife;
  readonly #browser: Browser;
  readonly #tab: number;

  constructor(browser: Browser, tab: number, way: SocketWay, token: string | null) {
    const { timeline } = browser.parts;
    this.#browser = browser;
    this.#tab = tab;
    const name = `s${browser.sockets.length}`;
    const query = way === 'query' && token !== null ? `&token=${token}` : '';
    const upgrade = browser.upgrade(
      tab,
      `wss://api.futureguide.id/socket.io/?EIO=4&transport=websocket${query}`,
    );
    this.life = {
      name,
      way,
      transport: 'websocket',
      upgrade,
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
    const { timeline } = this.#browser.parts;
    const { way } = this.life;
    await timeline.wait(2 * TRAVEL_MS);
    this.#frame('receive', `0{"sid":"${this.life.name}","upgrades":[],"pingInterval":25000}`);
    if (way === 'connect' || way === 'query') {
      const shown = way === 'connect' ? JSON.stringify({ token }) : '';
      await this.#ask(token, `40${shown}`, '40{"sid":"c"}', `44${JSON.stringify(REFUSED)}`);
      return;
    }
    this.#frame('send', '40');
    await timeline.wait(2 * TRAVEL_MS);
    this.#frame('receive', '40{"sid":"c"}');
    if (way === 'event') await this.authenticate(token);
    else await this.#waitInVain();
  }

  async authenticate(token: string | null): Promise<void> {
    await this.#ask(
      token,
      `42["authenticate",${JSON.stringify({ token, jobId: 'job-1' })}]`,
      '42["authenticated",{"success":true,"tokenType":"firebase"}]',
      `42["auth_error",${JSON.stringify(REFUSED)}]`,
    );
  }

  hear(): void {
    if (this.isOpen)
      this.#frame('receive', '42["analysis-started",{"jobId":"job-1","status":"processing"}]');
  }

  close(): void {
    if (this.isOpen) this.life.closedAt = this.#browser.parts.timeline.now;
  }

  async #waitInVain(): Promise<void> {
    await this.#browser.parts.timeline.wait(AUTHENTICATES_WITHIN_MS);
    if (!this.isOpen) return;
    this.#frame('receive', `42["auth_error",${JSON.stringify(UNASKED)}]`);
    this.close();
  }

  async #ask(token: string | null, said: string, yes: string, no: string): Promise<void> {
    const { timeline } = this.#browser.parts;
    if (!this.isOpen) return;
    const use = this.#browser.socketUse(this.#tab, this.life.upgrade.url, token);
    this.#frame('send', said);
    this.life.uses.push(use);
    await timeline.wait(TRAVEL_MS);
    const isAccepted = this.#browser.checkSocket(use);
    await timeline.wait(TRAVEL_MS);
    use.timing.ended = timeline.now;
    if (!this.isOpen) {
      // Closed before the answer came: nobody heard it.
      use.truth = { ...use.truth, outcome: 'pending', reasons: [], passedGuard: false };
      return;
    }
    this.#frame('receive', isAccepted ? yes : no);
    if (isAccepted) return;
    await timeline.wait(5);
    this.close();
  }

  #frame(direction: Frame['direction'], data: string): void {
    this.life.frames.push({ at: this.#browser.parts.timeline.now, direction, data });
  }
}
