import { describe, expect, it } from 'vitest';
import { readHarEntry } from '../../../src/core/har/har.ts';
import { headersOf, instantOf, numberOf } from '../../../src/core/har/har-values.ts';
import { NOON_MS, POLL } from '../recording/legs.ts';

describe('a date', () => {
  it.each<[unknown, string]>([
    ['2026-10-20T05:00:00.000Z', 'UTC'],
    ['2026-10-20T12:00:00+07:00', 'with a zone'],
    ['2026-10-20T12:00:00.0000000+07:00', 'with seven decimals'],
    ['2026-10-20T12:00:00,000+07:00', 'with a comma'],
    ['2026-10-20T12:00:00+0700', 'with a zone without colon'],
    ['2026-10-20T12:00+07', 'without seconds'],
    ['2026-10-20 05:00:00.000', 'without zone, which means UTC'],
    [' 2026-10-20t05:00:00z ', 'in lower case with blanks'],
    ['Tue, 20 Oct 2026 05:00:00 GMT', 'as HTTP writes it'],
    [NOON_MS, 'as ms'],
    [NOON_MS / 1000, 'as s'],
    [String(NOON_MS), 'as ms in text'],
  ])('%j (%s) is read', (value) => {
    expect(instantOf(value)).toBe(NOON_MS);
  });

  it.each([
    null,
    undefined,
    '',
    'now',
    '20.10.2026',
    '10/20/2026 5:00 AM',
    '2026-13-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    'Tue Oct 20 2026 05:00:00',
    Number.NaN,
    -1,
    8.64e15 + 1,
    300_000_000_000_000,
    {},
    [],
  ])('%j is not', (value) => {
    expect(instantOf(value)).toBeNull();
  });
});

describe('values', () => {
  it('may be numbers in text', () => {
    expect([
      numberOf('401'),
      numberOf('1,5'),
      numberOf(' '),
      numberOf('x'),
      numberOf(null),
    ]).toEqual([401, 1.5, null, null, null]);
  });

  it('may be headers in several shapes', () => {
    const plain = [{ name: 'A', value: '1' }];
    expect(headersOf(plain)).toEqual(plain);
    expect(headersOf([['A', '1']])).toEqual(plain);
    expect(headersOf({ A: '1' })).toEqual(plain);
    expect(headersOf({ A: ['1', 2], B: null })).toEqual([
      { name: 'A', value: '1' },
      { name: 'A', value: '2' },
      { name: 'B', value: '' },
    ]);
    expect(headersOf([{ name: 'A', value: null }, { name: 7 }, null, 'x'])).toEqual([
      { name: 'A', value: '' },
    ]);
    expect(headersOf('A: 1')).toEqual([]);
  });
});

describe('an entry', () => {
  const leg = (request: object, response: object = {}, more: object = {}) =>
    readHarEntry({ request: { url: POLL, ...request }, response, ...more }, 'x');

  it('was sent when its connection stood', () => {
    const timings = { blocked: '2', dns: 3, connect: 10, ssl: 8, send: 1, wait: 20, receive: 4 };
    const startedDateTime = new Date(NOON_MS).toISOString();
    expect(leg({}, {}, { startedDateTime, timings, time: 40 })).toMatchObject({
      startedAt: NOON_MS,
      sentAt: NOON_MS + 15,
      respondedAt: NOON_MS + 36,
      endedAt: NOON_MS + 40,
    });
  });

  it.each(['blocked', 'wait'])('ended at no time that can be read where %s has no end', (phase) => {
    const more = { startedDateTime: NOON_MS, timings: { wait: 20, [phase]: 1e300 }, time: 1e300 };
    expect(leg({}, {}, more)).toMatchObject({
      startedAt: NOON_MS,
      sentAt: phase === 'blocked' ? null : NOON_MS,
      respondedAt: null,
      endedAt: null,
    });
  });

  it('has no status where there was no answer', () => {
    for (const status of [0, -1, '', null, 'x', 20, 200.5])
      expect(leg({}, { status })?.status).toBe(0);
    expect(leg({}, { status: '401' })?.status).toBe(401);
  });

  it('may have bodies in base64, as a form, or none that can be read', () => {
    const text = Buffer.from('{"a":"é"}').toString('base64');
    const encoded = { content: { text, encoding: 'Base64' } };
    expect(leg({}, encoded)?.body).toEqual({ kind: 'text', text: '{"a":"é"}', truncated: false });
    const picture = { content: { text, encoding: 'base64', mimeType: 'image/png' } };
    expect(leg({}, picture)?.body.kind).toBe('unavailable');
    expect(leg({}, { content: { text: '/w==', encoding: 'base64' } })?.body.kind).toBe(
      'unavailable',
    );
    expect(leg({}, { content: { text: '' } })?.body.kind).toBe('none');
    const params = [{ name: 'refresh_token', value: 'a b' }, null];
    expect(leg({ postData: { params } })?.requestBody).toBe('refresh_token=a+b&=');
    expect(leg({ postData: { text, encoding: 'base64' } })?.requestBody).toBe('{"a":"é"}');
    expect(leg({ postData: 'raw' })?.requestBody).toBe('raw');
  });

  it('may hold frames with times in s, ms or none', () => {
    const _webSocketMessages = [
      { type: 'send', time: NOON_MS / 1000, opcode: 1, data: '40' },
      { type: 'receive', time: NOON_MS, data: '41' },
      { type: 'receive', time: null, data: '42' },
      { type: 'receive', time: NOON_MS / 1000, opcode: 2, data: 'AAA=' },
      null,
    ];
    expect(leg({}, {}, { _webSocketMessages })?.socketMessages).toEqual([
      { direction: 'send', at: NOON_MS, data: '40' },
      { direction: 'receive', at: NOON_MS, data: '41' },
    ]);
    expect(leg({}, {}, { _webSocketMessages: null })?.socketMessages).toEqual([]);
  });
});

