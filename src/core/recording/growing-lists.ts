import { mergedInOrder } from './merged-in-order.ts';

/** A list that grows in place, and from which index on it is new since it was last read. */
export interface Followable<T> {
  items: readonly T[];
  from: number;
  /** how often this list has been read */
  nth: number;
}

/**
 * What is new in a list: the items from an index on, in the place of others, some of which may be
 * among them again. What is derived from a list must be given each of its growths.
 */
export interface Growth<T> extends Followable<T> {
  gone: readonly T[];
}

/** What may be kept of a growth: it holds nothing that is gone. */
export function followable<T>({ items, from, nth }: Growth<T>): Followable<T> {
  return { items, from, nth };
}

type Compare<T> = (a: T, b: T) => number;

/** How many items two lists begin with that are the same objects. */
export function sameUntil<T>(some: readonly T[], others: readonly T[]): number {
  const shorter = Math.min(some.length, others.length);
  if (some === others) return shorter;
  let same = 0;
  while (same < shorter && some[same] === others[same]) same += 1;
  return same;
}

export function isSameList<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && sameUntil(some, others) === some.length;
}

/** Where the first of these stands in a list; behind its end where there are none. */
export function firstPlaceOf<T>(list: readonly T[], some: ReadonlySet<T>): number {
  let first = list.length;
  let left = some.size;
  for (let index = list.length - 1; index >= 0 && left > 0; index -= 1)
    if (some.has(list[index] as T)) {
      first = index;
      left -= 1;
    }
  return first;
}

/** What can be read by index, a list or what behaves like one. */
export type Sequence<T> = Pick<readonly T[], 'length' | 'at'>;

/** The index of the first for which this holds, as it does for all after it. */
export function firstWhere<T>(list: Sequence<T>, holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list.at(middle) as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function hasGrown<T>({ items, from, gone }: Growth<T>): boolean {
  return from < items.length || gone.length > 0;
}

/** Which items a list has lost for good, and which it got that were not there before. */
export function differenceOf<T>({ items, from, gone }: Growth<T>): { gone: T[]; come: T[] } {
  const fresh = items.slice(from);
  if (gone.length === 0) return { gone: [], come: fresh };
  const [had, has] = [new Set(gone), new Set(fresh)];
  return { gone: gone.filter((item) => !has.has(item)), come: fresh.filter((it) => !had.has(it)) };
}

/** A list of which nothing says what is new. */
export function whole<T>(items: readonly T[]): Growth<T> {
  return { items, from: 0, gone: [], nth: 0 };
}

/** The items of a list that grows in place. */
class GrowingItems<T> {
  readonly items: T[] = [];
  #nth = 0;

  /** Puts a new end in the place of the old one, as far as it is another. */
  endWith(from: number, end: readonly T[]): Growth<T> {
    const { items } = this;
    let same = from;
    while (same < items.length && same - from < end.length && items[same] === end[same - from])
      same += 1;
    const gone = same < items.length ? items.splice(same) : [];
    for (let index = same - from; index < end.length; index += 1) items.push(end[index] as T);
    this.#nth += 1;
    return { items, from: same, gone, nth: this.#nth };
  }
}

/** Follows a list; where it was not given each growth, or another list before, it looks for what is new. */
export class FollowedList<T> {
  readonly #own = new GrowingItems<T>();
  #list: readonly T[] | null = null;
  #nth = 0;

  read({ items, from, nth }: Followable<T>): Growth<T> {
    const isNext = items === this.#list && (nth === this.#nth || nth === this.#nth + 1);
    this.#list = items;
    this.#nth = nth;
    const first = isNext ? from : sameUntil(this.#own.items, items);
    return this.#own.endWith(first, items.slice(first));
  }
}

/** A list made of another, item by item. */
export class MappedList<Source, Result> {
  readonly #own = new GrowingItems<Result>();

  /** @param changedFrom from this index on what is made of an item may be another than before */
  read(
    { items, from }: Growth<Source>,
    make: (item: Source) => Result,
    changedFrom = items.length,
  ): Growth<Result> {
    const first = Math.min(from, changedFrom);
    return this.#own.endWith(first, items.slice(first).map(make));
  }
}

/** Those of a list that pass a test. */
export class FilteredList<T> {
  readonly #own = new GrowingItems<T>();
  /** where each of them stands in the list that they are of */
  readonly #places: number[] = [];

  /** @param changedFrom from this index on the test may say another thing than before */
  read(
    { items, from }: Growth<T>,
    test: (item: T) => boolean,
    changedFrom = items.length,
  ): Growth<T> {
    const first = Math.min(from, changedFrom);
    const kept = firstWhere(this.#places, (place) => place >= first);
    this.#places.length = kept;
    const end: T[] = [];
    for (let place = first; place < items.length; place += 1) {
      const item = items[place] as T;
      if (!test(item)) continue;
      this.#places.push(place);
      end.push(item);
    }
    return this.#own.endWith(kept, end);
  }
}

/** A list put in order; equal ones stand as in the list that they come from. */
export class SortedList<T> {
  readonly #own = new GrowingItems<T>();
  readonly #compare: Compare<T>;

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  get items(): readonly T[] {
    return this.#own.items;
  }

  read({ items, from, gone }: Growth<T>): Growth<T> {
    return this.exchange(gone, items.slice(from));
  }

  /** Takes some away and puts others in, behind those equal to them. */
  exchange(gone: readonly T[], come: readonly T[]): Growth<T> {
    const compare = this.#compare;
    const { items } = this.#own;
    if (items.length === 0) return this.#own.endWith(0, come.toSorted(compare));
    const touched = [...gone, ...come];
    const [any] = touched;
    if (any === undefined) return this.#own.endWith(items.length, []);
    const least = touched.reduce((a, b) => (compare(b, a) < 0 ? b : a), any);
    const from = firstWhere(items, (item) => compare(item, least) >= 0);
    const left = new Set(gone);
    const kept = items.slice(from).filter((item) => !left.has(item));
    return this.#own.endWith(from, mergedInOrder(kept, come.toSorted(compare), compare));
  }
}
