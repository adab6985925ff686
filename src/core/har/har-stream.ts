import { ReadOnce } from '../recording/read-once.ts';
import { NEVER_TEXT } from '../service/http.ts';
import { fieldsOf } from '../token/json.ts';
import { type ByteRange, HarScan, type ScannedEntry } from './har-scan.ts';
import { BACKSLASH, bytesOf, FIRST_PLAIN } from './json-bytes.ts';
import { Utf8Reader } from './utf8.ts';

/** What takes the entries of a HAR as they come. */
export interface EntryReader {
  /** false where bodies of this entry need not be read */
  isWanted(entry: unknown): boolean;
  add(entry: unknown): void;
}

/** What a file is; `value` is what stands around the entries, or all of what is no HAR. */
export type Streamed<R> =
  | { kind: 'har'; entries: R; value: unknown }
  | { kind: 'other'; value: unknown }
  | { kind: 'broken' };

const ESCAPES = new Set(bytesOf('"\\/bfnrt'));
const UNICODE = 0x75;
const HEX_DIGITS = 4;
const MARKED = 'left out';
const MARK = JSON.stringify(MARKED);

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** @throws what the engine throws of a text that is too long for it */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The entry's text with a mark in place of some of it. */
function textWithout(json: Uint8Array, parts: readonly ByteRange[]): string {
  let from = 0;
  let text = '';
  for (const part of parts) {
    text += utf8.decode(json.subarray(from, part.from)) + MARK;
    from = part.to;
  }
  return text + utf8.decode(json.subarray(from));
}

const isHexDigit = (byte: number | undefined) => /^[\da-f]$/i.test(String.fromCharCode(byte ?? 0));

/** Whether a text that nobody reads is one; it has no quote in it. */
function isText(json: Uint8Array, { from, to }: ByteRange): boolean {
  const text = json.subarray(from + 1, to - 1);
  if (text.some((byte) => byte < FIRST_PLAIN)) return false;
  for (let at = text.indexOf(BACKSLASH); at !== -1; at = text.indexOf(BACKSLASH, at + 2)) {
    const escaped = text[at + 1];
    if (escaped === UNICODE) {
      const digits = text.subarray(at + 2, at + 2 + HEX_DIGITS);
      if (digits.length < HEX_DIGITS || !digits.every(isHexDigit)) return false;
    } else if (escaped === undefined || !ESCAPES.has(escaped)) return false;
  }
  return true;
}

/** A picture and the like; of its text nothing is ever read. */
function isNeverRead(entry: unknown): boolean {
  const { request, response } = fieldsOf(entry);
  const { mimeType, encoding } = fieldsOf(fieldsOf(response).content);
  return (
    fieldsOf(fieldsOf(request).postData).text === undefined &&
    NEVER_TEXT.test(String(mimeType)) &&
    String(encoding).toLowerCase() === 'base64'
  );
}

/**
 * A HAR of any size from its bytes, one entry after another; of what else there is all is kept. A
 * reader is made for each list of entries, for only the last of them counts.
 */
export class HarStream<R extends EntryReader> {
  readonly #makeReader: () => R;
  readonly #input = new Utf8Reader();
  readonly #scan: HarScan;
  readonly #initiators = new ReadOnce(parse);
  #reader: R | null = null;
  #isBroken = false;

  constructor(makeReader: () => R) {
    this.#makeReader = makeReader;
    this.#scan = new HarScan({
      onList: () => {
        this.#reader = this.#makeReader();
      },
      onEntry: (entry) => this.#read(entry),
    });
  }

  /** False once it is known to be no JSON. */
  push(chunk: Uint8Array): boolean {
    this.#isBroken ||= !this.#scan.push(this.#input.read(chunk));
    return !this.#isBroken;
  }

  /** @throws what the engine throws where more stands around the entries than it can hold */
  end(): Streamed<R> {
    this.#isBroken ||= !this.#scan.push(this.#input.end());
    const around = this.#isBroken ? null : this.#scan.end();
    if (around === null) return { kind: 'broken' };
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const texts = around.map((bytes) => decoder.decode(bytes, { stream: true }));
    const value = parse(texts.join('') + decoder.decode());
    if (value === undefined) return { kind: 'broken' };
    const isHar = Array.isArray(fieldsOf(fieldsOf(value).log).entries);
    return isHar && this.#reader
      ? { kind: 'har', entries: this.#reader, value }
      : { kind: 'other', value };
  }

  #read(scanned: ScannedEntry): boolean {
    const reader = this.#reader;
    const { json, bodies } = scanned;
    const light = this.#parse(scanned, bodies);
    if (light === undefined || reader === null) return false;
    if (bodies.length === 0) {
      reader.add(light);
      return true;
    }
    if (reader.isWanted(light) && !isNeverRead(light)) {
      const whole = this.#parse(scanned, []);
      reader.add(whole);
      return whole !== undefined;
    }
    reader.add(light);
    return bodies.every((body) => isText(json, body));
  }

  /** An entry without these of its bodies; undefined where it is no JSON. */
  #parse({ json, initiator }: ScannedEntry, bodies: readonly ByteRange[]): unknown {
    if (initiator === null) return parse(textWithout(json, bodies));
    const parts = [...bodies, initiator].sort((a, b) => a.from - b.from);
    const entry = parse(textWithout(json, parts));
    const shared = this.#initiators.read(utf8.decode(json.subarray(initiator.from, initiator.to)));
    if (entry === undefined || shared === undefined) return undefined;
    // Of a name that is there twice the last counts.
    const fields = fieldsOf(entry);
    if (fields._initiator === MARKED) fields._initiator = shared;
    return entry;
  }
}
