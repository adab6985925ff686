import { describe, expect, it } from 'vitest';
import { BrokenFile } from '../../../src/core/har/broken-file.ts';
import { isBlank, readHarFile } from '../../../src/core/har/har-file.ts';
import { HarLegsReader } from '../../../src/core/har/har-legs.ts';
import { LONG_BYTES } from '../../../src/core/har/har-scan.ts';
import { HarStream } from '../../../src/core/har/har-stream.ts';
import { findJsonBreak } from '../../../src/core/har/json-break.ts';
import { SecretSearch, secretsInHar } from '../../../src/core/redaction/har-secrets.ts';
import { fieldsOf } from '../../../src/core/token/json.ts';
import { fc } from '../../seeded.ts';

const isOurs = (url: string) => url.startsWith('https://api.');

function* piecesOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What is read of a text that comes in pieces of so many bytes. */
function streamed(bytes: Uint8Array, size: number): unknown {
  const stream = new HarStream(() => new HarLegsReader('file 1', isOurs));
  for (const piece of piecesOf(bytes, size)) if (!stream.push(piece)) break;
  const read = stream.end();
  if (read.kind === 'har') return read.entries.read(fieldsOf(fieldsOf(read.value).log));
  if (read.kind === 'other') return { kind: 'problem', problem: 'not-har' };
  const broken = new BrokenFile();
  for (const piece of piecesOf(bytes, size)) broken.push(piece);
  const { isBlank: isEmpty, at } = broken.end();
  return isEmpty ? { kind: 'problem', problem: 'empty' } : { kind: 'not-json', at };
}

/** The same of the text as a whole. */
function whole(text: string): unknown {
  const reading = readHarFile(text, 'file 1', isOurs);
  if (reading.kind === 'problem' && reading.problem === 'not-json')
    // No editor counts the mark as a character.
    return { kind: 'not-json', at: findJsonBreak(text.replace(/^\uFEFF/, '')) };
  return reading;
}

const long = fc
  .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([text, isLong]) => (isLong ? text.repeat(LONG_BYTES / text.length + 1) : text));
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constant('a"b\\c\u0001\n'),
  // Behind so much that nothing has to be looked at in it.
  fc.constantFrom('\\', '\\\\', '"', '\\"').map((end) => 'x'.repeat(60) + end),
);
const url = fc.constantFrom('https://api.example/x', 'https://other.example/y', 'ws://api.', '');
const headers = fc.array(
  fc.record({ name: fc.constantFrom('authorization', 'date'), value: text }),
  {
    maxLength: 2,
  },
);
const content = fc.record(
  {
    size: fc.integer(),
    mimeType: fc.constantFrom('image/png', 'application/json'),
    encoding: fc.constantFrom('base64', 'BASE64', ''),
    text: fc.oneof(long, fc.constant('AAAA'.repeat(LONG_BYTES))),
  },
  { requiredKeys: ['text'] },
);
const frame = fc.record({
  functionName: fc.constantFrom('poll', ''),
  url: fc.constantFrom('https://api.example/app.js', 'https://other.example/"'),
  lineNumber: fc.constantFrom(0, 40),
});
const stack = fc.record({ callFrames: fc.array(frame, { maxLength: 2 }) });
/** Few, so that many entries have the same. */
const initiator = fc.oneof(
  fc.record({ type: fc.constant('script'), stack }),
  fc.jsonValue(),
  fc.constant('left out'),
);
const entry = fc.record(
  {
    startedDateTime: fc.constantFrom('2026-11-23T05:00:00.000Z', '2026-11-23T05:00:01.000Z', '?'),
    time: fc.integer({ min: 0, max: 9 }),
    request: fc.record(
      { method: fc.constant('GET'), url, headers, postData: fc.record({ text: long }) },
      { requiredKeys: ['url'] },
    ),
    response: fc.record(
      { status: fc.constantFrom(0, 200, 401), headers, content, text: long },
      { requiredKeys: ['content'] },
    ),
    _webSocketMessages: fc.array(fc.record({ data: long, text: long })),
    _initiator: initiator,
  },
  { requiredKeys: ['request', 'response'] },
);
const entries = fc.array(fc.oneof({ weight: 6, arbitrary: entry }, fc.jsonValue()), {
  maxLength: 4,
});
const creator = fc.record({ name: fc.constantFrom('WebInspector', text) });
const log = fc.oneof(
  fc.record({ creator, entries, pages: fc.jsonValue(), log: fc.record({ entries }) }),
  fc.record({ entries, creator }),
  fc.jsonValue(),
);
/** A HAR as some producer or other writes it, with names that stand twice or are escaped. */
const har = fc
  .tuple(log, log, fc.constantFrom(0, 1), fc.constantFrom('plain', 'twice', 'escaped', 'marked'))
  .map(([first, second, indent, form]) => {
    const json = (value: unknown) => JSON.stringify(value, null, indent);
    if (form === 'twice') return `{"log":${json(first)},"log" : ${json(second)}}`;
    if (form === 'escaped') return json({ log: first }).replace('"entries"', '"entr\\u0069es"');
    return `${form === 'marked' ? '\uFEFF' : ''}${json({ x: [{ entries: [1] }], log: first })}`;
  });
