/** Two lists in order made one; of equal ones those of the first list come first. O(n). */
export function mergedInOrder<T>(
  first: readonly T[],
  second: readonly T[],
  compare: (a: T, b: T) => number,
): readonly T[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  const merged: T[] = [];
  let next = 0;
  for (const one of second) {
    for (let other = first[next]; other && compare(other, one) <= 0; other = first[next]) {
      merged.push(other);
      next += 1;
    }
    merged.push(one);
  }
  for (; next < first.length; next += 1) merged.push(first[next] as T);
  return merged;
}
