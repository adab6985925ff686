/** A word with so many slips of the pen is still taken for the one that was meant. */
const MAX_SLIPS = 2;

/** Levenshtein's distance: letters to put in, leave out or change. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The word that was probably meant, or null. Of a short word not every letter may be wrong. */
export function nearestWord(word: string, known: readonly string[]): string | null {
  let fewest = Math.min(MAX_SLIPS, Math.floor(word.length / 2));
  let nearest: string | null = null;
  for (const each of known) {
    if (Math.abs(each.length - word.length) > fewest) continue;
    const slips = slipsBetween(word, each);
    if (slips > fewest || (nearest !== null && slips === fewest)) continue;
    fewest = slips;
    nearest = each;
  }
  return nearest;
}
