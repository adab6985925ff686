export const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
/** Below are the characters that no JSON text may have in it (RFC 8259 §7). */
export const FIRST_PLAIN = 0x20;

/** The bytes of ASCII. */
export function bytesOf(text: string): number[] {
  return [...text].map((char) => char.charCodeAt(0));
}

export const isBlank = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** What `closingQuote` gives for a character that no text may have. */
export const NO_TEXT = -1;
/** From so many plain bytes on it is quicker to have the engine look for the end of a text. */
const PLAIN_BYTES = 48;

/** Whether an odd number of backslashes stands right before a place. */
function isEscaped(bytes: Uint8Array, from: number, at: number): boolean {
  let first = at;
  while (first > from && bytes[first - 1] === BACKSLASH) first -= 1;
  return (at - first) % 2 === 1;
}

/**
 * Where the text that is read at `from` ends; not before `end` while it goes on. Not each character
 * that it may not have is seen.
 */
export function closingQuote(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  let near = at + PLAIN_BYTES;
  while (at < end) {
    if (at >= near) {
      const quote = bytes.indexOf(QUOTE, at);
      const to = quote === -1 || quote > end ? end : quote;
      if (!isEscaped(bytes, at, to)) return to;
      at = to + 1;
      near = at + PLAIN_BYTES;
      continue;
    }
    const byte = bytes[at] as number;
    if (byte === QUOTE) return at;
    if (byte === BACKSLASH) {
      // Whatever is escaped ends nothing; it may be in the next chunk.
      at += 2;
      near = at + PLAIN_BYTES;
    } else if (byte < FIRST_PLAIN) return NO_TEXT;
    else at += 1;
  }
  return at;
}

/** Whether the value that begins at `from` has this name. */
export function isNamed(bytes: Uint8Array, from: number, name: readonly number[]): boolean {
  let at = from - 1;
  while (isBlank(bytes[at])) at -= 1;
  if (bytes[at] !== COLON) return false;
  do at -= 1;
  while (isBlank(bytes[at]));
  const first = at + 1 - name.length;
  return name.every((byte, index) => bytes[first + index] === byte);
}
