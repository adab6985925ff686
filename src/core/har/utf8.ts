const UTF8_MARK = [0xef, 0xbb, 0xbf];
const UTF16_LE = [0xff, 0xfe];
const UTF16_BE = [0xfe, 0xff];

/** UTF-8 as HAR wants it; UTF-16 where a byte order mark says so (Windows tools write it). */
export class Utf8Reader {
  #begun: Uint8Array | null = new Uint8Array(0);
  #decoder: TextDecoder | null = null;

  /** The bytes of these as UTF-8, without a mark. */
  read(chunk: Uint8Array): Uint8Array {
    const begun = this.#begun;
    if (begun === null) return this.#recoded(chunk);
    const bytes = new Uint8Array(begun.length + chunk.length);
    bytes.set(begun);
    bytes.set(chunk, begun.length);
    if (bytes.length < UTF8_MARK.length) {
      this.#begun = bytes;
      return new Uint8Array(0);
    }
    return this.#begin(bytes);
  }

  /** What is left once all was given. */
  end(): Uint8Array {
    const rest = this.#begun === null ? new Uint8Array(0) : this.#begin(this.#begun);
    if (!this.#decoder) return rest;
    return new TextEncoder().encode(new TextDecoder().decode(rest) + this.#decoder.decode());
  }

  #begin(bytes: Uint8Array): Uint8Array {
    this.#begun = null;
    const beginsWith = (mark: readonly number[]) =>
      mark.every((byte, index) => bytes[index] === byte);
    if (beginsWith(UTF16_LE)) this.#decoder = new TextDecoder('utf-16le');
    else if (beginsWith(UTF16_BE)) this.#decoder = new TextDecoder('utf-16be');
    return this.#recoded(beginsWith(UTF8_MARK) ? bytes.subarray(UTF8_MARK.length) : bytes);
  }

  #recoded(bytes: Uint8Array): Uint8Array {
    if (!this.#decoder) return bytes;
    return new TextEncoder().encode(this.#decoder.decode(bytes, { stream: true }));
  }
}
