/** From this length on a secret is looked for in every text; shorter ones are masked by their place. */
export const MIN_SECRET_LENGTH = 12;
/** Needles are found by their first characters. */
const HEAD = 8;
/** The first characters of all needles as a set of hashes, so that most places cost one look. */
const HASHES = 1 << 18;

function utf8Binary(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** What stands in base64 wherever these bytes are encoded, at each of the three alignments. */
function base64Forms(text: string): string[] {
  const binary = utf8Binary(text);
  return [0, 1, 2].map((before) => {
    const encoded = btoa('\0'.repeat(before) + binary).replace(/=+$/, '');
    const firstWhole = Math.ceil((before * 8) / 6);
    const lastWhole = Math.floor(((before + binary.length) * 8) / 6);
    return encoded.slice(firstWhole, lastWhole);
  });
}

function percentEncoded(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    // A lone surrogate has no UTF-8, so no URL can hold it.
    return text;
  }
}

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);

/** A secret as it may be written in a text: plain, escaped, percent-encoded, in base64. */
function formsOf(secret: string): Set<string> {
  const percent = percentEncoded(secret);
  const inBase64 = base64Forms(secret);
  const forms = [
    secret,
    escaped(secret),
    escaped(escaped(secret)),
    percent,
    percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    new URLSearchParams([['', secret]]).toString().slice(1),
    percentEncoded(percent),
    ...inBase64,
    ...inBase64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...inBase64.map(percentEncoded),
  ];
  return new Set(forms.filter((form) => form.length >= MIN_SECRET_LENGTH));
}

function hashAt(text: string, index: number): number {
  const a = text.charCodeAt(index) + text.charCodeAt(index + 1) * 31;
  const b = text.charCodeAt(index + 2) * 961 + text.charCodeAt(index + 3) * 29_791;
  const c = text.charCodeAt(index + 4) * 923_521 + text.charCodeAt(index + 5) * 28_629_151;
  return (a + b + c) & (HASHES - 1);
}

/** Values known to be secret, and the way to take them out of any text in whatever form. */
export class Secrets {
  readonly #seen = new Set<string>();
  readonly #byHead = new Map<string, string[]>();
  readonly #hashes = new Uint8Array(HASHES);
  readonly #maskOf: (secret: string) => string;
  readonly isPublic: (word: string) => boolean;

  /**
   * @param maskOf what stands in place of a secret
   * @param isPublic ids that are shown though they look like chance
   */
  constructor(
    maskOf: (secret: string) => string,
    isPublic: (word: string) => boolean = () => false,
  ) {
    this.#maskOf = maskOf;
    this.isPublic = isPublic;
  }

  add(secret: string): void {
    if (secret.length < MIN_SECRET_LENGTH || this.#seen.has(secret)) return;
    this.#seen.add(secret);
    for (const form of formsOf(secret)) {
      const head = form.slice(0, HEAD);
      const needles = this.#byHead.get(head);
      if (needles) needles.push(form);
      else this.#byHead.set(head, [form]);
      this.#hashes[hashAt(form, 0)] = 1;
    }
  }

  /** The text with a mask for every secret in it. */
  readonly hide = (text: string): string => {
    const last = text.length - MIN_SECRET_LENGTH;
    let out = '';
    let from = 0;
    for (let index = 0; index <= last; index += 1) {
      if (this.#hashes[hashAt(text, index)] === 0) continue;
      const found = this.#longestAt(text, index);
      if (found === null) continue;
      out += text.slice(from, index) + this.#maskOf(found);
      from = index + found.length;
      index = from - 1;
    }
    return from === 0 ? text : out + text.slice(from);
  };

  #longestAt(text: string, index: number): string | null {
    let longest: string | null = null;
    for (const needle of this.#byHead.get(text.slice(index, index + HEAD)) ?? [])
      if (needle.length > (longest?.length ?? 0) && text.startsWith(needle, index))
        longest = needle;
    return longest;
  }
}
