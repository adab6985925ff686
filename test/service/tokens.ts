import { randomUUID } from 'node:crypto';
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock } from './clock.ts';
import type { Keys } from './keys.ts';
import { type People, type Person, RESIDENTS } from './people.ts';
import type { Switches } from './switches.ts';

export type TokenKind = 'v2' | 'v1' | 'admin';

export interface IssueOptions {
  /** `v2` (a Firebase ID token) unless told. */
  kind?: TokenKind;
  /** One of the invented people, or any registered e-mail address; `zoe` unless told. */
  user?: keyof typeof RESIDENTS | (string & {});
  /** `null` leaves `exp` out; the switch `tokenLifetimeSeconds` unless told. May be negative. */
  lifetimeSeconds?: number | null;
  /** How long before the service's now it was issued; negative for an `iat` ahead. */
  issuedAgoSeconds?: number;
  /** `nbf`, counted from the service's now. */
  notBeforeInSeconds?: number;
  /** Added to the payload, over what is there. */
  claims?: Record<string, unknown>;
  /** `foreign`: the right issuer and audience, signed with a key that is not the service's. */
  key?: 'own' | 'foreign';
  /** `development`: issuer, audience and key of another installation. */
  environment?: 'production' | 'development';
}

/** The holder of a token that was verified. */
export interface Caller {
  person: Person;
  kind: TokenKind;
  token: string;
}

export interface Tokens {
  issue(options?: IssueOptions): Promise<string>;
  /** The same for a person at hand, who signed in at `authTimeSeconds` (epoch). */
  issueTo(
    person: Person,
    kind: TokenKind,
    authTimeSeconds?: number,
    options?: IssueOptions,
  ): Promise<string>;
  /** Signature, issuer, audience, times and blacklist; null for every kind of refusal. */
  verify(token: string): Promise<Caller | null>;
  blacklist(token: string): void;
  reset(): void;
}

function claimsOf(person: Person, kind: TokenKind, authTimeSeconds: number): JWTPayload {
  if (kind === 'v2') {
    return {
      name: person.displayName,
      picture: `https://pictures.example/${person.uid}?size=96`,
      auth_time: authTimeSeconds,
      user_id: person.uid,
      sub: person.uid,
      email: person.email,
      email_verified: true,
      firebase: { identities: { email: [person.email] }, sign_in_provider: 'password' },
    };
  }
  return kind === 'v1'
    ? { id: person.id, email: person.email, tokenBalance: person.tokenBalance, type: 'user' }
    : {
        id: person.id,
        username: person.username,
        email: person.email,
        role: 'admin',
        type: 'admin',
      };
}

export function createTokens(keys: Keys, switches: Switches, clock: Clock, people: People): Tokens {
  const blacklisted = new Set<string>();

  async function issueTo(
    person: Person,
    kind: TokenKind,
    authTimeSeconds = clock.nowSeconds(),
    options: IssueOptions = {},
  ): Promise<string> {
    const claimed =
      options.environment === 'development' ? await keys.development() : keys.production;
    const signing = options.key === 'foreign' ? await keys.development() : claimed;
    const issuedAt = clock.nowSeconds() - (options.issuedAgoSeconds ?? 0);
    const life =
      options.lifetimeSeconds === undefined
        ? switches.tokenLifetimeSeconds
        : options.lifetimeSeconds;
    const { issuer, audience } = kind === 'v2' ? claimed.v2 : claimed.v1;
    const payload: JWTPayload = {
      ...claimsOf(person, kind, authTimeSeconds),
      iss: issuer,
      aud: audience,
      iat: issuedAt,
      ...(life === null ? {} : { exp: issuedAt + life }),
      // RS256 is deterministic: without it two tokens of one second would be one token.
      ...(kind === 'v2' ? { jti: randomUUID() } : {}),
      ...(options.notBeforeInSeconds === undefined
        ? {}
        : { nbf: clock.nowSeconds() + options.notBeforeInSeconds }),
      ...options.claims,
    };
    const token = new SignJWT(payload);
    return kind === 'v2'
      ? token
          .setProtectedHeader({ alg: 'RS256', kid: claimed.v2.keyId, typ: 'JWT' })
          .sign(signing.v2.privateKey)
      : token.setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(signing.v1.secret);
  }

  async function verifiedPayload(token: string): Promise<JWTPayload> {
    const { v1, v2 } = keys.production;
    const isFirebase = decodeProtectedHeader(token).alg === 'RS256';
    const { issuer, audience } = isFirebase ? v2 : v1;
    const { payload } = await jwtVerify(token, isFirebase ? v2.publicKey : v1.secret, {
      issuer,
      audience,
      algorithms: [isFirebase ? 'RS256' : 'HS256'],
      currentDate: new Date(clock.nowMs()),
    }).catch((error: unknown) => {
      if (error instanceof errors.JWTExpired && isWithinGrace(error.payload)) return error;
      throw error;
    });
    return payload;
  }

  function isWithinGrace({ exp = 0 }: JWTPayload): boolean {
    return clock.nowMs() / 1000 < exp + switches.graceSeconds;
  }

  async function verify(token: string): Promise<Caller | null> {
    if (blacklisted.has(token)) return null;
    try {
      const { sub, id, type } = await verifiedPayload(token);
      const person = people.find(typeof id === 'string' ? { id } : { uid: sub ?? '' });
      if (!person) return null;
      const kind = type === 'admin' ? 'admin' : type === 'user' ? 'v1' : 'v2';
      return { person, kind, token };
    } catch {
      return null;
    }
  }

  return {
    issueTo,
    issue: async (options = {}) => {
      const name = options.user ?? (options.kind === 'admin' ? 'admin' : 'zoe');
      const email = Object.hasOwn(RESIDENTS, name)
        ? RESIDENTS[name as keyof typeof RESIDENTS].email
        : name;
      const person = people.find({ email });
      if (!person) throw new Error(`Nobody is called "${name}" here.`);
      const authTime = clock.nowSeconds() - (options.issuedAgoSeconds ?? 0);
      return issueTo(person, options.kind ?? 'v2', authTime, options);
    },
    verify,
    blacklist: (token) => blacklisted.add(token),
    reset: () => blacklisted.clear(),
  };
}
