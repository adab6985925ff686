import type { Observation } from '../../src/core/recording/observation.ts';

/** A number from 0 up to, not including, so many sides. */
export type Dice = (sides: number) => number;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const CLAIMS: unknown[] = [
  1e308,
  -1e308,
  1e300,
  0,
  -1,
  8.64e15,
  1.5,
  '1792472400',
  null,
  true,
  [],
  {},
  'ÿ',
];
const HEADERS: unknown[] = [{ alg: 'RS256' }, { alg: 7 }, {}, null, [], 'x', { alg: 'none' }];
const TEXTS = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"success":false,"error":{"code":{},"message":[]}}',
  '{"success":false,"error":7,"message":{"a":1}}',
  '{"data":{"idToken":5,"refreshToken":{}},"timestamp":"yesterday"}',
  '{"data":{"idToken":"eyJ.eyJ.x"},"timestamp":"+999999-01-01T00:00:00.000Z"}',
  '\u0000\ud800',
  '42["authenticate"]',
  '42["authenticate",null]\u001e42["auth_error"]',
  '44',
  '42[',
  '451-["x",{"_placeholder":true,"num":0}]',
];
const NUMBERS = [0, -1, 1e15, 8.64e15, -8.64e15, Number.MAX_SAFE_INTEGER, 1e300, 0.5, 1e-9];
const URLS = ['', 'nonsense', 'https://', 'https://api.futureguide.id/%', 'data:,x'];

function pick<T>(list: readonly T[], dice: Dice): T {
  return list[dice(list.length)] as T;
}

function token(dice: Dice): string {
  const claims = {
    exp: pick(CLAIMS, dice),
    iat: pick(CLAIMS, dice),
    nbf: pick(CLAIMS, dice),
    sub: pick(CLAIMS, dice),
    email: pick(CLAIMS, dice),
    iss: pick(CLAIMS, dice),
    aud: pick(CLAIMS, dice),
    id: pick(CLAIMS, dice),
  };
  return `${part(pick(HEADERS, dice))}.${part(claims)}.${pick(['', 'x', 'c2ln'], dice)}`;
}

function value(old: unknown, name: string, dice: Dice): unknown {
  if (name === 'kind' || name === 'id' || name === 'event' || name === 'reason') return old;
  if (typeof old === 'number') return pick([old, ...NUMBERS], dice);
  if (typeof old === 'string') {
    if (name === 'url') return pick([old, ...URLS], dice);
    const put = pick([token(dice), pick(TEXTS, dice)], dice);
    return pick([old, put, `Bearer ${put}`, old.replace(/eyJ[\w.-]+/g, put)], dice);
  }
  if (Array.isArray(old)) return old.map((one) => value(one, '', dice));
  if (typeof old !== 'object' || old === null) return old;
  return Object.fromEntries(
    Object.entries(old).map(([key, inner]) => [
      key,
      dice(3) === 0 ? value(inner, key, dice) : inner,
    ]),
  );
}

/** The same observation with some of its values replaced by absurd ones of the same type. */
export function mangled(observation: Observation, dice: Dice): Observation {
  return value(observation, '', dice) as Observation;
}
