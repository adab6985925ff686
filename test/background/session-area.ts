import type { SessionArea } from '../../src/background/session-mirror.ts';

/** Chromium's, measured; Firefox's is no smaller. */
export const QUOTA_BYTES = 10_485_760;
/** What Chromium counts for each entry of an object or array, beside its texts. */
const ENTRY_BYTES = 64;
const WORD_BYTES = 8;

const utf8 = new TextEncoder();
const textBytes = (text: string) => Math.ceil(utf8.encode(text).length / WORD_BYTES) * WORD_BYTES;

/** As the browser counts: a text by its bytes, an object by what it takes in memory. */
export function countedBytes(value: unknown): number {
  if (typeof value === 'string') return textBytes(value);
  if (typeof value !== 'object' || value === null) return WORD_BYTES;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + ENTRY_BYTES + textBytes(key) + countedBytes(inner),
    0,
  );
}

/** `storage.session` as the browser keeps it: copies in, copies out, a quota in bytes, gone with the browser. */
export class FakeSessionArea implements SessionArea {
  readonly items = new Map<string, unknown>();
  writes = 0;
  /** how many writes to come are refused, whatever their size */
  refusals = 0;
  /** how many writes were refused so far */
  refused = 0;
  readonly #quotaBytes: number;

  constructor(quotaBytes = QUOTA_BYTES) {
    this.#quotaBytes = quotaBytes;
  }

  get bytes(): number {
    return countedBytes(Object.fromEntries(this.items));
  }

  async get(): Promise<Record<string, unknown>> {
    return structuredClone(Object.fromEntries(this.items));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    const after = { ...Object.fromEntries(this.items), ...items };
    if (this.refusals > 0 || countedBytes(after) > this.#quotaBytes) {
      this.refusals = Math.max(0, this.refusals - 1);
      this.refused += 1;
      throw new Error('Session storage quota bytes exceeded. Values were not stored.');
    }
    this.writes += 1;
    for (const [key, value] of Object.entries(items)) this.items.set(key, structuredClone(value));
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.items.delete(key);
  }
}
