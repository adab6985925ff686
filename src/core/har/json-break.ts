/** Where a text stops being JSON (RFC 8259), without a word of it: it may hold secrets. */
export interface JsonBreak {
  /** from 1 */
  line: number;
  /** from 1, in characters */
  column: number;
  /** it is JSON up to its end, and goes on behind it */
  isCutOff: boolean;
  /** a word of JavaScript or Python that JSON does not know */
  word: string | null;
}

/** Written by programs that print their own values for JSON. */
const FOREIGN = /-?(?:NaN|Infinity)\b|\b(?:undefined|None|True|False)\b/y;
const BLANK = /[ \t\n\r]*/y;
const WORD = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** So far a number, a word or an escape may go on behind the text's end. */
const BEGUN = /(?:-|[.eE][+-]?|t|tr|tru|f|fa|fal|fals|n|nu|nul|N|Na|I\w{0,7})$/y;
/** All but the quote, the backslash and control characters. */
const PLAIN = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const BEGUN_ESCAPE = /\\(?:u[\da-fA-F]{0,3})?$/y;

type Wanted = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'more' | 'nothing';

/** Reads JSON without keeping any of it. */
class Reader {
  readonly #text: string;
  readonly #open: ('[' | '{')[] = [];
  #wanted: Wanted = 'value';
  at = 0;

  constructor(text: string) {
    this.#text = text;
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#text.length;
  }

  /** Reads on as long as it is JSON; whether all of it is. */
  read(): boolean {
    for (;;) {
      this.#skip(BLANK);
      if (this.isAtEnd) return this.#wanted === 'nothing';
      if (!this.#step(this.#text.charAt(this.at))) return false;
    }
  }

  #step(next: string): boolean {
    switch (this.#wanted) {
      case 'value-or-end':
      case 'value':
        return next === ']' && this.#wanted === 'value-or-end'
          ? this.#close('[')
          : this.#value(next);
      case 'name-or-end':
      case 'name':
        if (next === '}' && this.#wanted === 'name-or-end') return this.#close('{');
        this.#wanted = 'colon';
        return next === '"' && this.#string();
      case 'colon':
        this.#wanted = 'value';
        return this.#take(next === ':');
      case 'more':
        if (next === ']' || next === '}') return this.#close(next === ']' ? '[' : '{');
        this.#wanted = this.#open.at(-1) === '{' ? 'name' : 'value';
        return this.#take(next === ',');
      case 'nothing':
        return false;
    }
  }

  #value(next: string): boolean {
    if (next === '[' || next === '{') {
      this.#open.push(next);
      this.#wanted = next === '[' ? 'value-or-end' : 'name-or-end';
      return this.#take(true);
    }
    this.#wanted = this.#open.length === 0 ? 'nothing' : 'more';
    return next === '"' ? this.#string() : this.#skip(WORD) || this.#skip(NUMBER);
  }

  #close(bracket: '[' | '{'): boolean {
    if (this.#open.at(-1) !== bracket) return false;
    this.#open.pop();
    this.#wanted = this.#open.length === 0 ? 'nothing' : 'more';
    return this.#take(true);
  }

  #string(): boolean {
    this.at += 1;
    for (;;) {
      this.#skip(PLAIN);
      const next = this.#text.charAt(this.at);
      if (next === '"') return this.#take(true);
      if (next === '\\' && this.#skip(ESCAPE)) continue;
      // An escape that has only begun ends the text, too.
      this.#skip(BEGUN_ESCAPE);
      return false;
    }
  }

  #take(isRight: boolean): boolean {
    if (isRight) this.at += 1;
    return isRight;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (!found) return false;
    this.at += found[0].length;
    return true;
  }
}

function wordAt(text: string, at: number): string | null {
  FOREIGN.lastIndex = at;
  return FOREIGN.exec(text)?.[0] ?? null;
}

function isBegunAt(text: string, at: number): boolean {
  BEGUN.lastIndex = at;
  return BEGUN.test(text);
}

/** Where a text is no JSON any more; null where it is JSON to its end. */
export function findJsonBreak(text: string): JsonBreak | null {
  const reader = new Reader(text);
  if (reader.read()) return null;
  const { at, isAtEnd } = reader;
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: at - lineStart + 1,
    isCutOff: isAtEnd || isBegunAt(text, at),
    word: wordAt(text, at),
  };
}
