import { describe, expect, it, vi } from 'vitest';
import { redactedHar } from '../../../src/core/har/har-export.ts';
import { secretsInHar } from '../../../src/core/redaction/har-secrets.ts';
import { mask } from '../../../src/core/redaction/mask.ts';
import { Secrets } from '../../../src/core/redaction/secrets.ts';
import { fc } from '../../seeded.ts';
import { type JsonObject, plainEntry } from '../har/har-producers.ts';
import { jwt } from '../token/tokens.ts';
import { API, analysisOn, NOON_S, reportOn, socketEntry, TOOL } from './report-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
const word = (more: string, minLength = 12) =>
  fc.string({ unit: fc.constantFrom(...LETTERS, ...more), minLength, maxLength: 40 });
/** Chance hardly ever makes lower case alone; that might be a word of a path. */
const random = (more: string) => word(more).filter((text) => /[A-Z0-9]/.test(text));

const secrets = fc.record({
  refresh: random('-_./+=~'),
  signature: random('-_'),
  /** of a token that only a cookie holds */
  cookieSignature: random('-_'),
  session: random('-_.!*%'),
  set: random('-_.'),
  password: random(' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~é'),
  basic: random('+/='),
  query: random('-_.~'),
  service: random('-_'),
  socket: random('-_.'),
});
type Planted = typeof secrets extends fc.Arbitrary<infer T> ? T : never;

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Ways in which an answer, a URL or a frame may repeat a secret. */
const REPEATS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `Token ${secret} is not known`,
  (secret) => encodeURIComponent(secret),
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => new URLSearchParams({ state: secret }).toString(),
  (secret) => base64(secret),
  (secret) => base64(`x${secret}y`),
  (secret) => base64(JSON.stringify({ was: secret })),
  (secret) => `k${base64(JSON.stringify([1, secret]))}`,
  (secret) => Buffer.from(`Bearer ${secret}`).toString('base64url'),
  (secret) => encodeURIComponent(base64(secret)),
  (secret) => JSON.stringify({ was: secret }),
  (secret) => JSON.stringify({ inner: JSON.stringify({ was: secret }) }),
  (secret) => `/auth?next=${encodeURIComponent(`/x?y=${encodeURIComponent(secret)}`)}`,
];

function story(planted: Planted, echoes: readonly string[]): JsonObject[] {
  const { refresh, signature, session, set, password, basic, query, service, socket } = planted;
  const claims = { sub: 'u1', email: 'sari@siswa.example', iat: NOON_S - 60, exp: NOON_S + 3_000 };
  const token = jwt({ ...claims, iss: 'a' }, signature);
  const login = plainEntry({
    method: 'POST',
    url: `${API}/api/auth/v2/login?access_token=${query}`,
    requestBody: JSON.stringify({ email: 'sari@siswa.example', password }),
    body: JSON.stringify({ data: { idToken: token, refreshToken: refresh } }),
  });
  const cookies = `token=${jwt(claims, planted.cookieSignature)}; session=${session}`;
  const poll = plainEntry({ at: 5, authorization: `Bearer ${token}`, cookie: cookies });
  const response = poll.response as JsonObject;
  const headers = [
    ...(response.headers as JsonObject[]),
    { name: 'Set-Cookie', value: `s=${set}; Path=/; HttpOnly` },
    { name: 'X-Service-Key', value: service },
  ];
  const other = plainEntry({ at: 9, authorization: `Basic ${basic}`, status: 401 });
  const echoing = echoes.flatMap((echo, n) => [
    plainEntry({
      at: 20 + n,
      authorization: `Bearer ${token}`,
      status: 401,
      body: JSON.stringify({ error: { code: echo, message: echo } }),
    }),
    plainEntry({ at: 30 + n, method: echo, url: `${API}/api/${echo}?x=${echo}#${echo}` }),
    plainEntry({ at: 40 + n, url: `${API}/api/assessment/status/${encodeURIComponent(echo)}` }),
  ]);
  return [
    login,
    { ...poll, response: { ...response, headers } },
    other,
    ...echoing,
    socketEntry(socket),
  ];
}

