import type { Chance } from './chance.ts';
import type { Service } from './service.ts';
import { changed, type Flaw, mint, opaque, type TokenFacts } from './token.ts';

/** What a tester, a proxy or a bug can make of a token. */
export type MutationName =
  | 'missing'
  | 'lower-case'
  | 'other-scheme'
  | 'no-scheme'
  | 'twice'
  | 'two-tokens'
  | 'padding'
  | 'undefined'
  | 'null'
  | 'empty'
  | 'quoted'
  | 'refresh-token'
  | 'opaque'
  | 'flipped'
  | 'tampered-payload'
  | 'tampered-header'
  | 'tampered-signature'
  | 'cut'
  | 'foreign'
  | 'retired-issuer'
  | 'expired'
  | 'not-before'
  | 'exp-as-text';

export const MUTATIONS: Readonly<Record<MutationName, number>> = {
  missing: 3,
  'lower-case': 1,
  'other-scheme': 1,
  'no-scheme': 1,
  twice: 1,
  'two-tokens': 1,
  padding: 1,
  undefined: 2,
  null: 1,
  empty: 1,
  quoted: 2,
  'refresh-token': 1,
  opaque: 1,
  flipped: 2,
  'tampered-payload': 2,
  'tampered-header': 1,
  'tampered-signature': 2,
  cut: 1,
  foreign: 2,
  'retired-issuer': 1,
  expired: 2,
  'not-before': 1,
  'exp-as-text': 1,
};

export interface Circumstances {
  service: Service;
  chance: Chance;
  /** ms by the first server's clock */
  serverMs: number;
  refreshToken: string | null;
}

/** One character of the payload is another: mostly still JSON, with a letter changed somewhere. */
function flipped(of: TokenFacts, chance: Chance): TokenFacts {
  const [header = '', payload = '', signed = ''] = of.token.split('.');
  const email = String(of.claims.email);
  const at = chance.whole(0, email.indexOf('@') - 1);
  const other = email[at] === 'x' ? 'y' : 'x';
  const claims = { ...of.claims, email: email.slice(0, at) + other + email.slice(at + 1) };
  const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
  const token = `${header}.${text === payload ? `${text}x` : text}.${signed}`;
  return { ...of, token, claims, flaw: 'tampered-payload', of };
}

function made(name: MutationName, of: TokenFacts, told: Circumstances): TokenFacts | null {
  const { service, chance, serverMs } = told;
  const now = Math.floor(serverMs / 1000);
  const { generation, person } = of;
  if (name === 'opaque') return opaque(`${of.token.slice(-8)}`);
  if (name === 'flipped') return flipped(of, chance);
  if (generation === null || person === null) return null;
  const { life, issuingKey: key } = service.rules;
  const like = { generation, person, key, issuedAt: now - 5, life: Math.max(60, life) };
  switch (name) {
    case 'tampered-payload':
    case 'tampered-header':
    case 'tampered-signature':
    case 'cut':
      return changed(of, name satisfies Flaw);
    case 'foreign':
      return mint({ ...like, environment: 'foreign' });
    case 'retired-issuer':
      return generation === 'v1' ? mint({ ...like, environment: 'retired' }) : null;
    case 'expired': {
      const ago = chance.whole(5, 20_000);
      return mint({ ...like, issuedAt: now - life - ago, life });
    }
    case 'not-before':
      return mint({ ...like, claims: { nbf: now + chance.whole(10, 600) } });
    case 'exp-as-text':
      return mint({ ...like, claims: { exp: String(now + life) } });
    default:
      return null;
  }
}

/** The header's value as that mutation leaves it; null: there is none. */
export function mutated(
  name: MutationName,
  of: TokenFacts,
  told: Circumstances,
): string | null | undefined {
  const { token } = of;
  switch (name) {
    case 'missing':
      return null;
    case 'lower-case':
      return `bearer ${token}`;
    case 'other-scheme':
      return `Token ${token}`;
    case 'no-scheme':
      return token;
    case 'twice':
      return `Bearer Bearer ${token}`;
    case 'two-tokens':
      return `Bearer ${token}, Bearer ${token}`;
    case 'padding':
      return `Bearer ${token.replace('.', '=.')}`;
    case 'undefined':
    case 'null':
      return `Bearer ${name}`;
    case 'empty':
      return 'Bearer';
    case 'quoted':
      return `Bearer "${token}"`;
    case 'refresh-token':
      return told.refreshToken === null ? undefined : `Bearer ${told.refreshToken}`;
    default: {
      const facts = made(name, of, told);
      return facts ? `Bearer ${told.service.verifier.register(facts).token}` : undefined;
    }
  }
}
