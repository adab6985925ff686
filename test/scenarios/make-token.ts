import { createHash } from 'node:crypto';
import { PEOPLE_OF_SCENARIOS } from './people.ts';
import type { TokenChange, TokenSpec } from './script.ts';

const PROJECT = { own: 'futureguide-loopback', foreign: 'futureguide-development' };
const V1_ISSUERS = {
  own: 'fg-auth-service',
  foreign: 'fg-auth-service-development',
  retired: 'atma-auth-service',
};
const V1_AUDIENCES = { own: 'fg-services', foreign: 'fg-services-development' };
const DAY_S = 86_400;

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Stands in for a signature: like RS256 and HS256, a function of key and content. */
function signature(content: string, key: string): string {
  return createHash('sha256').update(`${key} ${content}`).digest('base64url');
}

function issuerAndAudience({ kind, issuer, audience }: TokenSpec): { iss: string; aud: string } {
  if (kind !== 'v2') {
    const aud = issuer === 'retired' ? 'atma-services' : V1_AUDIENCES[audience];
    return { iss: V1_ISSUERS[issuer], aud };
  }
  const project = issuer === 'foreign' ? PROJECT.foreign : PROJECT.own;
  return { iss: `https://securetoken.google.com/${project}`, aud: PROJECT[audience] };
}

function claimsOf(spec: TokenSpec, issuedAt: number): Record<string, unknown> {
  const { kind, life, notBefore, expUnit } = spec;
  const { email, uid, id, name } = PEOPLE_OF_SCENARIOS[spec.person];
  const exp = life === null ? undefined : issuedAt + life;
  const written = { s: exp, ms: exp && exp * 1000, text: exp && String(exp) }[expUnit];
  const who =
    kind === 'v2'
      ? { name, auth_time: issuedAt, user_id: uid, sub: uid, email, email_verified: true }
      : { id, email, type: kind === 'admin' ? 'admin' : 'user' };
  return {
    ...who,
    ...issuerAndAudience(spec),
    iat: issuedAt,
    ...(written === undefined ? {} : { exp: written }),
    ...(notBefore === null ? {} : { nbf: issuedAt + notBefore }),
    ...spec.claims,
  };
}

/** A token that looks like the service's and is nobody's; `issuedAt` in s since the epoch. */
export function makeToken(spec: TokenSpec, issuedAt: number): string {
  const { kind, name } = spec;
  if (kind === 'opaque') return `opaque-${signature(name, 'opaque').slice(0, 24)}`;
  if (kind === 'encrypted') {
    const header = part({ alg: 'RSA-OAEP', enc: 'A256GCM' });
    return [header, ...['key', 'iv', 'text', 'tag'].map((one) => signature(one, name))].join('.');
  }
  const alg = spec.alg ?? (kind === 'v2' ? 'RS256' : 'HS256');
  const header = alg.startsWith('HS') ? { alg, typ: 'JWT' } : { alg, kid: 'k1', typ: 'JWT' };
  const content = `${part(header)}.${part(claimsOf(spec, issuedAt))}`;
  return `${content}.${alg === 'none' ? '' : signature(content, spec.key)}`;
}

function reading(text: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as Record<string, unknown>;
}

/** The same token with one part of it changed by hand, or what is left of it. */
export function changeToken(
  token: string,
  change: TokenChange,
  claims: Record<string, unknown>,
): string {
  const [header = '', payload = '', signed = ''] = token.split('.');
  switch (change) {
    case 'payload': {
      const { exp, ...rest } = reading(payload);
      const later = typeof exp === 'number' ? { exp: exp + DAY_S } : {};
      return [header, part({ ...rest, ...later, ...claims }), signed].join('.');
    }
    case 'header':
      return [part({ ...reading(header), kid: 'k2', ...claims }), payload, signed].join('.');
    case 'signature':
      return [header, payload, signature(signed, 'changed')].join('.');
    case 'cut':
      return `${header}.${payload}`;
  }
}
