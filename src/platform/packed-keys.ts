/**
 * The keys of all texts as they lie in the package, sorted and a line each: first a letter for the
 * number of parts that a key has in common with the one before (`a`: none), then its other parts.
 */
const FIRST_LETTER = 'a'.charCodeAt(0);

function partsShared(parts: readonly string[], others: readonly string[]): number {
  const differs = parts.findIndex((part, index) => part !== others[index]);
  return differs < 0 ? parts.length : differs;
}

export function packKeys(sorted: readonly string[]): string {
  const lines = sorted.map((key, index) => {
    const parts = key.split('_');
    const shared = partsShared(parts, (sorted[index - 1] ?? '').split('_'));
    return String.fromCharCode(FIRST_LETTER + shared) + parts.slice(shared).join('_');
  });
  return lines.join('\n');
}

export function unpackKeys(packed: string): string[] {
  let before: string[] = [];
  return packed.split('\n').map((line) => {
    const shared = line.charCodeAt(0) - FIRST_LETTER;
    before = [...before.slice(0, shared), ...line.slice(1).split('_')];
    return before.join('_');
  });
}
