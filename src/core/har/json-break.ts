import { type Said, said } from '../language/language.ts';

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

/** So much is looked at ahead, so that no number or word is cut by what a text comes in. */
const AHEAD_CHARACTERS = 1_024;

/** Reads JSON that comes bit by bit, without keeping any of it. */
export class JsonBreakSearch {
  readonly #open: ('[' | '{')[] = [];
  #text = '';
  #wanted: Wanted = 'value';
  #isInText = false;
  #isBroken = false;
  #isBegun = false;
  #at = 0;
  /** where the text that is there begins, from 1 */
  #line = 1;
  #column = 1;

  push(text: string): void {
    if (this.#isBroken) {
      // What follows may tell what was meant.
      if (this.#text.length - this.#at < AHEAD_CHARACTERS) this.#text += text;
      return;
    }
    this.#text += text;
    this.#read(AHEAD_CHARACTERS);
    if (!this.#isBroken) this.#forget();
  }

  /** Where it is no JSON any more; null where it is JSON to its end. */
  end(): JsonBreak | null {
    if (!this.#isBroken) this.#read(0);
    if (!this.#isBroken) return null;
    const text = this.#text;
    const at = this.#at;
    const lines = text.slice(0, at).split('\n');
    const column = (lines.at(-1) ?? '').length + 1;
    return {
      line: this.#line + lines.length - 1,
      column: lines.length === 1 ? this.#column + column - 1 : column,
      isCutOff: at >= text.length || isBegunAt(text, at),
      word: wordAt(text, at),
    };
  }

  #forget(): void {
    const lines = this.#text.slice(0, this.#at).split('\n');
    const { length } = lines.at(-1) ?? '';
    this.#line += lines.length - 1;
    this.#column = lines.length === 1 ? this.#column + length : length + 1;
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
  }

  /** Reads on as long as it is JSON and so much lies ahead. */
  #read(ahead: number): void {
    if (!this.#isBegun && this.#text !== '') {
      this.#isBegun = true;
      this.#at = this.#text.startsWith('\uFEFF') ? 1 : 0;
    }
    const until = () => this.#text.length - ahead;
    while (!this.#isBroken) {
      if (!this.#isInText) this.#skip(BLANK);
      if (this.#at >= until()) {
        this.#isBroken = ahead === 0 && (this.#isInText || this.#wanted !== 'nothing');
        return;
      }
      this.#isBroken = !(this.#isInText
        ? this.#readText()
        : this.#step(this.#text.charAt(this.#at)));
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
        return this.#beginText(next);
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
    return next === '"' ? this.#beginText(next) : this.#skip(WORD) || this.#skip(NUMBER);
  }

  #close(bracket: '[' | '{'): boolean {
    if (this.#open.at(-1) !== bracket) return false;
    this.#open.pop();
    this.#wanted = this.#open.length === 0 ? 'nothing' : 'more';
    return this.#take(true);
  }

  #beginText(next: string): boolean {
    this.#isInText = next === '"';
    return this.#take(this.#isInText);
  }

  /** To the next quote or backslash, and over it. */
  #readText(): boolean {
    const from = this.#at;
    this.#skip(PLAIN);
    // How much lies ahead now is looked at first.
    if (this.#at > from) return true;
    const next = this.#text.charAt(this.#at);
    if (next === '"') {
      this.#isInText = false;
      return this.#take(true);
    }
    if (next === '\\' && this.#skip(ESCAPE)) return true;
    // An escape that has only begun ends the text, too.
    this.#skip(BEGUN_ESCAPE);
    return false;
  }

  #take(isRight: boolean): boolean {
    if (isRight) this.#at += 1;
    return isRight;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) return false;
    this.#at += found[0].length;
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
  const search = new JsonBreakSearch();
  search.push(text);
  return search.end();
}

/** Says of the file of a name that it is no JSON, and where. */
export function notJson(name: string, at: JsonBreak | null): Said {
  const { line, column, isCutOff, word } = at ?? {
    line: 1,
    column: 1,
    isCutOff: false,
    word: null,
  };
  if (word !== null) return said('file_problem_not_json_word', { name, line, column, word });
  return said(isCutOff ? 'file_problem_not_json_cut_off' : 'file_problem_not_json', {
    name,
    line,
    column,
  });
}
