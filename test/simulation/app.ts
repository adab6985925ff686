import { PEOPLE_OF_SCENARIOS } from '../scenarios/people.ts';
import type { PersonName } from '../scenarios/script.ts';
import type { Browser } from './browser.ts';
import type { Build } from './builds.ts';
import type { Exchange, RouteName } from './exchange.ts';

/** When an app renews its token. */
export type RefreshPolicy = 'none' | 'reactive' | 'on-use' | 'timer';

/** Faults of real builds, by what they do. */
export type Bug =
  /** every refused request refreshes for itself */
  | 'refreshes-without-lock'
  /** the repeated request carries what it carried before */
  | 'retries-with-old-token'
  /** the new refresh token is not stored */
  | 'keeps-old-refresh-token'
  /** the profile's arrival writes the login's token back */
  | 'rolls-back'
  /** a refused refresh is the last one, and nobody is signed out */
  | 'deadlocks'
  /** any failed refresh ends the session */
  | 'wipes-on-failure'
  /** a good token is taken for an expired one */
  | 'misreads-payload'
  /** one route is asked without the header */
  | 'forgets-header'
  /** a timer refreshes as often as it fires */
  | 'refreshes-too-often';

export interface AppRules {
  build: Build;
  policy: RefreshPolicy;
  bugs: ReadonlySet<Bug>;
  /** s */
  life: number;
  /** of the time that is left, when it refreshes ahead (ms) */
  aheadMs: number;
}

export interface AppRequest {
  route: RouteName;
  method?: 'GET' | 'POST';
  path: string;
  body?: string | null;
}

/** Changes what is sent, where a session wants something broken sent. */
export type Mutation = (authorization: string | null) => string | null;

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
    return exchange;
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
    this.rules.build.clear(this.browser.parts.storage, this.#now);
  }

  reload(): void {
    this.#isDeadlocked = false;
    this.#refreshing = null;
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
    if (route === 'page') this.reload();
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
    const isDue = policy === 'timer' && this.#isNearItsEnd();
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

  #canRefresh(): boolean {
    const { build } = this.rules;
    return !this.#isDeadlocked && build.refresh(this.browser.parts.storage) !== null;
  }

  #authorization({ route }: AppRequest): string | null {
    if (route in RESOURCE_TYPES) return null;
    const text = this.rules.build.access(this.browser.parts.storage);
    const forgets = this.rules.bugs.has('forgets-header') && route === 'result';
    const plain = text === null || forgets ? null : `Bearer ${text}`.trim();
    if (route === 'logout') return plain;
    const mutation = this.mutations.shift();
    return mutation ? mutation(plain) : plain;
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
      this.#storeRefresh(idToken ?? '', refresh, person);
      return true;
    }
    if (exchange.status === 401 && bugs.has('deadlocks')) this.#isDeadlocked = true;
    else if (exchange.status === 401 || bugs.has('wipes-on-failure')) this.forget();
    return false;
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
  }

  #profileCame(): void {
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
