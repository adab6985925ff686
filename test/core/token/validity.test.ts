import { describe, expect, it } from 'vitest';
import { judgeClaims } from '../../../src/core/token/validity.ts';
import { fc } from '../../seeded.ts';

const AT_MS = 1_800_000_000_000;
const AT_S = AT_MS / 1000;
const judge = (claims: Record<string, unknown>) => judgeClaims(claims, AT_MS, 300);

describe('the validity of claims at an instant', () => {
  it.each([
    ['an hour left', { exp: AT_S + 3600 }, 'valid', 3600],
    ['300 s left', { exp: AT_S + 300 }, 'valid', 300],
    ['a little under 300 s left', { exp: AT_S + 299.9 }, 'expiring', 299.9],
    ['exp is now', { exp: AT_S }, 'expired', 0],
    ['a fraction ago', { exp: AT_S - 0.5 }, 'expired', -0.5],
    ['exp in milliseconds, as verifiers read it', { exp: AT_MS + 60_000 }, 'valid', null],
    ['exp in milliseconds that are over', { exp: AT_MS - 60_000 }, 'valid', null],
    ['nbf in milliseconds, as verifiers read it', { nbf: AT_MS - 1 }, 'not-yet-valid', null],
    ['exp in microseconds', { exp: AT_MS * 1000 }, 'valid', null],
    ['a negative exp', { exp: -5 }, 'expired', -5 - AT_S],
    ['no exp', {}, 'no-exp', null],
    ['exp is a text', { exp: String(AT_S + 9) }, 'no-exp', null],
    ['nbf ahead', { exp: AT_S + 3600, nbf: AT_S + 1 }, 'not-yet-valid', 3600],
    ['nbf ahead without exp', { nbf: AT_S + 1 }, 'not-yet-valid', null],
    ['expired before it began', { exp: AT_S - 1, nbf: AT_S + 1 }, 'expired', -1],
    ['iat ahead is no fault of the token', { exp: AT_S + 3600, iat: AT_S + 60 }, 'valid', 3600],
    ['beyond what a Date holds', { exp: 1e300 }, 'valid', null],
    ['before what a Date holds', { exp: -1e300 }, 'expired', null],
  ])('%s', (_label, claims, validity, secondsLeft) => {
    const judged = judge(claims);
    expect(judged.validity).toBe(validity);
    if (secondsLeft === null) expect(judged.secondsLeft).toBeNull();
    else expect(judged.secondsLeft).toBeCloseTo(secondsLeft, 3);
  });

  it('has an answer for any claims', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('exp', 'nbf', 'iat'), fc.anything()), (claims) => {
        expect(judge(claims).validity).toBeTypeOf('string');
      }),
    );
  });
});
