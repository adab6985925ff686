/** So many are remembered; a longer text is hardly there twice. */
const MAX_REMEMBERED = 1_024;
const MAX_CHARACTERS = 65_536;

/** What is read of texts of which many are the same: for the same text the same object. */
export class ReadOnce<T> {
  readonly #read: (text: string) => T;
  readonly #known = new Map<string, T>();
  #last: { text: string; read: T } | null = null;

  constructor(read: (text: string) => T) {
    this.#read = read;
  }

  read(text: string): T {
    // To compare two texts is cheaper than to look one up.
    if (this.#last?.text === text) return this.#last.read;
    if (text.length > MAX_CHARACTERS) return this.#read(text);
    const read = this.#known.get(text) ?? this.#readAnew(text);
    this.#last = { text, read };
    return read;
  }

  #readAnew(text: string): T {
    const read = this.#read(text);
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear();
    this.#known.set(text, read);
    return read;
  }
}