/** Everything that can be read out of a report, decoded as far as anyone would. */
function readable(report: unknown): string {
  const text = JSON.stringify(report);
  const strings: string[] = [];
  JSON.parse(text, (name, value) => {
    if (typeof value === 'string') strings.push(value);
    strings.push(name);
    return value;
  });
  const runs = strings.flatMap((one) => one.match(/[\w+/=-]{16,}/g) ?? []);
  const decoded = runs.flatMap((run) =>
    [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), 'base64').toString()),
  );
  const unescaped = strings.map((one) => {
    try {
      return decodeURIComponent(one);
    } catch {
      return '';
    }
  });
  return [text, ...strings, ...decoded, ...unescaped, ...unescaped.map(unescape)].join('\n');
}

describe('a report', () => {
  it('holds no secret, wherever it lay and however it is repeated', () => {
    const repeat = fc.tuple(fc.nat(), fc.constantFrom(...REPEATS));
    fc.assert(
      fc.property(secrets, fc.array(repeat, { maxLength: 4 }), (planted, repeats) => {
        const values = Object.values(planted);
        const echoes = repeats.map(([n, repeat]) => repeat(values[n % values.length] ?? ''));
        const text = readable(reportOn(...story(planted, echoes)));
        for (const [name, secret] of Object.entries(planted))
          expect(text.includes(secret), `${name} ${secret}`).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('and the redacted HAR hold none of the same', () => {
    const repeat = fc.tuple(fc.nat(), fc.constantFrom(...REPEATS));
    fc.assert(
      fc.property(secrets, fc.array(repeat, { maxLength: 4 }), (planted, repeats) => {
        const values = Object.values(planted);
        const echoes = repeats.map(([n, repeat]) => repeat(values[n % values.length] ?? ''));
        const har = redactedHar(analysisOn(...story(planted, echoes)), TOOL);
        const text = readable(JSON.parse(har));
        for (const [name, secret] of Object.entries(planted))
          expect(text.includes(secret), `${name} ${secret}`).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('holds no short one either where its place says what it is', () => {
    const report = reportOn(
      plainEntry({ url: `${API}/api/x?password=hunter2&token=tok-1&pin=1234` }),
      plainEntry({ status: 401, body: '{"error":{"code":"X","message":"password=hunter2"}}' }),
      plainEntry({ url: 'https://sari:hunter2@api.futureguide.id/' }),
    );
    expect(JSON.stringify(report)).not.toMatch(/hunter2|tok-1|1234/);
  });

  it('masks what looks like chance in a query, and leaves words, numbers and ids', () => {
    const urlOf = (query: string) =>
      reportOn(plainEntry({ url: `${API}/x?${query}` })).requests[0]?.url;
    expect(urlOf('k=a8Zq03kfLw2pQx91')).toBe(`${API}/x?k=…`);
    for (const query of [
      'job=6f1c7a52-0d1e-4d70-9a41-1c2b3d4e5f60',
      'at=1792472400000&page=2',
      'marker=order-000123&lang=id-ID',
      'from=2026-10-20T05:00:00.000Z',
      'path=/dashboard/assessment/results',
    ])
      expect(urlOf(query)).toBe(`${API}/x?${query}`);
  });

  it('shows users, issuers, hosts and jobs though a cookie repeats them', () => {
    const token = jwt({
      sub: 'sariUid00000000000000000000x',
      iss: 'https://issuer.example/a',
      exp: 1,
    });
    const cookie =
      'uid=sariUid00000000000000000000x; iss=https://issuer.example/a; p=/api/assessment';
    const report = reportOn(plainEntry({ authorization: `Bearer ${token}`, cookie }));
    expect(report.credentials[0]).toMatchObject({
      subject: 'sariUid00000000000000000000x',
      issuer: 'https://issuer.example/a',
    });
    expect(report.requests[0]?.url).toContain('/api/assessment/status/job-1');
  });
});

const SECRET = 'kucing-Hitam_77zQ4';
const ANSWERED = '{"success":true,"data":{}}';
/** Places that one login, page or socket has for a secret, one entry each. */
const LEAKS: readonly [string, () => JsonObject][] = [
  ...[
    ['multipart/form-data; boundary=b', `--b\r\nname="password"\r\n\r\n${SECRET}\r\n--b--\r\n`],
    ['multipart/form-data; boundary=b', `--b\r\nname="file"\r\n\r\n${SECRET}\r\n--b--\r\n`],
    ['text/xml', `<login><password>${SECRET}</password></login>`],
    ['application/soap+xml', `<s:a><s:b t="${SECRET}"/></s:a>`],
    ['application/json', JSON.stringify({ kataSandi: SECRET })],
    ['application/json', JSON.stringify({ kode_otp: SECRET, current_pass: SECRET })],
    ['application/json', JSON.stringify([{ sessionKey: SECRET }, SECRET])],
    ['application/x-www-form-urlencoded', `sandi=${SECRET}&catatan=${SECRET}`],
    ['text/plain', `the word is ${SECRET}`],
    ['application/x-ndjson', `{"a":"${SECRET}"}\n{"b":"${SECRET}"}`],
    ['application/graphql', `mutation { login(password: "${SECRET}") { id } }`],
  ].map(([mimeType = '', requestBody = '']): [string, () => JsonObject] => [
    `a request in ${mimeType}`,
    () => {
      const entry = plainEntry({ method: 'POST', requestBody, body: ANSWERED });
      const request = entry.request as JsonObject;
      return { ...entry, request: { ...request, postData: { mimeType, text: requestBody } } };
    },
  ]),
  ...[
    `<meta name="csrf-token" content="${SECRET}"><input name="csrf_token" value="${SECRET}">`,
    `<script>var token = '${SECRET}'</script>`,
    `window.__STATE__ = {"session":{"key":"${SECRET}"}}`,
    `token=${SECRET}`,
    JSON.stringify({ data: { anything: SECRET } }),
    JSON.stringify({ data: { kunci_api: SECRET, list: [[SECRET]] } }),
    `)]}',\n{"token":"${SECRET}"}`,
  ].map((body): [string, () => JsonObject] => [`an answer ${body}`, () => plainEntry({ body })]),
  ...[
    `/ws/${SECRET}/stream`,
    `/verify/${SECRET}`,
    `/cb?ticket=${SECRET}`,
    `/cb?session_state=${SECRET}`,
    `/file?sig=${SECRET}&key=${SECRET}`,
    `/auth?code=${SECRET}&state=x`,
    `/cb#access_token=${SECRET}`,
    `/a?next=${encodeURIComponent(`/b?ticket=${SECRET}`)}`,
    `/a;jsessionid=${SECRET}?b=1`,
    `/a?kata_sandi=${SECRET}&otp=${SECRET}`,
  ].map((path): [string, () => JsonObject] => [path, () => plainEntry({ url: API + path })]),
  ...[
    ['Sec-WebSocket-Protocol', `bearer.${SECRET}`],
    ['Sec-WebSocket-Protocol', `graphql-ws, ${SECRET}`],
    ['X-Session-Key', SECRET],
    ['X-CSRF-Token', SECRET],
    ['X-Anything', `a ${SECRET}`],
    ['Location', `/cb?ticket=${SECRET}`],
    ['Referer', `https://futureguide.id/reset/${SECRET}`],
    ['Cookie', `a=${SECRET}`],
    ['Authentication', SECRET],
  ].map(([name = '', value = '']): [string, () => JsonObject] => [
    `a header ${name}`,
    () => {
      const entry = plainEntry({});
      const [request, response] = [entry.request as JsonObject, entry.response as JsonObject];
      const header = { name, value };
      return {
        ...entry,
        request: { ...request, headers: [...(request.headers as JsonObject[]), header] },
        response: { ...response, headers: [...(response.headers as JsonObject[]), header] },
      };
    },
  ]),
];

describe('what leaves the browser', () => {
  it.each(LEAKS)('holds no secret of %s', (_where, entry) => {
    const har = redactedHar(analysisOn(entry()), TOOL);
    expect(readable(JSON.parse(har))).not.toContain(SECRET);
    expect(readable(reportOn(entry()))).not.toContain(SECRET);
  });

  it('is still what says most: harmless headers, and the words of the service', () => {
    const entry = plainEntry({
      status: 503,
      body: '{"success":false,"error":"DOWN","message":"region r2 is down, ask t1"}',
    });
    const response = entry.response as JsonObject;
    const headers = [
      ...(response.headers as JsonObject[]),
      { name: 'access-control-allow-credentials', value: 'true' },
      { name: 'access-control-allow-headers', value: 'Authorization, X-CSRF-Token' },
      { name: 'x-ratelimit-remaining', value: '12' },
    ];
    const analysis = analysisOn({ ...entry, response: { ...response, headers } });
    const shown = JSON.parse(redactedHar(analysis, TOOL)).log.entries[0].response;
    for (const header of headers) expect(shown.headers).toContainEqual(header);
    expect(shown.content.text).toContain('region r2 is down, ask t1');
  });

  it('has numbers for people in bodies and addresses', () => {
    const person = {
      displayName: 'Sari Wulandari',
      no_hp: '+62 812 3333 4444',
      tanggal_lahir: '2001-05-17',
      email: 'sari@siswa.example',
    };
    const har = redactedHar(
      analysisOn(
        plainEntry({ method: 'PUT', requestBody: JSON.stringify(person), body: ANSWERED }),
        plainEntry({ body: JSON.stringify({ data: { user: { full_name: 'Sari Wulandari' } } }) }),
        plainEntry({ url: `${API}/api/users?nama=Sari%20Wulandari&phone=0812%203333` }),
      ),
      TOOL,
    );
    expect(decodeURIComponent(har.replace(/%(?![0-9a-f]{2})/gi, ''))).not.toMatch(
      /Sari|Wulandari|3333|2001-05-17|siswa/i,
    );
    const [put, get, list] = JSON.parse(har).log.entries;
    const name = JSON.parse(put.request.postData.text).displayName;
    expect(JSON.parse(get.response.content.text).data.user.full_name).toBe(name);
    expect(list.request.url).toContain(`nama=${name}&`);
  });

  it.each<[string, Parameters<typeof plainEntry>[0]]>([
    ['JSON in an address', { url: `${API}/api/x?filter=%7B%22nama%22%3A%22Sari%20W.%22%7D` }],
    ['a date of birth in parts', { body: '{"birth":{"date":"2001-05-17"}}' }],
    ['a phone number in a sentence', { body: '{"error":"no user 0812-3333-4444 here"}' }],
    ['a phone number in an address', { url: `${API}/api/users/6281233334444/x` }],
  ])('has numbers for people in %s', (_where, entry) => {
    const har = redactedHar(analysisOn(plainEntry(entry)), TOOL);
    expect(decodeURIComponent(har.replace(/%(?![0-9a-f]{2})/gi, ''))).not.toMatch(
      /Sari|3333|2001-05-17/,
    );
    expect(har).toContain('person-1');
  });

  it('has numbers for people in headers', () => {
    const entry = plainEntry({});
    const response = entry.response as JsonObject;
    const headers = [{ name: 'X-User-Name', value: 'Sari W.' }];
    const har = redactedHar(analysisOn({ ...entry, response: { ...response, headers } }), TOOL);
    expect(har).not.toContain('Sari');
    expect(JSON.parse(har).log.entries[0].response.headers).toEqual([
      { name: 'X-User-Name', value: 'person-1' },
    ]);
  });

  it('keeps long numbers that are nobody’s', () => {
    const body = '{"error":"job 1793000000123, build 20261020081233, code 0800112233"}';
    expect(redactedHar(analysisOn(plainEntry({ body })), TOOL)).toContain(
      'job 1793000000123, build 20261020081233, code 0800112233',
    );
  });

  it('passes its own check for secrets', () => {
    const form = 'email=sari%40siswa.example&kata_sandi=kucing-hitam-77&catatan=apa+saja+itu';
    const har = redactedHar(
      analysisOn(
        plainEntry({ method: 'POST', requestBody: form }),
        plainEntry({ url: `${API}/api/x?filter=%7B%22sandi%22%3A%22kucing-77%22%7D` }),
      ),
      TOOL,
    );
    expect(har).not.toContain('kucing');
    expect(secretsInHar(JSON.parse(har))).toEqual([]);
  });
});

describe('Secrets', () => {
  it('hides every form, the longest first, and leaves the rest as it was', () => {
    const hidden = new Secrets(() => '#');
    hidden.add('abcdefghijkl');
    hidden.add('abcdefghijklmnop');
    hidden.add('too short');
    expect(hidden.hide('-abcdefghijklmnop-abcdefghijklm-too short-')).toBe('-#-#m-too short-');
    expect(hidden.hide('nothing here')).toBe('nothing here');
  });

  it('copes with lone surrogates', () => {
    const hidden = new Secrets(mask);
    hidden.add('\ud800aaaaaaaaaaaaaaa');
    expect(hidden.hide('x\ud800aaaaaaaaaaaaaaax')).not.toContain('aaaa');
  });
});
