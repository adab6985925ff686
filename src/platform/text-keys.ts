/** Words of a key that it shares with the one before are written as their number, one digit. */
const MOST_SHARED = 9;

/** Stands between packed texts, in none of them, and is one character in JSON, as a line break is not. */
export const BETWEEN_TEXTS = '|';

/** Keys as they are packed: `['act_a_b', 'act_a_c']` is `0act_a_b 2c`. */
export function packedKeys(keys: readonly string[]): string {
  let before: string[] = [];
  const packed = keys.map((key) => {
    const words = key.split('_');
    const differs = words.findIndex((word, index) => word !== before[index]);
    const shared = Math.min(differs === -1 ? words.length : differs, MOST_SHARED);
    before = words;
    return shared + words.slice(shared).join('_');
  });
  return packed.join(' ');
}

/** The keys that were packed. */
export function unpackedKeys(packed: string): string[] {
  let before: string[] = [];
  return packed.split(' ').map((text) => {
    const rest = text.slice(1);
    const shared = before.slice(0, Number(text.charAt(0)));
    before = rest === '' ? shared : [...shared, ...rest.split('_')];
    return before.join('_');
  });
}
