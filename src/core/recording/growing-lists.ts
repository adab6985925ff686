import { mergedInOrder } from './merged-in-order.ts';

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
export function firstOf<T>(list: readonly T[], some: ReadonlySet<T>): number {
  let first = list.length;
  let left = some.size;
  for (let index = list.length - 1; index >= 0 && left > 0; index -= 1)
    if (some.has(list[index] as T)) {
      first = index;
      left -= 1;
    }
  return first;
}

/** The index of the first for which this holds, as it does for all after it. */
export function firstWhere<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}

type Compare<T> = (a: T, b: T) => number;

/** A list in order without some and with others, which go behind those equal to them. */
export function exchanged<T>(
  sorted: readonly T[],
  gone: ReadonlySet<T>,
  come: readonly T[],
  compare: Compare<T>,
): readonly T[] {
  const touched = [...gone, ...come];
  if (touched.length === 0) return sorted;
  const least = touched.reduce((a, b) => (compare(b, a) < 0 ? b : a));
  const from = firstWhere(sorted, (item) => compare(item, least) >= 0);
  const kept = sorted.slice(from).filter((item) => !gone.has(item));
  return sorted.slice(0, from).concat(mergedInOrder(kept, come.toSorted(compare), compare));
}

/** What a list that grows has lost and got since it was last looked at. */
export class Difference<T> {
  #list: readonly T[] = [];

  read(list: readonly T[]): { gone: readonly T[]; come: readonly T[] } {
    const before = this.#list;
    this.#list = list;
    const from = sameUntil(before, list);
    const old = before.slice(from);
    const fresh = list.slice(from);
    const [had, has] = [new Set(old), new Set(fresh)];
    return {
      gone: old.filter((item) => !has.has(item)),
      come: fresh.filter((item) => !had.has(item)),
    };
  }
}

/** A list made of another, item by item: only from the first change on it is made anew. */
export class MappedList<Source, Result> {
  #source: readonly Source[] = [];
  #results: readonly Result[] = [];

  /** @param changedFrom from this index on what is made of an item may be another */
  read(
    source: readonly Source[],
    make: (item: Source) => Result,
    changedFrom = source.length,
  ): readonly Result[] {
    const same = Math.min(sameUntil(this.#source, source), changedFrom);
    if (same < source.length || same < this.#source.length)
      this.#results = this.#results.slice(0, same).concat(source.slice(same).map(make));
    this.#source = source;
    return this.#results;
  }
}

/** Those of a list that pass a test, which says the same of an item each time. */
export class FilteredList<T> {
  #source: readonly T[] = [];
  #results: readonly T[] = [];
  /** where each of the results stands in the source */
  #places: readonly number[] = [];

  /** @param changedFrom from this index on the test may say another thing than before */
  read(
    source: readonly T[],
    test: (item: T) => boolean,
    changedFrom = source.length,
  ): readonly T[] {
    const same = Math.min(sameUntil(this.#source, source), changedFrom);
    if (same < source.length || same < this.#source.length) {
      const kept = firstWhere(this.#places, (place) => place >= same);
      const places = this.#places.slice(0, kept);
      for (let place = same; place < source.length; place += 1)
        if (test(source[place] as T)) places.push(place);
      this.#results = this.#results
        .slice(0, kept)
        .concat(places.slice(kept).map((place) => source[place] as T));
      this.#places = places;
    }
    this.#source = source;
    return this.#results;
  }
}

/** A list put in order; equal ones stand as in the list that they come from. */
export class SortedList<T> {
  readonly #compare: Compare<T>;
  #source: readonly T[] = [];
  #sorted: readonly T[] = [];

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  read(source: readonly T[]): readonly T[] {
    const same = sameUntil(this.#source, source);
    const gone = new Set(this.#source.slice(same));
    this.#sorted = exchanged(this.#sorted, gone, source.slice(same), this.#compare);
    this.#source = source;
    return this.#sorted;
  }
}
