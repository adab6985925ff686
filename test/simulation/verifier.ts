import type { Reason } from './exchange.ts';
import type { TokenFacts } from './token.ts';

/** How this world's service checks a token. */
export interface VerifierRules {
  leewayMs: number;
  /** how long an accepted token stays accepted without another look; 0: not at all */
  cacheMs: number;
  /** refuses an `iat` that lies ahead, as Firebase does */
  refusesEarlyIat: boolean;
  revokesOnRefresh: boolean;
  revokesOnLogout: boolean;
}

interface Outage {
  from: number;
  to: number;
  told: boolean;
}

const SCHEME = 'Bearer ';
const REASON_OF_FLAW: Record<NonNullable<TokenFacts['flaw']>, Reason> = {
  'tampered-payload': 'tampered',
  'tampered-header': 'tampered',
  'tampered-signature': 'tampered',
  cut: 'malformed',
  foreign: 'foreign',
  'retired-issuer': 'retired-issuer',
  'exp-as-text': 'claim-type',
  opaque: 'malformed',
};

/** The service's check of a credential, and the true reason of whatever it refuses. */
export class Verifier {
  readonly rules: VerifierRules;
  readonly outages: Outage[] = [];
  readonly keys = new Set(['k1']);
  readonly goneUsers = new Set<string>();
  readonly #facts = new Map<string, TokenFacts>();
  readonly #revoked = new Map<string, Reason>();
  readonly #acceptedAt = new Map<string, number>();

  constructor(rules: VerifierRules) {
    this.rules = rules;
  }

  /** Makes a token known, so that the truth about it is. */
  register(facts: TokenFacts): TokenFacts {
    this.#facts.set(facts.token, facts);
    return facts;
  }

  factsOf(authorization: string | null): TokenFacts | null {
    const value = authorization?.replace(/^\S+\s+/, '').replace(/^"|"$/g, '') ?? '';
    return this.#facts.get(value) ?? null;
  }

  tokenFacts(token: string): TokenFacts | null {
    return this.#facts.get(token) ?? null;
  }

  revoke(token: string, reason: Reason): void {
    if (!this.#revoked.has(token)) this.#revoked.set(token, reason);
  }

  isDownAt(atMs: number): Outage | null {
    return this.outages.find(({ from, to }) => from <= atMs && atMs < to) ?? null;
  }

  /** Every reason to refuse it at an instant of true time that the server's clock calls `serverMs`. */
  check(authorization: string | null, trueMs: number, serverMs: number): Reason[] {
    if (authorization === null || authorization === '') return ['missing'];
    if (authorization === SCHEME.trim()) return ['placeholder'];
    const isScheme = authorization.startsWith(SCHEME);
    // In another case it is the same scheme to everybody else (RFC 9110 §11.1).
    if (!isScheme && !authorization.startsWith(SCHEME.toLowerCase())) return ['wrong-scheme'];
    const value = authorization.slice(SCHEME.length);
    const reasons = this.#ofValue(value, trueMs, serverMs);
    if (!isScheme) return ['wrong-scheme', ...reasons];
    const outage = this.isDownAt(trueMs);
    const isRemembered = outage !== null && this.#isRemembered(value, trueMs);
    if (outage && !isRemembered) reasons.push(outage.told ? 'verifier-down-told' : 'verifier-down');
    if (reasons.length === 0 && !isRemembered) this.#acceptedAt.set(value, trueMs);
    return reasons;
  }

  #isRemembered(token: string, trueMs: number): boolean {
    const at = this.#acceptedAt.get(token);
    return at !== undefined && trueMs - at < this.rules.cacheMs;
  }

  #ofValue(value: string, trueMs: number, serverMs: number): Reason[] {
    if (value === '' || value === 'undefined' || value === 'null') return ['placeholder'];
    if (value.startsWith('"')) return ['quoted'];
    const facts = this.#facts.get(value);
    if (!facts) return ['malformed'];
    return this.#isRemembered(value, trueMs) ? [] : this.#ofToken(facts, serverMs);
  }

  #ofToken(facts: TokenFacts, serverMs: number): Reason[] {
    const { flaw, key, exp, nbf, iat, person, token } = facts;
    const { leewayMs, refusesEarlyIat } = this.rules;
    if (flaw === 'opaque' || flaw === 'cut') return ['malformed'];
    const reasons: Reason[] = flaw === null ? [] : [REASON_OF_FLAW[flaw]];
    if (flaw === null && !this.keys.has(key)) reasons.push('key-rotated');
    if (exp !== null && serverMs >= exp + leewayMs) reasons.push('expired');
    if (nbf !== null && serverMs + leewayMs < nbf) reasons.push('not-before');
    else if (refusesEarlyIat && iat !== null && serverMs + leewayMs < iat)
      reasons.push('issued-ahead');
    const revoked = this.#revoked.get(token);
    if (revoked) reasons.push(revoked);
    if (person !== null && this.goneUsers.has(person)) reasons.push('user-gone');
    return reasons;
  }
}
