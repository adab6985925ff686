import { isBlank } from './har-file.ts';
import { type JsonBreak, JsonBreakSearch } from './json-break.ts';
import { Utf8Reader } from './utf8.ts';

/** What is wrong with a file that is no JSON. */
export interface Broken {
  isBlank: boolean;
  /** it holds a NUL, as no text does */
  hasNul: boolean;
  at: JsonBreak | null;
}

/** Reads a file of any size a second time, to say why it is no JSON. */
export class BrokenFile {
  readonly #input = new Utf8Reader();
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #search = new JsonBreakSearch();
  #isBlank = true;
  #hasNul = false;

  push(chunk: Uint8Array): void {
    this.#read(this.#decoder.decode(this.#input.read(chunk), { stream: true }));
  }

  end(): Broken {
    this.#read(this.#decoder.decode(this.#input.end()));
    return { isBlank: this.#isBlank, hasNul: this.#hasNul, at: this.#search.end() };
  }

  #read(text: string): void {
    this.#isBlank &&= isBlank(text);
    this.#hasNul ||= text.includes('\0');
    this.#search.push(text);
  }
}