describe('an entry that a cache answered', () => {
  it.each([
    { _fromCache: 'memory' },
    { _fetchType: 'Disk Cache' },
    { _fetchType: 'Memory Cache' },
    // Firefox
    { cache: { afterRequest: null } },
    { cache: { afterRequest: { expires: '', lastAccess: '', eTag: '', hitCount: 3 } } },
    // chrome-har
    { cache: { beforeRequest: { lastAccess: '', eTag: '', hitCount: 0 } } },
  ])('is known as such: %j', (more) => {
    const entry = { request: { url: POLL }, response: { status: 200 }, ...more };
    expect(readHarEntry(entry, 'x 0')?.fromCache).toBe(true);
  });

  it.each([
    { response: { status: 200 }, cache: {} },
    { response: { status: 200 }, cache: { beforeRequest: null, afterRequest: null } },
    {
      response: { status: 304 },
      cache: { beforeRequest: { lastAccess: '', eTag: '', hitCount: 1 } },
    },
  ])('is none where the server was asked: %j', (more) => {
    expect(readHarEntry({ request: { url: POLL }, ...more }, 'x 0')?.fromCache).toBe(false);
  });

  it('is none where it came by the network', () => {
    const entry = { request: { url: POLL }, response: { status: 200 }, _fetchType: 'Network Load' };
    expect(readHarEntry(entry, 'x 0')?.fromCache).toBe(false);
  });
});

describe('an entry with a failure text', () => {
  const read = (response: object, timings: object = { send: 0, wait: -1, receive: 0 }) =>
    readHarEntry(
      {
        startedDateTime: '2026-10-20T05:00:00.000Z',
        time: 0,
        request: { url: POLL },
        response,
        timings,
      },
      'x 0',
    );

  it.each([
    { status: 200, headers: [], _failureText: 'net::ERR_ABORTED' },
    { status: 401, _failureText: 'NS_BINDING_ABORTED' },
    { status: 200, headers: [], _error: 'net::ERR_FAILED' },
  ])('was never answered where it has no header and took no time: %j', (response) => {
    expect(read(response)).toMatchObject({ status: 0, error: expect.stringContaining('_') });
  });

  it('was never answered where the text stands beside the answer', () => {
    const entry = {
      startedDateTime: '2026-10-20T05:00:00.000Z',
      time: 0,
      request: { url: POLL },
      response: { status: 401, headers: [] },
      timings: { send: -1, wait: -1, receive: -1 },
      _failureText: 'net::ERR_CONNECTION_RESET',
    };
    expect(readHarEntry(entry, 'x 0')).toMatchObject({
      status: 0,
      error: 'net::ERR_CONNECTION_RESET',
    });
  });

  it('was answered where it has headers, or took its time', () => {
    const aborted = { status: 204, _error: 'net::ERR_ABORTED' };
    expect(read({ ...aborted, headers: [{ name: 'date', value: 'x' }] })?.status).toBe(204);
    expect(read(aborted, { send: 1, wait: 30, receive: 2 })?.status).toBe(204);
  });

  it('is none without the text', () => {
    expect(read({ status: 200, headers: [] })?.status).toBe(200);
  });
});
