/** A stretch of the filter's text: from the character `from` up to, not including, `to`. */
export interface TextSpan {
  from: number;
  to: number;
}

/** One of the values of a term, without its quotes. */
export interface ValueToken extends TextSpan {
  text: string;
  /** it was opened with a quote that no other closes */
  isOpen: boolean;
}

/** A term as it is written: `-key:value,"another value"`, or text alone. */
export interface TermToken extends TextSpan {
  negated: boolean;
  /** in lower case, its span without the colon; null where text is searched */
  key: (TextSpan & { name: string }) | null;
  values: ValueToken[];
}

const BLANK = /\s/;
/** Letters before a colon; `https://` and the like are text. */
const KEY = /([a-z][a-z-]*):(?!\/\/)/iy;
const QUOTE = '"';
const ESCAPE = '\\';

/** In quotes, `\"` is a quote and `\\` a backslash; any other backslash is itself. */
function readQuoted(text: string, from: number): ValueToken {
  let said = '';
  let at = from + 1;
  for (; at < text.length && text[at] !== QUOTE; at += 1) {
    const next = text[at + 1];
    if (text[at] === ESCAPE && (next === QUOTE || next === ESCAPE)) at += 1;
    said += text[at];
  }
  const isOpen = at >= text.length;
  return { from, to: isOpen ? text.length : at + 1, text: said, isOpen };
}

function readValue(text: string, from: number, isListed: boolean): ValueToken {
  if (text[from] === QUOTE) return readQuoted(text, from);
  let to = from;
  for (let char = text[to]; char !== undefined && !BLANK.test(char); char = text[to]) {
    if (isListed && char === ',') break;
    to += 1;
  }
  return { from, to, text: text.slice(from, to), isOpen: false };
}

function readTerm(text: string, from: number): TermToken {
  const negated = text[from] === '-';
  let at = negated ? from + 1 : from;
  KEY.lastIndex = at;
  const name = KEY.exec(text)?.[1];
  const key =
    name === undefined ? null : { from: at, to: at + name.length, name: name.toLowerCase() };
  if (key) at = key.to + 1;
  const values = [readValue(text, at, key !== null)];
  for (;;) {
    at = values.at(-1)?.to ?? at;
    if (!key || text[at] !== ',') return { from, to: at, negated, key, values };
    values.push(readValue(text, at + 1, true));
  }
}

/** The terms of a filter in order; never fails, whatever the text. */
export function readTerms(text: string): TermToken[] {
  const terms: TermToken[] = [];
  for (let at = 0; at < text.length; ) {
    if (BLANK.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const term = readTerm(text, at);
    terms.push(term);
    at = term.to;
  }
  return terms;
}

function quoted(text: string): string {
  return `${QUOTE}${text.replace(/["\\]/g, '\\$&')}${QUOTE}`;
}

function isKeyed(text: string): boolean {
  KEY.lastIndex = 0;
  return KEY.test(text);
}

/** A value of a key as it must be written. */
export function printValue(text: string): string {
  return /^$|^"|^\/\/|[\s,]/.test(text) ? quoted(text) : text;
}

/** Text to search as it must be written. */
export function printText(text: string): string {
  return /^$|^["-]|\s/.test(text) || isKeyed(text) ? quoted(text) : text;
}
