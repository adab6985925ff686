import { isGuessableName, isSecretName } from './secret-names.ts';

/** Where in a text something secret stands. */
export interface SecretSpan {
  from: number;
  to: number;
}

/**
 * `"name": "` in any depth of escaping, the name's letters too (`pass\u0077ord`); bounded, for a page
 * may send anything.
 */
const JSON_NAME =
  /(\\{0,16}["'])((?:[\w.$[\] -]|\\{1,16}u[\da-fA-F]{4}){1,256})\1\s{0,8}:\s{0,8}(?:(\\{0,16}["'])|(?=-?\d))/g;
const ESCAPED_LETTER = /\\+u([\da-fA-F]{4})/g;
/** `name = '` in a script, `name="` in markup. */
const ASSIGNED = /(?<![\w.$-])([\w.$-]{1,64})\s{0,8}[:=]\s{0,8}(["'`])/g;
/** `<name>text`, the text also in a CDATA section (XML 1.0 §2.7). */
const ELEMENT =
  /<(?:[\w.-]{1,32}:)?([\w.-]{1,64})(?:\s[^<>]{0,512})?>\s{0,64}(?:<!\[CDATA\[)?([^<\]]+)/g;
const TAG = /<[a-z][^<>]{0,1024}>/gi;
const NAMING = /\b(?:name|id|property|itemprop)\s{0,8}=\s{0,8}["']?([\w.:-]{1,64})/i;
const HOLDING = /\b(?:value|content)\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
/** The head of a part (RFC 7578 §4.2), to the empty line after it; its first line is read once. */
const PART =
  /\bname="([^"\r\n]{1,64})"(?=([^\r\n]{0,96}))\2\r?\n(?:[^\r\n]{1,256}\r?\n){0,4}\r?\n(?!--)/g;
const PART_END = /\r?\n--|$/g;

/** Index of the quote that ends a string, or the text's end; `\\"` inside it ends nothing. */
function closingQuote(text: string, quote: string, from: number): number {
  let end = text.indexOf(quote, from);
  while (end > from && text[end - 1] === '\\') end = text.indexOf(quote, end + quote.length);
  return end === -1 ? text.length : end;
}

/** Gathers spans of one form, none within another. */
function spansOf(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray, from: number) => number | null,
): SecretSpan[] {
  const spans: SecretSpan[] = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    const from = match.index + match[0].length;
    if (from < done) continue;
    const to = read(match, from);
    if (to === null) continue;
    spans.push({ from, to });
    done = to;
  }
  return spans;
}

const NUMBER_END = /[^\d.eE+-]|$/g;

function endBy(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function unescaped(name: string): string {
  return name.replace(ESCAPED_LETTER, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The values of secret fields in JSON, also escaped, broken off or inside other text. */
export function jsonSpans(text: string): SecretSpan[] {
  return spansOf(text, JSON_NAME, ([, , escaped = '', quote], from) => {
    const name = escaped.includes('\\') ? unescaped(escaped) : escaped;
    if (quote) return isSecretName(name) ? closingQuote(text, quote, from) : null;
    return isGuessableName(name) ? endBy(NUMBER_END, text, from) : null;
  });
}

function assignedSpans(text: string): SecretSpan[] {
  return spansOf(text, ASSIGNED, ([, name = '', quote = ''], from) =>
    isSecretName(name) ? closingQuote(text, quote, from) : null,
  );
}

function partSpans(text: string): SecretSpan[] {
  return spansOf(text, PART, ([, name = ''], from) =>
    isSecretName(name) ? endBy(PART_END, text, from) : null,
  );
}

function elementSpans(text: string): SecretSpan[] {
  return [...text.matchAll(ELEMENT)].flatMap(({ 0: all, 1: name = '', 2: held = '', index }) => {
    const to = index + all.length;
    return isSecretName(name) ? [{ from: to - held.length, to }] : [];
  });
}

/** `<input name="csrf_token" value="…">`, `<meta name="csrf-token" content="…">`. */
function tagSpans(text: string): SecretSpan[] {
  return [...text.matchAll(TAG)].flatMap(({ 0: tag, index }) => {
    if (!isSecretName(NAMING.exec(tag)?.[1] ?? '')) return [];
    return [...tag.matchAll(HOLDING)].flatMap(
      ({ 0: all, 1: double, 2: single, 3: bare, index: at }) => {
        const held = double ?? single ?? bare ?? '';
        const from = index + at + all.lastIndexOf(held);
        return held === '' ? [] : [{ from, to: from + held.length }];
      },
    );
  });
}

/** The forms in which a field can stand, each looked for only where its sign is in the text. */
const FORMS: readonly [signs: readonly string[], spans: (text: string) => SecretSpan[]][] = [
  [['"', "'"], jsonSpans],
  [['"', "'", '`'], assignedSpans],
  [['name="'], partSpans],
  [['</', '<!['], elementSpans],
  [['<'], tagSpans],
];

/** The text with the values of all secret fields made something else. */
export function replaceFields(text: string, replace: (value: string) => string): string {
  let out = text;
  for (const [signs, spans] of FORMS)
    if (signs.some((sign) => out.includes(sign))) out = replaceSpans(out, spans(out), replace);
  return out;
}

function replaceSpans(
  text: string,
  spans: readonly SecretSpan[],
  replace: (value: string) => string,
) {
  let out = '';
  let done = 0;
  for (const { from, to } of spans) {
    out += text.slice(done, from) + replace(text.slice(from, to));
    done = to;
  }
  return out + text.slice(done);
}
