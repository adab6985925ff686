import { describe, expect, it } from 'vitest';
import { redactSecret } from '../../../src/core/redaction/mask.ts';
import { Pseudonyms } from '../../../src/core/redaction/pseudonyms.ts';
import { redactText, redactUrl } from '../../../src/core/redaction/redact.ts';
import { redactHeader } from '../../../src/core/redaction/redact-header.ts';
import { redactBody, redactJson } from '../../../src/core/redaction/redact-json.ts';
import { fingerprint } from '../../../src/core/token/fingerprint.ts';
import { fc } from '../../seeded.ts';

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
    expect(value('Access-Control-Allow-Credentials', 'true')).toBe('true');
    expect(value('Access-Control-Allow-Headers', 'Authorization, X-CSRF-Token')).toBe(
      'Authorization, X-CSRF-Token',
    );
    expect(value('ETag', 'W/"4f-a8Zq03kfLw2pQx91"')).toBe('W/"4f-a8Zq03kfLw2pQx91"');
    expect(value('X-Whatever', `a; id=1, ${OPAQUE}8Zq03kfLw2`)).not.toContain(OPAQUE);
  });

  it('keeps the names of subprotocols, and no token that is offered as one', () => {
    expect(value('Sec-WebSocket-Protocol', 'graphql-ws, soap')).toBe('graphql-ws, soap');
    expect(value('Sec-WebSocket-Protocol', 'bearer, opaqueProto77aZ')).toBe('bearer, …');
    expect(value('sec-websocket-protocol', `bearer.${OPAQUE}`)).not.toContain(OPAQUE);
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
    ['XML', `<login><refreshToken>${OPAQUE}</refreshToken></login>`],
    ['XML with a namespace', `<s:login><s:kataSandi a="b">${OPAQUE}</s:kataSandi></s:login>`],
    ['a CDATA section', `<password><![CDATA[${OPAQUE}]]></password>`],
    ['an attribute', `<login user="u" password="${OPAQUE}"/>`],
    ['a meta element', `<meta name="csrf-token" content="${OPAQUE}">`],
    ['a hidden input', `<input type="hidden" value='${OPAQUE}' name="_csrf">`],
    ['a script', `<script>var token = '${OPAQUE}'</script>`],
    ['an object of a script', `window.state = { sessionKey: "${OPAQUE}" }`],
    ['a part', `--x\r\nContent-Disposition: form-data; name="sandi"\r\n\r\n${OPAQUE}\r\n--x--`],
    ['a part with a type', `--x\nname="otp"; a=b\nContent-Type: text/plain\n\n${OPAQUE}\n--x`],
    ['an object under a secret name', JSON.stringify({ credentials: { value: OPAQUE } })],
  ])('hides an opaque token in %s', (_where, text) => {
    const redacted = redactBody(text);
    expect(redacted).not.toContain(OPAQUE);
    expect(redacted).not.toContain(Buffer.from(OPAQUE).toString('base64').slice(4, 30));
  });
});

