export interface Timed {
  /** ms since the epoch */
  startedAt: number;
}

/** Beyond this distance two sources speak of different requests. */
const PAIR_WITHIN_MS = 5_000;
/** Where nothing is known to be missing, a neighbour must be this much nearer to break the order. */
const CLEARLY_NEARER_MS = 500;

const distance = (a: Timed, b: Timed) => Math.abs(a.startedAt - b.startedAt);

/** Index of the one nearest to `target` in `list[from..to]`, the earliest of equals. */
function nearest(list: readonly Timed[], from: number, to: number, target: Timed): number {
  let best = from;
  for (let index = from + 1; index <= to; index += 1) {
    const gain = distance(list[best] as Timed, target) - distance(list[index] as Timed, target);
    if (gain < 0) break;
    if (gain > 0) best = index;
  }
  return best;
}

function nextIsClearlyNearer(list: readonly Timed[], index: number, target: Timed): boolean {
  const next = list[index + 1];
  return (
    next !== undefined &&
    distance(list[index] as Timed, target) - distance(next, target) > CLEARLY_NEARER_MS
  );
}

/**
 * Pairs two lists, each in order of start, that speak of requests with the same method and URL:
 * the k-th of one belongs to the k-th of the other. Where one list is longer, its surplus is what
 * lies farther off in time; time alone never decides, for equal requests may start together.
 */
export function pairInOrder<A extends Timed, B extends Timed>(
  left: readonly A[],
  right: readonly B[],
): [A, B][] {
  const pairs: [A, B][] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const surplus = left.length - i - (right.length - j);
    if (surplus > 0) i = nearest(left, i, i + surplus, right[j] as B);
    if (surplus < 0) j = nearest(right, j, j - surplus, left[i] as A);
    const a = left[i] as A;
    const b = right[j] as B;
    if (nextIsClearlyNearer(left, i, b)) {
      i += 1;
    } else if (nextIsClearlyNearer(right, j, a)) {
      j += 1;
    } else if (distance(a, b) > PAIR_WITHIN_MS) {
      if (a.startedAt < b.startedAt) i += 1;
      else j += 1;
    } else {
      pairs.push([a, b]);
      i += 1;
      j += 1;
    }
  }
  return pairs;
}
