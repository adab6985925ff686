import { describe, expect, it } from 'vitest';
import { decodeToken } from '../../../src/core/token/jwt.ts';
import { jwt } from './tokens.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token by its form', () => {
  it('reads header and claims of a JWS, in UTF-8', () => {
    const decoded = decodeToken(jwt({ name: 'Sari Wulandari ✿ ÿ?~', exp: 1.5 }));
    expect(decoded).toMatchObject({
      kind: 'jws',
      header: { alg: 'RS256' },
      claims: { name: 'Sari Wulandari ✿ ÿ?~', exp: 1.5 },
    });
  });

  it('reads a JWS without a signature', () => {
    expect(decodeToken(`${part({ alg: 'none' })}.${part({ sub: 'a' })}.`).kind).toBe('jws');
  });

  it.each([
    ['a refresh token', 'AMf-vBxyz0123'],
    ['one dot', 'abc.def'],
    ['nothing', ''],
  ])('calls %s opaque', (_label, token) => {
    expect(decodeToken(token)).toEqual({ kind: 'opaque', encrypted: false });
  });

  it('calls an encrypted token (JWE, five parts) opaque', () => {
    const token = `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`;
    expect(decodeToken(token)).toEqual({ kind: 'opaque', encrypted: true });
  });

  it.each([
    ['cut after the header', 'eyJhbGciOiJIUzI1NiJ9', 'parts'],
    ['two parts', 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ', 'parts'],
    ['four parts', 'a.b.c.d', 'parts'],
    ['an unreadable header', `abc.${part({})}.x`, 'header'],
    ['an unreadable payload', `${part({ alg: 'HS256' })}.abc.x`, 'payload'],
    ['a header of other characters', `!!!.${part({})}.x`, 'alphabet'],
    ['base64 that is not for URLs', `${part({ alg: 'HS256' })}.${part({})}.a+/b`, 'alphabet'],
    ['padding behind the payload', `${part({ alg: 'HS256' })}.${part({})}=.x`, 'padding'],
    ['padding behind the signature', `${jwt({})}==`, 'padding'],
    ['the scheme before it', `Bearer ${jwt({})}`, 'scheme-twice'],
    ['two with a blank between', `${jwt({})} ${jwt({})}`, 'two-tokens'],
    ['two with a comma and the scheme', `${jwt({})}, Bearer ${jwt({})}`, 'two-tokens'],
    ['a token and the word of another scheme', `Token ${jwt({})}`, 'alphabet'],
    ['a token and a second header without one', `${jwt({})}, Bearer undefined`, 'scheme-twice'],
    ['the scheme before it, with a colon', `Bearer: ${jwt({})}`, 'scheme-twice'],
    ['the scheme before it, escaped', `Bearer%20${jwt({})}`, 'scheme-twice'],
    ['two run together', `${jwt({})}${jwt({})}`, 'two-tokens'],
    ['a payload that is a list', `${part({ alg: 'HS256' })}.${part([1])}.x`, 'payload'],
    ['a payload that is no JSON', `${part({ alg: 'HS256' })}.${'AAAA'}.x`, 'payload'],
  ])('calls %s malformed', (_label, token, reason) => {
    expect(decodeToken(token)).toEqual({ kind: 'malformed', reason });
  });
});