const size = fc.constantFrom(1, 2, 3, 7, 64, 1_000, 100_000);
const encode = (text: string) => new TextEncoder().encode(text);

describe('a HAR that comes in pieces', () => {
  it('is read as one that is there at once', () => {
    let legs = 0;
    fc.assert(
      fc.property(har, size, (text, size) => {
        const read = whole(text);
        if (fieldsOf(read).kind === 'legs') legs += 1;
        expect(streamed(encode(text), size)).toEqual(read);
      }),
      { numRuns: 150 },
    );
    expect(legs).toBeGreaterThan(25);
  });

  it('is refused for the same reason, at the same place', () => {
    const damage = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('', '}', '"', '\\', 'NaN', ',', '\n', '\u0001'),
    );
    let broken = 0;
    fc.assert(
      fc.property(har, damage, fc.boolean(), size, (text, [share, put], isCut, size) => {
        const at = Math.floor(share * text.length);
        const spoilt = text.slice(0, at) + put + (isCut ? '' : text.slice(at + 1));
        // Half a character is none.
        fc.pre(!/\p{Surrogate}/u.test(spoilt));
        const read = whole(spoilt);
        if (fieldsOf(read).kind === 'not-json') broken += 1;
        expect(streamed(encode(spoilt), size)).toEqual(read);
      }),
      { numRuns: 250 },
    );
    expect(broken).toBeGreaterThan(50);
  });

  it('is searched for secrets as one that is there at once', () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.${'c'.repeat(43)}`;
    const body = JSON.stringify({ data: { token }, more: 'x'.repeat(LONG_BYTES) });
    const file = {
      log: {
        comment: token,
        entries: [
          { request: { url: '/', postData: { text: body } } },
          {
            response: { content: { mimeType: 'text/plain', encoding: 'base64', text: btoa(body) } },
          },
          {
            response: { content: { mimeType: 'image/png', encoding: 'base64', text: btoa(body) } },
          },
        ],
      },
    };
    const stream = new HarStream(() => new SecretSearch());
    for (const piece of piecesOf(encode(JSON.stringify(file)), 500)) stream.push(piece);
    const read = stream.end();
    if (read.kind !== 'har') throw new Error(read.kind);
    const held = read.entries.end(fieldsOf(fieldsOf(read.value).log));
    expect(held).toEqual(secretsInHar(file));
    expect(held.map(({ entry }) => entry)).toEqual([0, 1, null]);
  });

  it('in UTF-16 is read too', () => {
    const text = `\uFEFF${JSON.stringify({ log: { entries: [{ request: { url: 'https://api.é/', method: 'Ж' } }] } })}`;
    const bytes = Buffer.from(text, 'utf16le');
    for (const size of [1, 3, 1_000]) {
      expect(streamed(bytes, size)).toEqual(whole(text));
      expect(streamed(Buffer.from(bytes).swap16(), size)).toEqual(whole(text));
    }
  });

  it('is empty where there is nothing but blanks', () => {
    for (const text of ['', '\uFEFF', ' \n\u00a0']) {
      expect(isBlank(text)).toBe(true);
      expect(streamed(encode(text), 1)).toEqual({ kind: 'problem', problem: 'empty' });
    }
  });
});
