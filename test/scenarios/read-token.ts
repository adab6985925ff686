import { PEOPLE, type PersonName, TOKEN_CHANGES, type TokenSpec } from './script.ts';
import type { Words } from './words.ts';

/** A capital letter, with a number or primes behind it; `R`, `R1` … are refresh tokens. */
export const TOKEN_NAME = /^[A-Z]\d*'*$/;

const KINDS = ['v2', 'v1', 'admin', 'opaque', 'encrypted'] as const;
const LIFETIMES: Record<TokenSpec['kind'], number> = {
  v2: 3600,
  v1: 604_800,
  admin: 604_800,
  opaque: 0,
  encrypted: 0,
};

const inSeconds = (ms: number) => ms / 1000;

function changed(words: Words): TokenSpec['of'] {
  const [change] = TOKEN_CHANGES.filter((one) => words.peek() === one);
  if (!change) return null;
  words.take(change);
  if (!words.take('of')) words.fail('“of” and the name of a token are wanted here');
  return { change, token: words.bare('the name of a token') };
}

function claim(words: Words): [string, unknown] {
  const name = words.bare('the name of a claim');
  const text = words.takeQuoted() ?? words.takeBraces() ?? words.bare('the value of the claim');
  try {
    return [name, JSON.parse(text)];
  } catch {
    return [name, text];
  }
}

/** `token A v2 sari life 3600 age 60`, `token A' payload of A`, `token B v1 foreign issuer` … */
export function readToken(words: Words): TokenSpec {
  const name = words.bare('the name of a token');
  if (!TOKEN_NAME.test(name)) words.fail(`“${name}” is no name of a token; write A, B or A'`);
  words.take('tampered');
  const of = changed(words);
  const kind = of ? 'v2' : words.oneOf('kind of token', KINDS);
  const spec: TokenSpec = {
    name,
    kind,
    person: kind === 'admin' ? 'ratna' : 'sari',
    life: LIFETIMES[kind],
    age: null,
    notBefore: null,
    expUnit: 's',
    issuer: 'own',
    audience: 'own',
    alg: null,
    key: 'own',
    claims: {},
    of,
  };
  while (!words.isEnd) readProperty(words, spec);
  return spec;
}

function readProperty(words: Words, spec: TokenSpec): void {
  const person = PEOPLE.find((one) => words.take(one)) as PersonName | undefined;
  if (person) spec.person = person;
  else if (words.take('life')) spec.life = inSeconds(words.duration('life'));
  else if (words.take('age')) spec.age = inSeconds(words.duration('age'));
  else if (words.take('ahead')) spec.age = -inSeconds(words.duration('time'));
  else if (words.take('nbf')) spec.notBefore = inSeconds(words.offset('time after iat'));
  else if (words.take('no', 'exp')) spec.life = null;
  else if (words.take('exp', 'in', 'ms')) spec.expUnit = 'ms';
  else if (words.take('exp', 'as', 'text')) spec.expUnit = 'text';
  else if (words.take('foreign', 'issuer')) spec.issuer = 'foreign';
  else if (words.take('retired', 'issuer')) spec.issuer = 'retired';
  else if (words.take('foreign', 'audience')) spec.audience = 'foreign';
  else if (words.take('foreign', 'key')) spec.key = 'foreign';
  else if (words.take('alg')) spec.alg = words.bare('algorithm');
  else if (words.take('claim')) {
    const [name, value] = claim(words);
    spec.claims = { ...spec.claims, [name]: value };
  } else words.fail(`“${words.peek()}” says nothing about a token`);
}
