import { describe, expect, it } from 'vitest';
import { exportedBody } from '../../../src/core/redaction/exported-body.ts';
import { secretsInHar } from '../../../src/core/redaction/har-secrets.ts';
import { Outlet } from '../../../src/core/redaction/outlet.ts';
import { fc } from '../../seeded.ts';
import { show } from '../report/copy/copied.ts';
import { v2Token } from '../token/tokens.ts';

/** In what must not be let out; no count of anything else has these digits. */
const PRIVATE = /87|17|budi|santoso|siti|0812|31740|intj|riasec-a|sad|severe|yes|true|false/i;

const json = { mimeType: 'application/json', isAnswer: true, isRefusal: false, isSocket: false };
const asked = { ...json, isAnswer: false };
const form = { ...asked, mimeType: 'application/x-www-form-urlencoded' };
const packet = { ...json, mimeType: 'text/plain', isSocket: true };
const emitted = { ...packet, isAnswer: false };
const exported = (text: string, kind: typeof json) => exportedBody(text, kind, new Outlet(show));

describe('an exported body that holds a person’s scores, age, answers or name', () => {
  it.each<[string, string, typeof json]>([
    ['scores by dimension', '{"riasec":{"realistic":87,"social":17}}', json],
    ['an age and a school', '{"age":17,"schoolId":17,"iq":87}', json],
    ['yes and no', '{"hasDisability":true,"depression":false}', json],
    ['a list of scores', '{"data":[87,17]}', json],
    ['a list alone', '[87,17,true,"INTJ"]', json],
    ['a number alone', '87', json],
    ['a word alone', 'true', json],
    ['a sentence alone', '"Budi is sad"', json],
    ['scores under known names', '{"status":[87],"progress":[17],"id":[87],"codes":[17]}', json],
    [
      'known names within an unknown one',
      '{"depression":{"status":"severe","valid":true,"count":87,"total":17,"message":"sad"}}',
      json,
    ],
    ['a total that is of no list', '{"data":{"total":87,"level":17}}', json],
    ['scores with known words in their names', '{"totalScore":87,"lastScore":17}', json],
    ['a kind of person', '{"data":{"type":"INTJ","code":"RIASEC-A","result":"INTJ"}}', json],
    ['a state of health', '{"healthStatus":"severe","maritalStatus":"sad"}', json],
    ['prose about a person', '{"title":"INTJ","description":"so sad","message":"Budi"}', json],
    ['an address', '{"address":{"status":"Budi 17","region":"Budi"}}', json],
    ['a map of names', '{"data":{"Budi":87,"Siti Aminah":17}}', json],
    ['a map of addresses', '{"scores":{"budi@sma.example":87}}', json],
    ['a map of phone numbers', '{"calls":{"081234567890":87,"+62 812-3456-7890":17}}', json],
    ['a map of NIKs', '{"data":{"3174012345670001":true,"nik_3174012345670001":false}}', json],
    ['an address that is none', '{"email":"budi.santoso"}', json],
    ['JSON in JSON', '{"answers":"[87,17]","data":"{\\"status\\":[true],\\"age\\":17}"}', asked],
    ['a request’s own words', '{"reason":"sad","message":"so sad","answers":["yes"]}', asked],
    ['a form', 'age=17&realistic=87&disability=yes', form],
    ['a form of names', 'Budi+Santoso=87&budi%40sma.example=17&scores%5BSiti%20A%5D=87', form],
    ['multipart', '--x\r\nname="age"\r\n\r\n17\r\n--x--', asked],
    [
      'GraphQL',
      '{"query":"{user(name:\\"Budi\\"){age}}","variables":{"age":17,"input":{"status":"sad"}}}',
      asked,
    ],
    ['an answer of GraphQL', '{"data":{"user":{"age":17},"me":{"valid":true,"n":87}}}', json],
    ['an error with an age', '{"error":{"code":"A_B","details":[{"value":17,"x":true}]}}', json],
    ['an event', '42["scored",87,{"social":17,"passed":true}]', packet],
    ['an event’s list', '42["progress",[87,17],true]', packet],
    ['an acknowledgement', '430[{"score":87,"age":17,"passed":true}]', packet],
    ['a call that wants one', '423["submit",{"answers":[8,7],"age":17},87]', emitted],
    ['a number in a token’s place', '42["authenticate",{"token":17}]', emitted],
    ['a yes in a token’s place', '42["authenticate",{"token":true}]', emitted],
    ['a message to a person', '42["chat",{"message":"Budi is sad"}]', packet],
    ['an event of a person', '42["room:3174012345670001",87]', packet],
    ['what is no packet', '423174012345670001["a"]', packet],
  ])('lets none of it out: %s', (_what, text, kind) => {
    const shown = exported(text, kind);
    expect(decodeURIComponent(shown).replaceAll(/, \d+ bytes/g, '')).not.toMatch(PRIVATE);
    // A second export changes nothing.
    expect(exported(shown, kind)).toBe(shown);
    const content = { mimeType: kind.mimeType, text: shown };
    const entry = { request: { url: 'https://a.example/', postData: content } };
    expect(secretsInHar({ log: { entries: [entry] } })).toEqual([]);
  });

  it('keeps the shape and the type of what it leaves out', () => {
    const text = '{"age":17,"isTall":true,"none":null,"note":"sad","list":[8,false]}';
    expect(JSON.parse(exported(text, json))).toEqual({
      age: '[number]',
      isTall: '[boolean]',
      none: null,
      note: '[text]',
      list: ['[number]', '[boolean]'],
    });
  });

  it('has the same number for the same name', () => {
    const text = '{"scores":{"Budi Santoso":17},"ages":{"Budi Santoso":17,"Siti":17}}';
    const { scores, ages } = JSON.parse(exported(text, json));
    const [budi] = Object.keys(scores);
    expect(Object.keys(ages)).toEqual([budi, expect.not.stringContaining(budi ?? '')]);
  });

  it('lets no number and no word for yes or no out of a field that nobody knows', () => {
    const inner = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.boolean(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^(zz|Zz| )[a-z]{1,6}$/), tie('value'), { maxKeys: 3 }),
      ),
    })).value;
    fc.assert(
      fc.property(inner, (value) => {
        const shown = exported(JSON.stringify(value), json);
        expect(shown.replaceAll(/person-\d+/g, '')).not.toMatch(/\d|true|false/);
        expect(JSON.parse(exported(shown, json))).toEqual(JSON.parse(shown));
      }),
      { numRuns: 200 },
    );
  });
});

