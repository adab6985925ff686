import { describe, expect, it } from 'vitest';
import { type BodyKind, exportedBody } from '../../../src/core/redaction/exported-body.ts';
import { Outlet } from '../../../src/core/redaction/outlet.ts';
import { decodeToken } from '../../../src/core/token/jwt.ts';
import { NOON_MS } from '../recording/legs.ts';
import { show } from '../report/copy/copied.ts';
import { v2Token } from '../token/tokens.ts';

const TOKEN = v2Token(NOON_MS / 1000);
const ANSWER: BodyKind = {
  mimeType: 'application/json',
  isAnswer: true,
  isRefusal: false,
  isSocket: false,
};
const REQUEST: BodyKind = { ...ANSWER, isAnswer: false };
const PACKETS: BodyKind = { ...ANSWER, mimeType: 'text/plain', isSocket: true };

const exported = (text: string, kind: BodyKind = ANSWER) =>
  exportedBody(text, kind, new Outlet(show));
const exportedJson = (value: unknown, kind?: BodyKind) =>
  JSON.parse(exported(JSON.stringify(value), kind));

describe('an exported answer in JSON', () => {
  it.each<[string, unknown]>([
    [
      'the gateway',
      { success: false, error: 'INVALID_TOKEN', message: 'Invalid or expired token' },
    ],
    [
      'a service',
      {
        success: false,
        error: { code: 'TOKEN_EXPIRED', message: 'jwt expired', name: 'TokenExpiredError' },
        timestamp: '2026-10-20T05:00:00.123Z',
      },
    ],
    [
      'a limit',
      { error: 'AUTH_RATE_LIMIT_EXCEEDED', message: 'Too many requests', retryAfter: 900 },
    ],
    ['RFC 9457', { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'No token' }],
    [
      'a job',
      { success: true, data: { jobId: 'job-1', status: 'processing', progress: 40, position: 3 } },
    ],
    ['a balance', { success: true, data: { user_id: 'u-1', token_balance: 1500 } }],
    ['its own region', { success: false, message: 'region r2 is down, ask t1' }],
    ['a user', { data: { user: { id: 'u-1', user_type: 'user', is_active: true } } }],
  ])('says all that %s said of itself', (_who, answer) => {
    expect(exportedJson(answer)).toEqual(answer);
  });

  it('keeps tokens without their signature, as in the header', () => {
    const answer = {
      success: true,
      data: { idToken: TOKEN, refreshToken: 'AMf-refresh-123456789' },
    };
    const { data } = exportedJson(answer);
    expect(decodeToken(data.idToken)).toEqual(decodeToken(TOKEN));
    expect(data.idToken).not.toContain(TOKEN.split('.')[2]);
    expect(data.refreshToken).toMatch(/^…·[0-9a-f]{8}$/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an Indonesian password', { kataSandi: 'kucing-hitam-77' }],
    ['a short one', { sandi: 'kucing' }],
    ['a code in digits', { kode_otp: 884_211 }],
    ['a code as text', { kode_otp: '884211' }],
    ['a current password', { current_pass: 'kucing-hitam-77' }],
    ['a session key', { sessionKey: 'kucing-hitam-77' }],
    ['a field that nobody knows', { zzz: 'kucing-hitam-77' }],
    ['a large number that nobody knows', { zzz: 884_211 }],
    ['a list that nobody knows', { answers: ['kucing-hitam-77', 'b'] }],
    ['JSON in JSON', { body: JSON.stringify({ sandi: 'kucing-hitam-77' }) }],
    ['an echo of what was sent', { errors: [{ path: 'password', value: 'kucing-hitam-77' }] }],
    ['a secret object', { credentials: { user: 'u', value: 'kucing-hitam-77' } }],
    ['a name', { full_name: 'kucing-hitam-77', nama_lengkap: '884211' }],
    ['a phone number', { no_hp: '0812884211', phone: 884_211 }],
    ['a date of birth', { tanggal_lahir: '1999-88-42-884211', date_of_birth: 'kucing' }],
    ['depth', JSON.parse(`${'{"a":'.repeat(90)}"kucing-hitam-77"${'}'.repeat(90)}`)],
  ])('holds no value of %s', (_what, answer) => {
    expect(JSON.stringify(exportedJson(answer))).not.toMatch(/kucing|884/);
    expect(JSON.stringify(exportedJson({ data: [answer] }, REQUEST))).not.toMatch(/kucing|884/);
  });

  it('tells people apart, as tokens do', () => {
    const outlet = new Outlet(show);
    const said = (value: unknown) =>
      JSON.parse(exportedBody(JSON.stringify(value), ANSWER, outlet)) as Record<string, string>;
    const sari = said({ displayName: 'Sari Wulandari', phone: '+62 812 0000 1111' });
    const budi = said({ name: 'Budi', photo: 'https://people.example/budi.png' });
    expect(said({ full_name: 'Sari Wulandari' }).full_name).toBe(sari.displayName);
    const all = [sari.displayName, sari.phone, budi.name, budi.photo];
    expect(new Set(all).size).toBe(4);
    for (const one of all) expect(one).toMatch(/^person-\d+$/);
  });

  it('says how long what it leaves out was', () => {
    const essay = 'twelve chars'.repeat(3);
    expect(exportedJson({ essay })).toEqual({ essay: '[36 characters]' });
    expect(exportedJson({ isSad: 'yes' })).toEqual(exportedJson({ isSad: 'not at all' }));
  });
});

describe('an exported request', () => {
  it('keeps the refresh token as the answer before it has it', () => {
    const sent = exportedJson({ refreshToken: 'AMf-refresh-123456789' }, REQUEST);
    const issued = exportedJson({ refreshToken: 'AMf-refresh-123456789' });
    expect(sent).toEqual(issued);
  });

  it('holds nothing that a person wrote', () => {
    const sent = { content: 'I am afraid', message: 'so afraid', conversationId: 'c-1' };
    expect(exportedJson(sent, REQUEST)).toEqual({
      content: '[text]',
      message: '[text]',
      conversationId: 'c-1',
    });
  });

  it('is a form field by field', () => {
    const form =
      'grant_type=refresh_token&refresh_token=opaque-77&email=a%40b.example&note=hi+there';
    const kind = { ...REQUEST, mimeType: 'application/x-www-form-urlencoded' };
    const shown = new URLSearchParams(exported(form, kind));
    expect(shown.get('grant_type')).toBe('refresh_token');
    expect(shown.get('email')).toBe('person-1@redacted.invalid');
    expect(shown.get('refresh_token')).toBe('…');
    expect(shown.get('note')).toBe('[text]');
    expect(exported('kata_sandi=kucing&key=k-77', REQUEST)).not.toMatch(/kucing|k-77/);
  });
});

describe('a body that is not understood', () => {
  const MULTIPART =
    '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nkucing-hitam-77\r\n--x--\r\n';
  it.each<[string, string, string, string]>([
    ['multipart', MULTIPART, 'multipart/form-data; boundary=x', '[multipart/form-data, 80 bytes]'],
    ['multipart without a header', MULTIPART, '', '[multipart/form-data, 80 bytes]'],
    ['XML', '<a><sandi>kucing</sandi></a>', 'text/xml', '[text/xml, 28 bytes]'],
    ['HTML', '<!doctype html><meta name="csrf-token" content="x">', '', '[text/html, 51 bytes]'],
    ['a script', "var token = 'kucing'", 'text/javascript', '[text/javascript, 20 bytes]'],
    ['prose', 'the word is kucing', 'text/plain; charset=utf-8', '[text/plain, 18 bytes]'],
    [
      'JSON that breaks off',
      '{"sandi":"kucing',
      'application/json',
      '[application/json, 16 bytes]',
    ],
    ['lines of JSON', '{"a":"kucing"}\n{"b":1}', '', '[unknown type, 22 bytes]'],
    ['a type that is a secret', 'kucing', 'kucing-hitam', '[unknown type, 6 bytes]'],
  ])('is its type and size: %s', (_what, text, mimeType, shown) => {
    expect(exported(text, { ...ANSWER, mimeType })).toBe(shown);
  });

  it('stays so when it is exported again', () => {
    const text = '[text/xml, 28 bytes]';
    expect(exported(text)).toBe(text);
    expect(exportedJson({ essay: '[12 characters]' })).toEqual({ essay: '[12 characters]' });
  });
});

describe('exported packets of a socket', () => {
  const shown = (text: string, isAnswer = true) => exported(text, { ...PACKETS, isAnswer });

  it.each([
    ...['2', '3probe', '40', '42["auth_error",{"message":"Invalid or expired token"}]'],
    ...['44{"message":"jwt expired"}', '42["error","INVALID_TOKEN"]', '44"Not authorized"'],
    ...['42/admin,["analysis-started",{"jobId":"job-1","status":"queued"}]'],
    ...['40{"sid":"…"}\u001e42["authenticated",{"success":true,"userId":"u-1"}]'],
  ])('say what they said: %s', (text) => expect(shown(text)).toBe(text));

  it('keep their token without its signature', () => {
    for (const text of [`42["authenticate",{"token":"${TOKEN}"}]`, `40{"token":"${TOKEN}"}`]) {
      expect(shown(text, false)).toContain(`${TOKEN.slice(0, TOKEN.lastIndexOf('.'))}.redacted-`);
      expect(shown(text, false)).not.toContain(TOKEN);
    }
  });

  it('hold no secret and nothing that a person wrote', () => {
    for (const text of [
      '42["authenticate",{"token":"kucing-hitam-77"}]',
      '42["chat message","kucing-hitam-77"]',
      '42["kucing8Zq03kfLw2pQx91"]',
      '421["login",{"sandi":"kucing"}]',
      'kucing',
    ])
      expect(shown(text, false)).not.toContain('kucing');
  });
});
