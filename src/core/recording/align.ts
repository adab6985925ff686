export interface Timed {
  /** ms since the epoch */
  startedAt: number;
}

/** Beyond this distance two sources speak of different requests. */
const PAIR_WITHIN_MS = 5_000;
/** What begins within this of each other is one burst; a neighbour is nearer only beyond it. */
const CLEARLY_NEARER_MS = 500;

/** So many pairs are weighed against each other; in a larger burst one after the other is paired. */
const MAX_WEIGHED = 250_000;

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

/** Pairs in order, unless a neighbour is clearly nearer; where one list is longer, with the nearest. */
function pairOneByOne<A extends Timed, B extends Timed>(
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

/**
 * For each of the shorter list the index of its partner in the longer one: in order, none left
 * without, and all together as near in time as can be. O(shorter × surplus).
 */
function partners(shorter: readonly Timed[], longer: readonly Timed[]): number[] {
  const width = longer.length - shorter.length + 1;
  if (width === 1) return shorter.map((_, index) => index);
  /** the least that the first so many cost, where the last is shifted by so much at most */
  const least = new Float64Array(width);
  const isShifted = new Uint8Array(shorter.length * width);
  for (const [k, one] of shorter.entries())
    for (let shift = 0; shift < width; shift += 1) {
      const cost = (least[shift] ?? 0) + distance(one, longer[k + shift] as Timed);
      const before = shift === 0 ? Number.POSITIVE_INFINITY : (least[shift - 1] ?? 0);
      isShifted[k * width + shift] = cost < before ? 1 : 0;
      least[shift] = Math.min(cost, before);
    }
  const found: number[] = [];
  let shift = width - 1;
  for (let k = shorter.length - 1; k >= 0; k -= 1) {
    while (!isShifted[k * width + shift]) shift -= 1;
    found[k] = k + shift;
  }
  return found;
}

/** How many of each list belong to the burst that begins at these indexes. */
function burstAt(
  left: readonly Timed[],
  right: readonly Timed[],
  i: number,
  j: number,
): [number, number] {
  const at = (list: readonly Timed[], index: number) =>
    list[index]?.startedAt ?? Number.POSITIVE_INFINITY;
  let toLeft = i;
  let toRight = j;
  let last = Math.min(at(left, i), at(right, j));
  while (Math.min(at(left, toLeft), at(right, toRight)) - last <= CLEARLY_NEARER_MS) {
    last = Math.min(at(left, toLeft), at(right, toRight));
    if (last === at(left, toLeft)) toLeft += 1;
    else toRight += 1;
  }
  return [toLeft, toRight];
}

/**
 * Pairs two lists, each in order of start, that speak of requests with the same method and URL: in
 * each burst the k-th of one belongs to the k-th of the other, for time alone never decides between
 * requests that start together. Where one list is longer, its surplus is what lies farther off.
 */
export function pairInOrder<A extends Timed, B extends Timed>(
  left: readonly A[],
  right: readonly B[],
): [A, B][] {
  if (left.length === 0 || right.length === 0) return [];
  const pairs: [A, B][] = [];
  let far: { left: A[]; right: B[] } = { left: [], right: [] };
  const endFar = () => {
    pairs.push(...pairOneByOne(far.left, far.right));
    far = { left: [], right: [] };
  };
  for (let i = 0, j = 0; i < left.length || j < right.length; ) {
    const [toLeft, toRight] = burstAt(left, right, i, j);
    const ofLeft = left.slice(i, toLeft);
    const ofRight = right.slice(j, toRight);
    i = toLeft;
    j = toRight;
    if (ofLeft.length === 0 || ofRight.length === 0) {
      far.left.push(...ofLeft);
      far.right.push(...ofRight);
      continue;
    }
    endFar();
    const surplus = Math.abs(ofLeft.length - ofRight.length);
    if (Math.min(ofLeft.length, ofRight.length) * surplus > MAX_WEIGHED)
      pairs.push(...pairOneByOne(ofLeft, ofRight));
    else if (ofLeft.length <= ofRight.length)
      for (const [k, at] of partners(ofLeft, ofRight).entries())
        pairs.push([ofLeft[k] as A, ofRight[at] as B]);
    else
      for (const [k, at] of partners(ofRight, ofLeft).entries())
        pairs.push([ofLeft[at] as A, ofRight[k] as B]);
  }
  endFar();
  return pairs;
}