describe('an exported body with a token behind the word Bearer', () => {
  it.each<[string, string, typeof json]>([
    ['an answer', `{"data":{"idToken":"Bearer ${v2Token(0, 60)}"}}`, json],
    ['a request of a refresh', '{"refreshToken":"bearer AMf-refresh-0123456789abcdef"}', asked],
    ['an event', `42["authenticate",{"token":"Bearer ${v2Token(0, 60)}"}]`, emitted],
  ])('is clean to the check of a file: %s', (_what, text, kind) => {
    const content = { mimeType: kind.mimeType, text: exported(text, kind) };
    const entry = { request: { url: 'https://a.example/', postData: content } };
    expect(secretsInHar({ log: { entries: [entry] } })).toEqual([]);
  });
});

describe('an exported body for a developer', () => {
  it.each<[string, unknown]>([
    [
      'the state of a job',
      { success: true, data: { jobId: 'job-1', status: 'queued', position: 3, progress: 40 } },
    ],
    ['a queue', { queuePosition: 4, estimatedTimeRemaining: 20, attempts: 1, retry_after: 5 }],
    ['pages', { pagination: { page: 1, limit: 20, total: 31, totalPages: 2, hasMore: true } }],
    ['a life in seconds', { data: { expiresIn: 3600, iat: 1_792_472_400, exp: 1_792_476_000 } }],
    ['a user', { data: { user: { id: 'u-1', isActive: true, emailVerified: false } } }],
    ['when and which', { results: [{ id: 'r-1', created_at: '2026-10-20T05:00:00Z' }] }],
    ['a refusal', { statusCode: 401, error: 'Unauthorized', message: 'jwt expired' }],
    ['many errors', { errors: [{ message: 'no', extensions: { code: 'UNAUTHENTICATED' } }] }],
  ])('keeps %s', (_what, value) => {
    expect(JSON.parse(exported(JSON.stringify(value), json))).toEqual(value);
  });

  it('keeps a handshake of Engine.IO and an event’s progress', () => {
    for (const text of [
      '0{"sid":"…","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}',
      '42["analysis-progress",{"jobId":"job-1","progress":40}]',
    ])
      expect(exported(text, packet)).toBe(text);
  });

  it('keeps the prose of a refusal alone', () => {
    const text = '{"message":"Invalid or expired token"}';
    expect(exported(text, { ...json, isRefusal: true })).toBe(text);
    expect(exported(text, json)).toBe('{"message":"[text]"}');
  });
});
