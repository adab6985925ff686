import { PEOPLE_OF_SCENARIOS } from '../scenarios/people.ts';
import type { PersonName } from '../scenarios/script.ts';
import type { AppRequest, AppRules, Mutation } from './app-rules.ts';
import type { Browser } from './browser.ts';
import type { Exchange, RouteName } from './exchange.ts';
import { PollingSocket } from './polling-socket.ts';
import { type Connection, Socket } from './socket.ts';

const API = 'https://api.futureguide.id';
const REFRESH = `${API}/api/auth/v2/refresh`;
/** What the browser fetches by itself, and never with the app's header. */
const RESOURCE_TYPES: Partial<Record<RouteName, string>> = { page: 'document', static: 'script' };
/** A second attempt follows the refresh at once, but not in the same ms. */
const RETRY_AFTER_MS = 3;

/** One tab's app: reads its token from storage, sends it, and renews it as its build does. */
export class App {
  readonly tab: number;
  readonly rules: AppRules;
  readonly browser: Browser;
  person: PersonName;
  /** changes the next sendings, first come first served */
  readonly mutations: Mutation[] = [];
  #socket: Connection | null = null;
  #refreshing: Promise<boolean> | null = null;
  #isDeadlocked = false;
  #loginToken: string | null = null;
  #loginRefresh: string | null = null;

  constructor(tab: number, rules: AppRules, browser: Browser, person: PersonName) {
    this.tab = tab;
    this.rules = rules;
    this.browser = browser;
    this.person = person;
  }

