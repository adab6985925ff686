import { describe, expect, it } from 'vitest';
import { readHarEntry } from '../../../src/core/har/har.ts';
import { harEntry } from '../../../src/core/har/har-entry.ts';
import { Outlet } from '../../../src/core/redaction/outlet.ts';
import { decodeToken } from '../../../src/core/token/jwt.ts';
import { NOON_MS, POLL } from '../recording/legs.ts';
import { factsOf, show } from '../report/copy/copied.ts';
import { v2Token } from '../token/tokens.ts';

const TOKEN = v2Token(NOON_MS / 1000 - 60);
const outlet = () => new Outlet(show);
const SIGNATURE = TOKEN.split('.')[2] ?? '';

describe('a request as a HAR entry', () => {
  it('is read back as the request it was', () => {
    const facts = factsOf({
      at: 1_250,
      method: 'POST',
      authorization: `Bearer ${TOKEN}`,
      status: 401,
      body: '{"error":"INVALID_TOKEN"}',
      requestBody: '{"page":1}',
      took: 80,
    });
    const leg = readHarEntry(JSON.parse(JSON.stringify(harEntry(facts, outlet()))), 'again');
    expect(leg).toMatchObject({
      method: 'POST',
      url: POLL,
      startedAt: facts.startedAt,
      sentAt: facts.sentAt,
      respondedAt: facts.respondedAt,
      endedAt: facts.endedAt,
      status: 401,
      body: { kind: 'text', text: '{"error":"INVALID_TOKEN"}' },
      requestBody: '{"page":1}',
    });
  });

  it('has the token without its signature, so that it can still be judged', () => {
    const told = { authorization: `Bearer ${TOKEN}`, body: `{"data":{"idToken":"${TOKEN}"}}` };
    const entry = harEntry(factsOf(told), outlet());
    expect(JSON.stringify(entry)).not.toContain(SIGNATURE);
    const sent = entry.request.headers[0]?.value.replace('Bearer ', '') ?? '';
    const answered = JSON.parse(entry.response.content.text ?? '').data.idToken;
    for (const token of [sent, answered]) expect(decodeToken(token)).toEqual(decodeToken(TOKEN));
    expect(sent).toBe(answered);
  });

  it('holds no password, cookie or opaque token', () => {
    const told = {
      url: `${POLL}?token=s3cretInTheAddress`,
      requestBody: '{"password":"correct horse 7","refreshToken":"AMf-first-refresh-token-1"}',
      body: '{"refreshToken":"AMf-second-refresh-token-2"}',
    };
    const responseHeaders = [{ name: 'Set-Cookie', value: 'sid=s3cr3tSession000; Path=/' }];
    const text = JSON.stringify(harEntry(factsOf(told, { responseHeaders }), outlet()));
    for (const secret of ['s3cretInTheAddress', 'correct horse', 'AMf-', 's3cr3tSession000'])
      expect(text).not.toContain(secret);
  });

  it('holds no token of any Authorization header, be there two of them, or one in the answer', () => {
    const opaque = 'opaque-token-0123456789abcdef';
    const headers = (...values: string[]) =>
      values.map((value) => ({ name: 'Authorization', value }));
    const legs = [
      { requestHeaders: headers(`Bearer ${opaque}`, `Bearer ${TOKEN}`) },
      { requestHeaders: headers(`Bearer ${TOKEN}`, `Bearer "${opaque}"`) },
      {
        requestHeaders: headers(`Bearer ${TOKEN}`),
        responseHeaders: headers(`Bearer ${opaque}`),
      },
    ];
    for (const leg of legs) {
      const text = JSON.stringify(harEntry(factsOf({}, leg), outlet()));
      for (const secret of [opaque.slice(0, -1), SIGNATURE.slice(0, -1)])
        expect(text).not.toContain(secret);
      expect(text).toContain(TOKEN.slice(0, TOKEN.lastIndexOf('.')));
    }
  });

  it('masks a token as a whole where a secret stands among its claims', () => {
    const token = v2Token(NOON_MS / 1000, 60, { password: 'correct horse 7' });
    const entry = harEntry(factsOf({ authorization: `Bearer ${token}` }), outlet());
    expect(entry.request.headers[0]?.value).toMatch(/^Bearer eyJ…·[0-9a-f]{8}$/);
  });

  it('has all that HAR 1.2 wants, even of a request that was never answered', () => {
    const entry = harEntry(factsOf({ status: 0, error: 'net::ERR_FAILED', took: 0 }), outlet());
    expect(entry).toMatchObject({
      startedDateTime: new Date(NOON_MS).toISOString(),
      time: 0,
      cache: {},
      timings: { send: 0, wait: 0, receive: 0 },
      request: { cookies: [], queryString: [], headersSize: -1 },
      response: { status: 0, content: { size: 0, mimeType: '' }, redirectURL: '' },
    });
  });
});
