import { describe, expect, it } from 'vitest';
import type { TokenChange } from '../../../src/core/faults/fault.ts';
import { changedAuthorization, changedToken } from '../../../src/core/faults/forge.ts';
import { decodeToken } from '../../../src/core/token/jwt.ts';
import { fc } from '../../seeded.ts';
import { jwt } from '../token/tokens.ts';

const NOW = Date.UTC(2025, 9, 23, 8);

const anyClaims = fc
  .dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 2 }))
  .map((claims) => JSON.parse(JSON.stringify(claims)) as Record<string, unknown>);
const anyToken = fc
  .tuple(anyClaims, fc.option(fc.integer({ min: 1, max: 4e9 }), { nil: undefined }))
  .map(([claims, exp]) => jwt(exp === undefined ? claims : { ...claims, exp }));

function forged(token: string, change: TokenChange): string {
  const put = changedToken(token, change, NOW);
  return put?.kind === 'token' ? put.token : '';
}

function claimsOf(token: string): Record<string, unknown> {
  const decoded = decodeToken(token);
  if (decoded.kind !== 'jws') throw new Error(`not readable: ${token}`);
  return decoded.claims;
}

const ends = (token: string) => [token.split('.')[0], token.split('.')[2]];

describe('a forged token', () => {
  it.each([
    [{ name: 'expire-now' }, NOW / 1000 - 5],
    [{ name: 'leave-seconds', seconds: 90 }, NOW / 1000 + 90],
  ] as const)('of %o has another exp and nothing else', (change, exp) => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const made = forged(token, change);
        expect(claimsOf(made)).toEqual({ ...claimsOf(token), exp });
        expect(ends(made)).toEqual(ends(token));
      }),
    );
  });

  it('writes seconds also where exp looked like milliseconds, which never comes for a verifier', () => {
    const token = jwt({ exp: NOW + 3_600_000 });
    expect(claimsOf(forged(token, { name: 'expire-now' }))).toEqual({ exp: NOW / 1000 - 5 });
  });

  it('with a tampered payload differs in one claim and keeps its signature', () => {
    fc.assert(
      fc.property(anyToken, (token) => {
        const { tampered, ...claims } = claimsOf(forged(token, { name: 'tamper-payload' }));
        const { tampered: before, ...others } = claimsOf(token);
        expect(claims).toEqual(others);
        expect(tampered).not.toEqual(before);
        expect(ends(forged(token, { name: 'tamper-payload' }))).toEqual(ends(token));
      }),
    );
  });

  it('with a tampered signature differs in bytes of the signature alone', () => {
    const bytes = (token: string) => Buffer.from(token.split('.')[2] ?? '', 'base64url');
    fc.assert(
      fc.property(anyToken, fc.base64String({ minLength: 4 }), (token, signature) => {
        const signed = token.replace(/[^.]*$/, signature.replace(/[+/=]/g, 'x'));
        const made = forged(signed, { name: 'tamper-signature' });
        expect(made.split('.').slice(0, 2)).toEqual(signed.split('.').slice(0, 2));
        expect(bytes(made).equals(bytes(signed))).toBe(false);
        expect(made.length).toBe(signed.length);
      }),
    );
  });

  it('cannot be made of what is no JWT', () => {
    for (const name of ['expire-now', 'tamper-payload', 'tamper-signature'] as const)
      expect(changedToken('opaque', { name }, NOW)).toBeNull();
  });
});

describe('a changed header', () => {
  it.each<[TokenChange, string]>([
    [{ name: 'quote' }, 'Bearer "opaque"'],
    [{ name: 'placeholder' }, 'Bearer undefined'],
    [{ name: 'remove' }, ''],
    [{ name: 'roll-back', token: 'before' }, 'Bearer before'],
  ])('of %o is “%s”', (change, header) => {
    expect(changedAuthorization('opaque', change, NOW)).toBe(header);
  });
});