  get #now(): number {
    return this.browser.parts.timeline.now;
  }

  get #clientMs(): number {
    return this.browser.parts.clock.at(this.#now);
  }

  get isSignedIn(): boolean {
    return this.rules.build.access(this.browser.parts.storage) !== null;
  }

  async login(password = 'right'): Promise<Exchange> {
    const { email } = PEOPLE_OF_SCENARIOS[this.person];
    const exchange = await this.browser.fetch({
      tab: this.tab,
      route: 'login',
      method: 'POST',
      url: this.rules.build.login,
      authorization: null,
      body: JSON.stringify({ email, password }),
    });
    if (exchange.status === 200) this.#storeLogin(exchange);
    if (exchange.status === 401 && this.rules.bugs.has('refreshes-on-wrong-password'))
      await this.refresh();
    return exchange;
  }

  /** What a build does that takes its good token for an expired one. */
  async discard(times: number): Promise<void> {
    const text = this.rules.build.access(this.browser.parts.storage);
    if (text === null) return;
    const { pathname } = new URL(this.rules.build.logout);
    const request = { route: 'logout', method: 'POST', path: pathname } as const;
    for (let n = 0; n < times; n += 1) await this.send(request, `Bearer ${text}`);
    this.forget();
  }

  /** The token that a session before the recording had brought. */
  arriveSignedIn(access: string, refresh: string | null): void {
    const { person } = this;
    const { build, life } = this.rules;
    this.#loginToken = access;
    this.#loginRefresh = refresh;
    build.storeLogin(this.browser.parts.storage, this.#now, {
      access,
      refresh,
      person,
      clientMs: this.#clientMs,
      life,
    });
  }

  async logout(): Promise<void> {
    const { build } = this.rules;
    await this.send({ route: 'logout', method: 'POST', path: new URL(build.logout).pathname });
    this.forget();
  }

  /** Everything of the session leaves the storage. */
  forget(): void {
    if (!this.rules.socket?.outlivesLogout) this.#socket?.close();
    this.rules.build.clear(this.browser.parts.storage, this.#now);
  }

  reload(): void {
    this.#isDeadlocked = false;
    this.#refreshing = null;
  }

  /** As a page with an assessment on it does. */
  async connect(): Promise<void> {
    const { socket, build } = this.rules;
    const token = build.access(this.browser.parts.storage);
    if (!socket || token === null) return;
    if (this.#socket?.isOpen) {
      this.#socket.hear();
      return;
    }
    this.#socket =
      socket.transport === 'polling'
        ? new PollingSocket(this.browser, this.tab, socket.way)
        : new Socket(this.browser, this.tab, socket.way, token);
    await this.#socket.begin(token);
  }

  leave(): void {
    this.#socket?.close();
  }

  async call(request: AppRequest): Promise<Exchange> {
    if (this.rules.policy === 'on-use' && this.#isNearItsEnd()) await this.refresh();
    const first = await this.send(request);
    const reacts = this.rules.policy !== 'none' && first.status === 401;
    if (!reacts || !this.#canRefresh()) return first;
    if (!(await this.refresh())) return first;
    await this.browser.parts.timeline.wait(RETRY_AFTER_MS);
    const keepsOld = this.rules.bugs.has('retries-with-old-token');
    return this.send(request, keepsOld ? first.authorization : undefined);
  }

  /** One sending, with what storage holds or with what is given. */
  async send(request: AppRequest, given?: string | null): Promise<Exchange> {
    const { route, method = 'GET', path, body = null } = request;
    if (route === 'page') {
      this.reload();
      this.leave();
    }
    const exchange = await this.browser.fetch({
      tab: this.tab,
      route,
      method,
      url: path.startsWith('https:') ? path : `${API}${path}`,
      authorization: given === undefined ? this.#authorization(request) : given,
      body,
      resourceType: RESOURCE_TYPES[route] ?? 'xhr',
    });
    if (route === 'profile' && exchange.truth.passedGuard) this.#profileCame();
    return exchange;
  }

  refresh(): Promise<boolean> {
    if (this.#isDeadlocked) return Promise.resolve(false);
    if (this.rules.bugs.has('refreshes-without-lock')) return this.#refreshOnce();
    this.#refreshing ??= this.#refreshOnce().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** What a timer of the build does each time it fires. */
  async tick(): Promise<void> {
    const { policy, bugs } = this.rules;
    const isOver = bugs.has('gives-up-when-expired') && this.#isOver();
    const isDue = policy === 'timer' && this.#isNearItsEnd() && !isOver;
    if (!this.isSignedIn || !this.#canRefresh()) return;
    if (isDue || bugs.has('refreshes-too-often')) await this.refresh();
  }

  /** As the build itself would read it; a build that misreads takes every token for expired. */
  #isNearItsEnd(): boolean {
    const text = this.rules.build.access(this.browser.parts.storage);
    const facts = text === null ? null : this.browser.parts.service.verifier.tokenFacts(text);
    if (!this.#canRefresh() || !facts || facts.exp === null) return false;
    return facts.exp - this.#clientMs <= this.rules.aheadMs;
  }

  #isOver(): boolean {
    const text = this.rules.build.access(this.browser.parts.storage) ?? '';
    const exp = this.browser.parts.service.verifier.tokenFacts(text)?.exp ?? null;
    return exp !== null && exp <= this.#clientMs;
  }

  #canRefresh(): boolean {
    const { build } = this.rules;
    return !this.#isDeadlocked && build.refresh(this.browser.parts.storage) !== null;
  }

  #authorization({ route }: AppRequest): string | null {
    if (route in RESOURCE_TYPES) return null;
    const text = this.#read(route);
    const forgets = this.rules.bugs.has('forgets-header') && route === 'result';
    const plain = text === null || forgets ? null : `Bearer ${text}`.trim();
    if (route === 'logout') return plain;
    const mutation = this.mutations.shift();
    return mutation ? mutation(plain) : plain;
  }

  #read(route: RouteName): string | null {
    const { storage } = this.browser.parts;
    const isOther = this.rules.bugs.has('reads-quoted') && route === 'result';
    return (isOther ? storage.get('token') : null) ?? this.rules.build.access(storage);
  }

  async #refreshOnce(): Promise<boolean> {
    const { build, bugs } = this.rules;
    const { storage } = this.browser.parts;
    const spent = build.refresh(storage);
    const person = this.person;
    if (spent === null) return false;
    const exchange = await this.browser.fetch({
      tab: this.tab,
      route: 'refresh',
      method: 'POST',
      url: REFRESH,
      authorization: null,
      body: JSON.stringify({ refreshToken: spent }),
    });
    if (exchange.status === 200) {
      const { idToken, refreshToken } = dataOf(exchange);
      const refresh = bugs.has('keeps-old-refresh-token') ? spent : (refreshToken ?? spent);
      if (bugs.has('stores-late')) await this.#askTooEarly();
      this.#storeRefresh(idToken ?? '', refresh, person);
      return true;
    }
    if (exchange.status === 401 && bugs.has('deadlocks')) this.#isDeadlocked = true;
    else if (exchange.status === 401 || bugs.has('wipes-on-failure')) this.forget();
    return false;
  }

  /** The profile is fetched anew while the old token still lies there. */
  async #askTooEarly(): Promise<void> {
    await this.send({ route: 'profile', path: '/api/auth/profile' });
  }

  #storeLogin(exchange: Exchange): void {
    const { idToken, token, refreshToken } = dataOf(exchange);
    const access = idToken ?? token ?? '';
    this.arriveSignedIn(access, refreshToken ?? null);
  }

  #storeRefresh(access: string, refresh: string, person: PersonName): void {
    const { build, life } = this.rules;
    const brought = { access, refresh, person, clientMs: this.#clientMs, life };
    build.storeRefresh(this.browser.parts.storage, this.#now, brought);
    if (!this.rules.socket?.authenticatesAgain || this.rules.socket.way !== 'event') return;
    const { timeline } = this.browser.parts;
    timeline.start(async () => this.#socket?.authenticate(access));
  }

  #profileCame(): void {
    if (this.rules.bugs.has('writes-undefined') && this.#loginToken === null && this.isSignedIn)
      this.rules.build.putAccess(this.browser.parts.storage, this.#now, 'undefined');
    if (!this.rules.bugs.has('rolls-back') || this.#loginToken === null || !this.isSignedIn) return;
    const access = this.#loginToken;
    const refresh = this.#loginRefresh ?? '';
    this.#storeRefresh(access, refresh, this.person);
  }
}

function dataOf({ body }: Exchange): Record<string, string | undefined> {
  const { data } = JSON.parse(body) as { data?: Record<string, string> };
  return data ?? {};
}
