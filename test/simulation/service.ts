import { PEOPLE_OF_SCENARIOS } from '../scenarios/people.ts';
import type { PersonName } from '../scenarios/script.ts';
import type { Chance } from './chance.ts';
import type { Reason, RouteName, TrueOutcome } from './exchange.ts';
import { type Guard, refusalWords } from './service-words.ts';
import { type Generation, mint, refreshTokenText, type TokenFacts } from './token.ts';
import type { Verifier } from './verifier.ts';
import type { WallClock } from './wall-clock.ts';

/** A request as it arrives at the service. */
export interface Arrival {
  route: RouteName;
  method: string;
  url: string;
  authorization: string | null;
  body: string | null;
  /** true ms; when the credential is looked at */
  checked: number;
  replica: number;
}

export interface Answer {
  status: number;
  body: unknown;
  challenge: string | null;
  outcome: TrueOutcome;
  reasons: Reason[];
  passedGuard: boolean;
  /** the body is to tell the server's time */
  hasTimestamp: boolean;
}

export interface ServiceRules {
  generation: Generation;
  /** s */
  life: number;
  guard: Guard;
  /** a spent refresh token is refused, and with it all that came of it */
  detectsReuse: boolean;
  rotates: boolean;
  /** what new tokens are signed with, where that is not what the verifier takes */
  issuingKey: string;
  /** further claims of each token */
  claims: Record<string, unknown>;
  /** of `exp`; ms is a mistake that makes a token live for ever */
  expUnit: 's' | 'ms';
}

interface Session {
  person: PersonName;
  refresh: string;
  spent: Set<string>;
  tokens: TokenFacts[];
  isOver: boolean;
}

const OPEN: ReadonlySet<RouteName> = new Set(['login', 'refresh', 'public', 'page', 'static']);

export function isGuarded(route: RouteName): boolean {
  return !OPEN.has(route);
}

/** The service behind its gateway: sessions, tokens, and a check of every guarded route. */
export class Service {
  readonly rules: ServiceRules;
  readonly verifier: Verifier;
  readonly replicas: readonly WallClock[];
  readonly sessions: Session[] = [];
  /** answers every refresh with what an earlier one had brought */
  repeatsRefresh = false;
  isRateLimited = false;
  readonly #chance: Chance;
  #issued = 0;

  constructor(rules: ServiceRules, verifier: Verifier, replicas: WallClock[], chance: Chance) {
    this.rules = rules;
    this.verifier = verifier;
    this.replicas = replicas;
    this.#chance = chance;
  }

