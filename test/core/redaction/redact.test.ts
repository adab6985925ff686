import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  redactBody,
  redactHeader,
  redactJson,
  redactSecret,
  redactText,
  redactUrl,
} from '../../../src/core/redaction/redact.ts';
import { fingerprint } from '../../../src/core/token/fingerprint.ts';

const base64url = (text: string) => Buffer.from(text).toString('base64url');
const JWT = `${base64url('{"alg":"RS256"}')}.${base64url('{"sub":"u1","exp":1}')}.${base64url('unsigned')}`;
const OPAQUE = 'q7Zt-opaque-refresh-0001-abcdef';

describe('redactSecret', () => {
  it('leaves the fingerprint that the grid shows', () => {
    expect(redactSecret(JWT)).toBe(`eyJ…·${fingerprint(JWT)}`);
    expect(redactSecret(`"${JWT}"`)).toBe(`"eyJ…·${fingerprint(JWT)}"`);
  });

  it('gives no fingerprint of what is short enough to be guessed', () => {
    expect(redactSecret('hunter2')).toBe('…');
  });

  it('keeps words that stand for no token', () => {
    for (const word of ['undefined', 'null', '', '"null"']) expect(redactSecret(word)).toBe(word);
  });
});

describe('redactHeader', () => {
  const value = (name: string, text: string) => redactHeader({ name, value: text }).value;

  it('keeps the scheme and the form of Authorization', () => {
    expect(value('authorization', `Bearer ${JWT}`)).toBe(`Bearer eyJ…·${fingerprint(JWT)}`);
    expect(value('Authorization', `Bearer "${JWT}"`)).toBe(`Bearer "eyJ…·${fingerprint(JWT)}"`);
    expect(value('Authorization', 'Bearer undefined')).toBe('Bearer undefined');
    expect(value('Authorization', 'Bearer')).toBe('Bearer');
    expect(value('Authorization', JWT)).not.toContain(JWT);
    expect(value('Authorization', 'Basic dXNlcjpwYXNz')).toBe('Basic …');
  });

  it('shows that “Bearer” stands twice, and that there are two tokens', () => {
    const shown = `eyJ…·${fingerprint(JWT)}`;
    expect(value('Authorization', `Bearer Bearer ${JWT}`)).toBe(`Bearer Bearer ${shown}`);
    expect(value('Authorization', `Bearer ${JWT}, Bearer ${JWT}`)).toBe(
      `Bearer ${shown}, Bearer ${shown}`,
    );
    expect(value('Authorization', `Bearer Bearer ${OPAQUE}`)).not.toContain(OPAQUE);
  });

  it('keeps names and attributes of cookies', () => {
    expect(value('Cookie', `theme=dark; token=${JWT}`)).toBe(
      `theme=…; token=eyJ…·${fingerprint(JWT)}`,
    );
    expect(value('Set-Cookie', `token=${JWT}; Path=/; HttpOnly`)).toBe(
      `token=eyJ…·${fingerprint(JWT)}; Path=/; HttpOnly`,
    );
  });

  it('leaves other headers as they are', () => {
    expect(value('Content-Type', 'application/json; charset=utf-8')).toBe(
      'application/json; charset=utf-8',
    );
    expect(value('WWW-Authenticate', 'Bearer realm="futureguide"')).toBe(
      'Bearer realm="futureguide"',
    );
    expect(value('X-Service-Key', OPAQUE)).not.toContain(OPAQUE);
  });
});

describe('redactBody', () => {
  it('lays out JSON and masks by name at any depth', () => {
    const body = { data: { idToken: JWT, refreshToken: OPAQUE, uid: 'u1' }, password: 'hunter2' };
    const redacted = JSON.parse(redactBody(JSON.stringify(body)));
    expect(redacted).toEqual({
      data: { idToken: redactSecret(JWT), refreshToken: redactSecret(OPAQUE), uid: 'u1' },
      password: '…',
    });
  });

  it('leaves the service’s words and credits readable', () => {
    const body = {
      error: 'INVALID_TOKEN',
      message: 'Invalid or expired token',
      token_balance: 3,
      tokenType: 'firebase',
    };
    expect(JSON.parse(redactBody(JSON.stringify(body)))).toEqual(body);
  });

  it.each([
    ['broken-off JSON', `{"data":{"refreshToken":"${OPAQUE}`],
    ['escaped JSON that breaks off', `{"body":"{\\"refreshToken\\":\\"${OPAQUE}\\",`],
    ['JSON in JSON', JSON.stringify({ user: JSON.stringify({ refreshToken: OPAQUE }) })],
    ['quoted in JSON', JSON.stringify({ refreshToken: `"${OPAQUE}"` })],
    ['a form', `grant_type=refresh_token&refresh_token=${OPAQUE}`],
    ['a socket.io frame', `42["authenticate",{"token":"${OPAQUE}"}]`],
    ['base64', Buffer.from(`{"refreshToken":"${OPAQUE}"}`).toString('base64')],
    ['base64 of a header', Buffer.from(`Authorization: Bearer ${OPAQUE}`).toString('base64')],
    ['prose', `sent Authorization: Bearer ${OPAQUE} and failed`],
    ['a list', JSON.stringify({ tokens: [OPAQUE] })],
    ['an object under a secret name', JSON.stringify({ credentials: { value: OPAQUE } })],
  ])('hides an opaque token in %s', (_where, text) => {
    const redacted = redactBody(text);
    expect(redacted).not.toContain(OPAQUE);
    expect(redacted).not.toContain(Buffer.from(OPAQUE).toString('base64').slice(4, 30));
  });
});

