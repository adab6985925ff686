import { createHash } from 'node:crypto';
import { PEOPLE_OF_SCENARIOS } from '../scenarios/people.ts';
import type { PersonName } from '../scenarios/script.ts';

export type Generation = 'v1' | 'v2';
/** What is wrong with a token itself, wherever it is sent; null: the service made it, as it is. */
export type Flaw =
  | 'tampered-payload'
  | 'tampered-header'
  | 'tampered-signature'
  | 'cut'
  | 'foreign'
  | 'retired-issuer'
  | 'exp-as-text'
  | 'opaque';

/** A token, and all that is true of it. */
export interface TokenFacts {
  token: string;
  generation: Generation | null;
  person: PersonName | null;
  claims: Readonly<Record<string, unknown>>;
  /** ms since the epoch, as a verifier reads it; null: none, or none that it can read */
  exp: number | null;
  nbf: number | null;
  iat: number | null;
  /** with which it was signed */
  key: string;
  flaw: Flaw | null;
  /** which one of all that the service issued; null: it did not issue it in this session */
  serial: number | null;
  /** the good token that it was made from */
  of: TokenFacts | null;
}

export interface Minting {
  generation: Generation;
  person: PersonName;
  /** s since the epoch */
  issuedAt: number;
  /** s */
  life: number;
  key: string;
  claims?: Record<string, unknown>;
  serial?: number;
  environment?: 'own' | 'foreign' | 'retired';
}

const PROJECT = {
  own: 'futureguide-sim',
  foreign: 'futureguide-sim-dev',
  retired: 'futureguide-sim',
};
const V1_ISSUER = {
  own: 'fg-auth-service',
  foreign: 'fg-auth-service-dev',
  retired: 'atma-auth-service',
};
const V1_AUDIENCE = { own: 'fg-services', foreign: 'fg-services-dev', retired: 'atma-services' };
const FLAW_OF_ENVIRONMENT = { own: null, foreign: 'foreign', retired: 'retired-issuer' } as const;

export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Stands in for RS256 and HS256: like them a function of key and content alone. */
function signature(content: string, key: string): string {
  return createHash('sha256').update(`${key} ${content}`).digest('base64url');
}

function millis(claim: unknown): number | null {
  return typeof claim === 'number' ? claim * 1000 : null;
}

function facts(token: string, claims: Readonly<Record<string, unknown>>) {
  return {
    token,
    claims,
    exp: millis(claims.exp),
    nbf: millis(claims.nbf),
    iat: millis(claims.iat),
  };
}

export function mint(minting: Minting): TokenFacts {
  const { generation, person, issuedAt, life, key, environment = 'own' } = minting;
  const { email, uid, id, name } = PEOPLE_OF_SCENARIOS[person];
  const who =
    generation === 'v2'
      ? { name, auth_time: issuedAt, user_id: uid, sub: uid, email, email_verified: true }
      : { id, email, tokenBalance: 3, type: 'user' };
  const issuer =
    generation === 'v2'
      ? {
          iss: `https://securetoken.google.com/${PROJECT[environment]}`,
          aud: PROJECT[environment],
        }
      : { iss: V1_ISSUER[environment], aud: V1_AUDIENCE[environment] };
  const times = { iat: issuedAt, exp: issuedAt + life };
  const claims = { ...who, ...issuer, ...times, ...minting.claims };
  const header =
    generation === 'v2' ? { alg: 'RS256', kid: key, typ: 'JWT' } : { alg: 'HS256', typ: 'JWT' };
  const content = `${encoded(header)}.${encoded(claims)}`;
  const signingKey = environment === 'own' ? key : `${environment}-${key}`;
  return {
    ...facts(`${content}.${signature(content, signingKey)}`, claims),
    generation,
    person,
    key: signingKey,
    flaw: typeof claims.exp === 'string' ? 'exp-as-text' : FLAW_OF_ENVIRONMENT[environment],
    serial: minting.serial ?? null,
    of: null,
  };
}

/** The same token with one part of it changed by hand or on the way. */
export function changed(
  of: TokenFacts,
  flaw: 'tampered-payload' | 'tampered-header' | 'tampered-signature' | 'cut',
): TokenFacts {
  const [header = '', payload = '', signed = ''] = of.token.split('.');
  switch (flaw) {
    case 'tampered-payload': {
      const later = typeof of.claims.exp === 'number' ? of.claims.exp + 86_400 : of.claims.exp;
      const claims = { ...of.claims, exp: later };
      return { ...of, ...facts([header, encoded(claims), signed].join('.'), claims), flaw, of };
    }
    case 'tampered-header': {
      const head: unknown = JSON.parse(Buffer.from(header, 'base64url').toString());
      const other = encoded({ ...(head as Record<string, unknown>), kid: 'other' });
      return { ...of, ...facts([other, payload, signed].join('.'), of.claims), flaw, of };
    }
    case 'tampered-signature': {
      const token = [header, payload, signature(signed, 'changed')].join('.');
      return { ...of, ...facts(token, of.claims), flaw, of };
    }
    case 'cut':
      return { ...of, ...facts(`${header}.${payload}`, {}), flaw, of };
  }
}

/** A credential that is no JWT. */
export function opaque(name: string): TokenFacts {
  return {
    ...facts(`fg-${signature(name, 'opaque')}`, {}),
    generation: null,
    person: null,
    key: '',
    flaw: 'opaque',
    serial: null,
    of: null,
  };
}

export function refreshTokenText(name: string): string {
  return `AMf-${signature(name, 'refresh')}${signature(name, 'more')}`;
}