  /** Signs somebody in at an instant of the answering server's clock. */
  open(person: PersonName, serverMs: number): { access: TokenFacts; refresh: string } {
    const refresh = refreshTokenText(`${person} ${serverMs} ${this.#issued}`);
    const session = { person, refresh, spent: new Set<string>(), tokens: [], isOver: false };
    this.sessions.push(session);
    return { access: this.#issue(session, serverMs), refresh };
  }

  sessionOf(token: string): Session | null {
    return this.sessions.find(({ tokens }) => tokens.some((one) => one.token === token)) ?? null;
  }

  revoke(session: Session, reason: Reason): void {
    session.isOver = true;
    for (const { token } of session.tokens) this.verifier.revoke(token, reason);
  }

  answer(arrival: Arrival): Answer {
    const { route, checked, replica, authorization } = arrival;
    const serverMs = (this.replicas[replica] as WallClock).at(checked);
    if (this.isRateLimited && route !== 'static' && route !== 'page') return rateLimited();
    if (route === 'login') return this.#login(arrival, serverMs);
    if (route === 'refresh') return this.#refresh(arrival, serverMs);
    if (!isGuarded(route)) return fine({ success: true, data: {} });
    if (route === 'unknown-route') return notFound(arrival);
    const reasons = this.verifier.check(authorization, checked, serverMs);
    if (reasons.length > 0) {
      const words = refusalWords(this.rules.guard, reasons, this.#chance);
      return {
        ...words,
        outcome: 'rejected',
        reasons,
        passedGuard: false,
        hasTimestamp: this.rules.guard === 'gateway' && this.#chance.happens(0.2),
      };
    }
    return { ...this.#fulfil(arrival), passedGuard: true };
  }

  #issue(session: Session, serverMs: number): TokenFacts {
    this.#issued += 1;
    const { generation, life, issuingKey, expUnit } = this.rules;
    const issuedAt = Math.floor(serverMs / 1000);
    // Two tokens of one second would be the same token.
    const unique = generation === 'v2' ? { jti: String(this.#issued) } : {};
    const unit = expUnit === 'ms' ? { exp: (issuedAt + life) * 1000 } : {};
    const claims = { ...this.rules.claims, ...unique, ...unit };
    const { person } = session;
    const serial = this.#issued;
    const facts = mint({ generation, person, issuedAt, life, key: issuingKey, claims, serial });
    session.tokens.push(this.verifier.register(facts));
    return facts;
  }

  #login({ body }: Arrival, serverMs: number): Answer {
    const { email, password } = JSON.parse(body ?? '{}') as Record<string, string>;
    const person = personOf(email ?? '');
    if (password === 'wrong')
      return {
        status: 401,
        body: {
          success: false,
          error: { code: 'UNAUTHORIZED', message: 'Invalid email or password' },
          message: 'Operation failed',
        },
        challenge: null,
        outcome: 'unknown',
        reasons: [],
        passedGuard: false,
        hasTimestamp: true,
      };
    const { access, refresh } = this.open(person, serverMs);
    if (this.rules.generation === 'v1') {
      const { id } = PEOPLE_OF_SCENARIOS[person];
      return fine({ success: true, data: { user: { id, email }, token: access.token } });
    }
    const data = {
      uid: PEOPLE_OF_SCENARIOS[person].uid,
      email,
      idToken: access.token,
      refreshToken: refresh,
      expiresIn: String(this.rules.life),
    };
    return fine({ success: true, data, message: 'Login successful using auth v2' }, true);
  }

  #refresh({ body, checked }: Arrival, serverMs: number): Answer {
    const { refreshToken } = JSON.parse(body ?? '{}') as Record<string, string>;
    const spent = refreshToken ?? '';
    const session = this.sessions.find((one) => one.refresh === spent || one.spent.has(spent));
    const isReused = session?.spent.has(spent) ?? false;
    if (session && isReused && this.rules.detectsReuse) this.revoke(session, 'revoked');
    if (!session || session.isOver || this.verifier.goneUsers.has(session.person) || isReused)
      return refreshRefused('INVALID_REFRESH_TOKEN', 'Invalid refresh token');
    const outage = this.verifier.isDownAt(checked);
    if (outage?.told) return broken();
    const previous = session.tokens.at(-1) as TokenFacts;
    const access = this.repeatsRefresh ? previous : this.#issue(session, serverMs);
    if (this.rules.rotates) {
      session.spent.add(session.refresh);
      session.refresh = refreshTokenText(`${session.refresh} ${this.#issued}`);
    }
    if (this.verifier.rules.revokesOnRefresh && access !== previous)
      for (const { token } of session.tokens.slice(0, -1))
        this.verifier.revoke(token, 'revoked-by-refresh');
    const data = {
      idToken: access.token,
      refreshToken: session.refresh,
      expiresIn: String(this.rules.life),
    };
    return fine(
      { success: true, data, message: 'Token refreshed successfully using auth v2' },
      true,
    );
  }

  #fulfil({ route, url, authorization }: Arrival): Omit<Answer, 'passedGuard'> {
    const token = this.verifier.factsOf(authorization);
    if (route === 'logout') {
      const session = token && this.sessionOf(token.token);
      if (session) {
        session.isOver = true;
        if (this.verifier.rules.revokesOnLogout) this.revoke(session, 'revoked-by-logout');
      }
      return fine({ success: true, data: null, message: 'Logout successful using auth v2' }, true);
    }
    if (route === 'profile') {
      const { email, id } = PEOPLE_OF_SCENARIOS[token?.person ?? 'sari'];
      return fine({ success: true, message: 'Success', data: { user: { id, email } } });
    }
    if (route === 'submit')
      return { ...fine({ success: true, data: { jobId: 'job-1' } }), status: 202 };
    if (route === 'poll')
      return fine({ success: true, data: { jobId: 'job-1', status: 'processing' } });
    if (route === 'api' && url.endsWith('/admin/users'))
      return {
        ...fine({ success: false, error: 'FORBIDDEN', message: 'Admin access required' }),
        status: 403,
      };
    return fine({ success: true, data: {} });
  }
}

function personOf(email: string): PersonName {
  const names = Object.keys(PEOPLE_OF_SCENARIOS) as PersonName[];
  return names.find((name) => PEOPLE_OF_SCENARIOS[name].email === email) ?? 'sari';
}

function fine(body: unknown, hasTimestamp = false): Answer {
  return {
    status: 200,
    body,
    challenge: null,
    outcome: 'accepted',
    reasons: [],
    passedGuard: false,
    hasTimestamp,
  };
}

function notFound({ method, url }: Arrival): Answer {
  const { pathname } = new URL(url);
  const message = `Route ${method} ${pathname} not found`;
  return { ...fine({ success: false, error: 'NOT_FOUND', message }, true), status: 404 };
}

function rateLimited(): Answer {
  const body = { success: false, error: 'RATE_LIMIT_EXCEEDED', message: 'Too many', retryAfter: 9 };
  return { ...fine(body), status: 429, outcome: 'unknown' };
}

function broken(): Answer {
  const body = { success: false, error: 'INTERNAL_ERROR', message: 'Internal server error' };
  return { ...fine(body), status: 500, outcome: 'failed' };
}

function refreshRefused(code: string, message: string): Answer {
  const body = { success: false, error: { code, message }, message: 'Operation failed' };
  return {
    ...fine(body, true),
    status: 401,
    outcome: 'rejected',
    reasons: ['refresh-token'],
  };
}