describe('a hostile body', () => {
  const LENGTH = 200_000;
  it.each([
    ['backslashes', '\\'.repeat(LENGTH)],
    ['quotes', '"'.repeat(LENGTH)],
    ['dots', 'a.'.repeat(LENGTH / 2)],
    ['beginnings of tokens', 'eyJ'.repeat(LENGTH / 3)],
    ['open fields', '"token":"'.repeat(LENGTH / 9)],
    ['blanks', `Bearer${' '.repeat(LENGTH)}`],
    ['equals signs', '?a='.repeat(LENGTH / 3)],
    ['base64', 'QUJD'.repeat(LENGTH / 4)],
  ])('of many %s is read to its end', (_what, text) => {
    expect(redactBody(text)).toEqual(expect.any(String));
  });
});

describe('redactUrl', () => {
  it('masks tokens in query, fragment, path and nested addresses', () => {
    const nested = encodeURIComponent(`/auth?token=${OPAQUE}`);
    for (const url of [
      `https://x.example/a?token=${OPAQUE}&b=1`,
      `https://x.example/a#access_token=${OPAQUE}`,
      `https://x.example/verify/${JWT}`,
      `https://x.example/a?next=${nested}`,
      `https://user:${OPAQUE}@x.example/`,
    ]) {
      expect(redactUrl(url)).not.toContain(OPAQUE);
      expect(redactUrl(url)).not.toContain(JWT);
    }
    expect(redactUrl('https://x.example/a?job=7&lang=id')).toBe(
      'https://x.example/a?job=7&lang=id',
    );
  });
});

const wordCharacters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const part = (min: number, max: number) =>
  fc.string({ unit: fc.constantFrom(...wordCharacters), minLength: min, maxLength: max });
const jwt = fc
  .tuple(fc.dictionary(part(1, 8), fc.string(), { maxKeys: 4 }), part(20, 60))
  .map(([claims, signature]) =>
    [base64url('{"alg":"RS256"}'), base64url(JSON.stringify(claims)), signature].join('.'),
  );
const opaque = part(24, 80).map((text) => `Z9${text}`);
const secretName = fc.constantFrom(
  'token',
  'idToken',
  'refresh_token',
  'refreshToken',
  'accessToken',
  'password',
  'Authorization',
  'clientSecret',
);

/** Any JSON with the secret somewhere inside it, under a name that says so. */
const jsonWith = (secret: string) =>
  fc
    .tuple(
      fc.array(fc.oneof(part(1, 6), fc.constant(null)), { maxLength: 6 }),
      secretName,
      fc.boolean(),
    )
    .map(([path, name, asText]) => {
      const inner: unknown = { note: 'kept', [name]: secret };
      const nested = path.reduce<unknown>(
        (value, step) => (step === null ? [value, 1] : { [step]: value, other: 'x' }),
        asText ? JSON.stringify(inner) : inner,
      );
      return JSON.stringify(nested);
    });

describe('no secret survives', () => {
  it('a JWT anywhere in any text', () => {
    fc.assert(
      fc.property(fc.string(), jwt, fc.string(), (before, token, after) => {
        const redacted = redactText(`${before}${token}${after}`);
        expect(redacted).not.toContain(token);
        expect(redacted).not.toContain(token.split('.')[2]);
      }),
    );
  });

  it('a named secret at any depth of JSON, also when it breaks off', () => {
    const secretInJson = fc
      .oneof(jwt, opaque)
      .chain((secret) => fc.tuple(fc.constant(secret), jsonWith(secret), fc.nat()));
    fc.assert(
      fc.property(secretInJson, ([secret, text, cut]) => {
        expect(redactBody(text)).not.toContain(secret);
        const end = text.indexOf(secret) + secret.length;
        const broken = text.slice(0, Math.max(end, cut % text.length));
        expect(redactBody(broken)).not.toContain(secret);
      }),
    );
  });

  it('in base64 of such JSON', () => {
    const encoded = opaque.chain((secret) =>
      fc.tuple(fc.constant(secret), jsonWith(secret).map(base64url)),
    );
    fc.assert(
      fc.property(encoded, ([, run]) => {
        expect(redactText(`state=${run}`)).not.toContain(run);
      }),
    );
  });

  it('in credentials of any form', () => {
    const scheme = fc.constantFrom('Bearer ', 'bearer  ', 'Bearer "', '', 'Token ', "Bearer '");
    fc.assert(
      fc.property(scheme, fc.oneof(jwt, opaque), (before, secret) => {
        const header = { name: 'Authorization', value: `${before}${secret}${before.at(-1)}` };
        expect(redactHeader(header).value).not.toContain(secret);
        const cookie = { name: 'cookie', value: `a=1; ${secret}; session=${secret}` };
        expect(redactHeader(cookie).value).not.toContain(secret);
      }),
    );
  });

  it('and nothing throws, changes its input or changes when done twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.stringify(value);
        const once = redactJson(value);
        expect(JSON.stringify(value)).toBe(before);
        expect(JSON.stringify(redactJson(once))).toBe(JSON.stringify(once));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => typeof redactBody(text) === 'string'));
  });
});