describe('a hostile body', () => {
  const LENGTH = 200_000;
  /** Of one that takes more than a line's time, this would not end within a test's. */
  it.each([
    ['backslashes', '\\'],
    ['quotes', '"'],
    ['dots', 'a.'],
    ['beginnings of tokens', 'eyJ'],
    ['parts of tokens', 'eyJaaaaa.'],
    ['open fields', '"token":"'],
    ['escaped open fields', '\\"token\\":\\"'],
    ['blanks', ' '],
    ['schemes', 'Bearer '],
    ['schemes with plus', 'Bearer+'],
    ['equals signs', '?a='],
    ['parameters', 'a=b;'],
    ['base64', 'QUJD'],
    ['base64 of words', 'aGVsbG8gd29ybGQ/'],
    ['nested percent signs', '%2525252541'],
    ['percent signs that mean nothing', '%ff{"'],
    ['parameters with broken names', 'a%C3=b '],
    ['parameters with broken values', 'a=%C3&'],
    ['elements', '<password>'],
    ['broken tags', '<input name="csrf" value="'],
    ['assignments', "token = '"],
    ['heads of parts', 'name="password"\r\n'],
    ['segments', '/aB3xK9qL2mN4'],
    ['brackets', '['],
    ['objects', '{"a":'],
    ['names of addresses', 'a.b-c+'],
    ['addresses', 'a@a.'],
  ])('of many %s is read to its end', (_what, piece) => {
    const text = piece.repeat(LENGTH / piece.length);
    const people = new Pseudonyms();
    for (const hostile of [text, `Bearer${text}`, `${text}@a.example`, `x${text}"`]) {
      expect(redactBody(hostile)).toEqual(expect.any(String));
      expect(redactHeader({ name: 'x-a', value: hostile }).value).toEqual(expect.any(String));
      expect(people.hide(hostile)).toEqual(expect.any(String));
    }
  });

  it('is masked behind encodings that cannot be read once many could not be', () => {
    const broken = 'a=%C3&'.repeat(2_000);
    expect(redactText(`?${broken}b=1`)).toContain('&b=1');
    expect(redactText(`?${broken}p%61ssword=hunter2`)).not.toContain('hunter2');
    expect(redactText(`?${broken}r=%7B%22otp%22%3A%22481516%22%7D`)).not.toContain('481516');
  });

  it('hides no secret by half a character, which no address can hold', () => {
    const encoded = encodeURIComponent(`{"password":"${OPAQUE}"}`);
    for (const text of [`?r=${encoded}\ud800`, `\udc00${encoded}`])
      expect(redactText(text)).not.toContain(OPAQUE);
  });

  it('that nests beyond any use is masked where it goes too deep', () => {
    let encoded = '{"password":"correct horse 7"}';
    for (let depth = 0; depth < 12; depth += 1) encoded = encodeURIComponent(`/x?y=${encoded}`);
    expect(redactText(`/x?y=${encoded}`)).not.toContain('correct');
    const brackets = `${'['.repeat(90_000)}"kucing"${']'.repeat(90_000)}`;
    expect(redactBody(brackets)).toEqual(expect.any(String));
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
      `https://x.example/verify-email/${OPAQUE}`,
      `https://x.example/auth/magic/${OPAQUE}/done`,
      `https://x.example/cb?ticket=${OPAQUE}`,
      `https://x.example/cb;jsessionid=${OPAQUE}?a=1`,
      `https://x.example/cb?session_state=${OPAQUE}&sig=${OPAQUE}&key=${OPAQUE}&code=${OPAQUE}`,
    ]) {
      expect(redactUrl(url)).not.toContain(OPAQUE);
      expect(redactUrl(url)).not.toContain(JWT);
    }
    for (const token of ['tok_9aB8cD7eF6gH5iJ4kL3mN2', 'abc123def456ghi789'])
      expect(redactUrl(`wss://x.example/ws/${token}/stream`)).not.toContain(token);
    for (const url of [
      'https://x.example/reset-password/success?step=2',
      'https://x.example/api/auth/verify-token',
      'https://x.example/a?job=7&lang=id&code=INVALID_TOKEN',
      'https://x.example/_next/static/chunks/4bd1b696-182b6b13bdad92e3.js',
      'https://x.example/api/assessment/status/6f1c7a52-0d1e-4d70-9a41-1c2b3d4e5f60',
      'https://x.example/api/auth/v2/getUserProfileDataById/2026-10-20',
    ])
      expect(redactUrl(url)).toBe(url);
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

it('leaves an address inside an address as it is once its secret is masked', () => {
  const address = encodeURIComponent(
    'https://futureguide.id/cb?access_token=Kx581c8354806ee25fdb30',
  );
  const once = redactText(`https://api.futureguide.id/x?next=${address}`);
  expect(once).not.toContain('Kx581c');
  expect(redactText(once)).toBe(once);
});

it('masks what looks like chance behind the word token, and no word of prose', () => {
  expect(redactText('Token Kx581c8354806ee25fdb30 is invalid')).toMatch(
    /^Token …·\w{8} is invalid$/,
  );
  expect(redactText('Token verification failed')).toBe('Token verification failed');
});
