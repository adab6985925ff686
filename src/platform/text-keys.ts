/** Words of a key that it shares with the one before are written as their number, one letter from here on. */
const NONE_SHARED = 'A'.charCodeAt(0);
const MOST_SHARED = 25;
/** No key has a capital letter. */
const PACKED_KEY = /[A-Z][^A-Z]*/g;

/** Stands between packed texts, in none of them, and is one character in JSON, as a line break is not. */
export const BETWEEN_TEXTS = '|';

/** Keys as they are packed: `['act_a_b', 'act_a_c']` is `Aact_a_bCc`. */
export function packedKeys(keys: readonly string[]): string {
  let before: string[] = [];
  const packed = keys.map((key) => {
    const words = key.split('_');
    const differs = words.findIndex((word, index) => word !== before[index]);
    const shared = Math.min(differs === -1 ? words.length : differs, MOST_SHARED);
    before = words;
    return String.fromCharCode(NONE_SHARED + shared) + words.slice(shared).join('_');
  });
  return packed.join('');
}

/** The keys that were packed. */
export function unpackedKeys(packed: string): string[] {
  let before: string[] = [];
  return (packed.match(PACKED_KEY) ?? []).map((text) => {
    const rest = text.slice(1);
    const shared = before.slice(0, text.charCodeAt(0) - NONE_SHARED);
    before = rest === '' ? shared : [...shared, ...rest.split('_')];
    return before.join('_');
  });
}
