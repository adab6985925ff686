/** So many are remembered; a longer text is hardly there twice. */
const MAX_REMEMBERED = 1_024;
const MAX_CHARACTERS = 65_536;

/** What is read of texts of which many are the same: for the same text the same object. */
export class ReadOnce<T> {
  readonly #read: (text: string) => T;
  readonly #known = new Map<string, T>();

  constructor(read: (text: string) => T) {
    this.#read = read;
  }

  read(text: string): T {
    if (text.length > MAX_CHARACTERS) return this.#read(text);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const fresh = this.#read(text);
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    this.#known.set(text, fresh);
    return fresh;
  }
}
