import { bytesOf, COLON, closingQuote, isBlank, isNamed, NO_TEXT, QUOTE } from './json-bytes.ts';

/** One entry as its bytes, good until the call returns. */
export interface ScannedEntry {
  json: Uint8Array;
  /** its long texts of bodies, in `json`, quotes and all */
  bodies: readonly ByteRange[];
  /** what says which code sent it, in `json`; null where it says nothing */
  initiator: ByteRange | null;
}

export interface ByteRange {
  from: number;
  to: number;
}

interface ScanEvents {
  /** a list of entries begins; one before it counts no more, as in `JSON.parse` */
  onList(): void;
  /** false: it is no JSON */
  onEntry(entry: ScannedEntry): boolean;
}

const COMMA = 0x2c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const FIRST_CAPACITY = 64 * 1024;
/** Bodies from so many bytes on may be left out of what is parsed. */
export const LONG_BYTES = 4_096;
/** `request.postData.text`, `response.content.text`: both lie so deep in an entry. */
const BODY_DEPTH = 3;
const BODY_KEY = bytesOf('"text"');
/** Many entries have the same one, byte for byte. */
const INITIATOR_KEY = bytesOf('"_initiator"');
const INITIATOR_DEPTH = 1;
/** No entry is longer; brackets that do not match would keep a whole file in memory. */
const MAX_ENTRY_BYTES = 2 ** 30;
const MAX_KEY_BYTES = 64;
const UTF8 = new TextDecoder();
const ESCAPED = /^(?:[^"\\]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*$/;
/** `log` is told by its name in one bracket, and its `entries` in two. */
const NAMED_DEPTH = 2;
/** Other values end where something else begins. */
const BEGIN_MORE = new Set<number | undefined>([QUOTE, OPEN_OBJECT, OPEN_LIST]);

/** A name as it stands between its quotes; an exception for each wrong one would take long. */
function nameIn(bytes: Uint8Array): string | null {
  if (bytes.length > MAX_KEY_BYTES) return null;
  const raw = UTF8.decode(bytes);
  if (!raw.includes('\\')) return raw;
  return ESCAPED.test(raw) ? String(JSON.parse(`"${raw}"`)) : null;
}

type Mode = 'around' | 'first' | 'next' | 'after' | 'entry';

/**
 * Finds the entries of a HAR in bytes of UTF-8 that come bit by bit. It only looks for where they begin
 * and end: whether they are JSON, and what stands around them, whoever parses them finds out.
 */
export class HarScan {
  readonly #events: ScanEvents;
  readonly #around: Uint8Array[] = [];
  #bytes = new Uint8Array(FIRST_CAPACITY);
  /** of what is in `#bytes` */
  #end = 0;
  #at = 0;
  /** what comes before is done with */
  #from = 0;
  #mode: Mode = 'around';
  /** open brackets around the list, and in the entry */
  #depth = 0;
  #entryDepth = 0;
  #stringFrom: number | null = null;
  #bodies: ByteRange[] = [];
  #initiatorFrom: number | null = null;
  #initiator: ByteRange | null = null;
  #isInLog = false;
  #name: string | null = null;
  #key: string | null = null;

  constructor(events: ScanEvents) {
    this.#events = events;
  }

  /** False once it is known to be no JSON. */
  push(chunk: Uint8Array): boolean {
    this.#append(chunk);
    while (this.#at < this.#end) {
      const isRight = this.#mode === 'around' ? this.#lookAround() : this.#lookInList();
      if (!isRight) return false;
      if (this.#mode === 'entry' && this.#end - this.#from > MAX_ENTRY_BYTES) return false;
    }
    return true;
  }

  /** What stands around the entries, with an empty list for them; null where they do not end. */
  end(): Uint8Array[] | null {
    if (this.#mode !== 'around') return null;
    this.#keepAround(this.#end);
    return this.#around;
  }

  #append(chunk: Uint8Array): void {
    const kept = this.#end - this.#from;
    const needed = kept + chunk.length;
    const bytes =
      needed > this.#bytes.length
        ? new Uint8Array(Math.max(needed, 2 * this.#bytes.length))
        : this.#bytes;
    if (bytes === this.#bytes) bytes.copyWithin(0, this.#from, this.#end);
    else bytes.set(this.#bytes.subarray(this.#from, this.#end));
    bytes.set(chunk, kept);
    this.#at -= this.#from;
    if (this.#stringFrom !== null) this.#stringFrom -= this.#from;
    if (this.#initiatorFrom !== null) this.#initiatorFrom -= this.#from;
    this.#bytes = bytes;
    this.#from = 0;
    this.#end = needed;
  }

  #keepAround(to: number): void {
    if (to > this.#from) this.#around.push(this.#bytes.slice(this.#from, to));
    this.#from = to;
  }

  #lookAround(): boolean {
    while (this.#at < this.#end && this.#mode === 'around') {
      if (this.#stringFrom !== null) {
        this.#at = closingQuote(this.#bytes, this.#at, this.#end);
        if (this.#at === NO_TEXT) return false;
        if (this.#at >= this.#end) break;
        this.#name =
          this.#depth <= NAMED_DEPTH
            ? nameIn(this.#bytes.subarray(this.#stringFrom + 1, this.#at))
            : null;
        this.#stringFrom = null;
        this.#at += 1;
      } else this.#lookAtBracket(this.#bytes[this.#at] as number);
    }
    if (this.#mode === 'around')
      this.#keepAround(this.#stringFrom ?? Math.min(this.#at, this.#end));
    return true;
  }

  #lookAtBracket(byte: number): void {
    if (byte === QUOTE) this.#stringFrom = this.#at;
    this.#at += 1;
    if (byte === COLON) this.#key = this.#name;
    else if (byte === COMMA) this.#key = null;
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      const isLog = this.#depth === 1 && this.#key === 'log' && byte === OPEN_OBJECT;
      const isList = this.#depth === 2 && this.#isInLog && this.#key === 'entries';
      if (isLog) this.#isInLog = true;
      this.#depth += 1;
      this.#key = null;
      if (isList && byte === OPEN_LIST) this.#beginList();
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      this.#depth -= 1;
      if (this.#depth < 2) this.#isInLog = false;
      this.#key = null;
    }
  }

  #beginList(): void {
    this.#keepAround(this.#at);
    this.#mode = 'first';
    this.#events.onList();
  }

  #lookInList(): boolean {
    while (this.#at < this.#end && this.#mode !== 'around') {
      if (this.#mode === 'entry') {
        if (!this.#readEntry()) return false;
      } else if (isBlank(this.#bytes[this.#at])) this.#at += 1;
      else if (!this.#lookBetween(this.#bytes[this.#at] as number)) return false;
    }
    return true;
  }

  #lookBetween(byte: number): boolean {
    this.#from = this.#at;
    if (byte === CLOSE_LIST && this.#mode !== 'next') {
      // What comes after is read as what came before.
      this.#mode = 'around';
      return true;
    }
    if (this.#mode === 'after') {
      this.#mode = 'next';
      this.#at += 1;
      return byte === COMMA;
    }
    this.#mode = 'entry';
    return byte !== CLOSE_LIST;
  }

  /** Reads on to the end of the entry, or of what is there of it: of every byte, so by local names. */
  #readEntry(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    if (!BEGIN_MORE.has(bytes[this.#from])) return this.#readScalar();
    let at = this.#at;
    let depth = this.#entryDepth;
    let textFrom = this.#stringFrom;
    let initiatorFrom = this.#initiatorFrom;
    let isWhole = false;
    while (at < end && !isWhole) {
      if (textFrom === null) {
        const byte = bytes[at];
        if (byte === QUOTE) textFrom = at;
        else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
          if (depth === INITIATOR_DEPTH && isNamed(bytes, at, INITIATOR_KEY)) initiatorFrom = at;
          depth += 1;
        } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
          depth -= 1;
          if (depth === INITIATOR_DEPTH && initiatorFrom !== null) {
            this.#initiator = this.#range(initiatorFrom, at + 1);
            initiatorFrom = null;
          }
        }
      } else {
        at = closingQuote(bytes, at, end);
        if (at === NO_TEXT) return false;
        if (at >= end) break;
        const isLong = depth === BODY_DEPTH && at - textFrom >= LONG_BYTES;
        if (isLong && isNamed(bytes, textFrom, BODY_KEY))
          this.#bodies.push(this.#range(textFrom, at + 1));
        textFrom = null;
      }
      at += 1;
      isWhole = depth === 0 && textFrom === null;
    }
    this.#at = at;
    this.#entryDepth = depth;
    this.#stringFrom = textFrom;
    this.#initiatorFrom = initiatorFrom;
    return isWhole ? this.#endEntry() : true;
  }

  /** A number or a word; nobody makes an entry of one, but JSON may. */
  #readScalar(): boolean {
    for (; this.#at < this.#end; this.#at += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === COMMA || byte === CLOSE_LIST || isBlank(byte)) return this.#endEntry();
    }
    return true;
  }

  /** A place in the entry, by where it is in what is held of the file. */
  #range(from: number, to: number): ByteRange {
    return { from: from - this.#from, to: to - this.#from };
  }

  #endEntry(): boolean {
    const json = this.#bytes.subarray(this.#from, this.#at);
    const bodies = this.#bodies;
    const initiator = this.#initiator;
    this.#bodies = [];
    this.#initiator = null;
    this.#initiatorFrom = null;
    this.#from = this.#at;
    this.#mode = 'after';
    return this.#events.onEntry({ json, bodies, initiator });
  }
}
