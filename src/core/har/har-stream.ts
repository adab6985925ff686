import { NEVER_TEXT } from '../service/http.ts';
import { fieldsOf } from '../token/json.ts';
import { HarScan, type Range, type ScannedEntry } from './har-scan.ts';
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

const ESCAPES = new Set([...'"\\/bfnrt'].map((char) => char.charCodeAt(0)));
const [BACKSLASH, UNICODE] = [0x5c, 0x75];
const HEX_DIGITS = 4;
const MARK = JSON.stringify('long');

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

/** The entry's text with a mark for each long body. */
function withoutBodies({ json, bodies }: ScannedEntry): string {
  let from = 0;
  const parts = bodies.map((body) => {
    const before = utf8.decode(json.subarray(from, body.from));
    from = body.to;
    return before + MARK;
  });
  return parts.join('') + utf8.decode(json.subarray(from));
}

const isHexDigit = (byte: number | undefined) => /^[\da-f]$/i.test(String.fromCharCode(byte ?? 0));

/** Whether a text that nobody reads is one; it has no quote and no control character in it. */
function isText(json: Uint8Array, { from, to }: Range): boolean {
  const text = json.subarray(from + 1, to - 1);
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
    const isShort = bodies.length === 0;
    const light = parse(isShort ? utf8.decode(json) : withoutBodies(scanned));
    if (light === undefined || reader === null) return false;
    if (isShort) {
      reader.add(light);
      return true;
    }
    if (reader.isWanted(light) && !isNeverRead(light)) {
      const whole = parse(utf8.decode(json));
      reader.add(whole);
      return whole !== undefined;
    }
    reader.add(light);
    return bodies.every((body) => isText(json, body));
  }
}
