import { describe, expect, it } from 'vitest';
import { Fold } from '../../../src/core/recording/fold.ts';
import {
  FilteredList,
  FollowedList,
  type Growth,
  MappedList,
  SortedList,
  whole,
} from '../../../src/core/recording/growing-lists.ts';
import { fc } from '../../seeded.ts';

interface Item {
  id: number;
  at: number;
}

interface Change {
  /** where, as a share of the list */
  place: number;
  removed: number;
  added: number[];
}

const changes = fc.array(
  fc.record<Change>({
    place: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    removed: fc.nat(3),
    added: fc.array(fc.nat(20), { maxLength: 90 }),
  }),
  { maxLength: 12 },
);

let ids = 0;

function changed(items: readonly Item[], { place, removed, added }: Change): Item[] {
  const from = Math.max(0, Math.round(place * items.length) - removed);
  return items.toSpliced(from, removed, ...added.map((at) => ({ id: ids++, at })));
}

/** Follows a list through changes; what is read of it must be what is read of the whole. */
function follow<Result>(
  reader: () => (growth: Growth<Item>) => Result,
  readWhole: (items: readonly Item[]) => Result,
): void {
  fc.assert(
    fc.property(changes, (all) => {
      const followed = new FollowedList<Item>();
      const read = reader();
      let items: Item[] = [];
      for (const change of all) {
        items = changed(items, change);
        expect(read(followed.read(whole(items)))).toEqual(readWhole(items));
      }
    }),
  );
}

const isEven = ({ at }: Item) => at % 2 === 0;
const inOrder = (a: Item, b: Item) => a.at - b.at;

function foldAll(noticed: () => void) {
  return new Fold<Item, Item[]>({
    empty: () => [],
    copy: (seen) => [...seen],
    add: (seen, item) => {
      noticed();
      seen.push(item);
    },
  });
}

describe('a list that is followed through any changes', () => {
  it('is mapped as the whole is', () => {
    follow(
      () => {
        const mapped = new MappedList<Item, number>();
        return (growth) => [...mapped.read(growth, ({ id }) => id * 2).items];
      },
      (items) => items.map(({ id }) => id * 2),
    );
  });

  it('is filtered as the whole is', () => {
    follow(
      () => {
        const even = new FilteredList<Item>();
        return (growth) => [...even.read(growth, isEven).items];
      },
      (items) => items.filter(isEven),
    );
  });

  it('is sorted as the whole is, equal ones in their order', () => {
    follow(
      () => {
        const sorted = new SortedList(inOrder);
        return (growth) => [...sorted.read(growth).items];
      },
      (items) => items.toSorted(inOrder),
    );
  });

  it('is folded as the whole is', () => {
    follow(
      () => {
        const fold = foldAll(() => {});
        return (growth) => [...fold.read(growth)];
      },
      (items) => [...items],
    );
  });

  it('is not folded from its beginning for what is new at its end', () => {
    let added = 0;
    const fold = foldAll(() => {
      added += 1;
    });
    const many = Array.from({ length: 5_000 }, (_, at) => ({ id: at, at }));
    fold.read(whole(many));
    added = 0;
    const more = [...many, { id: 5_000, at: 1 }];
    expect(fold.read({ items: more, from: many.length, gone: [], nth: 1 })).toHaveLength(5_001);
    expect(added).toBeLessThan(many.length / 10);
  });

  it('tells what is new: only what was not there before', () => {
    const followed = new FollowedList<number>();
    const read = (list: readonly number[]) => followed.read(whole(list));
    read([1, 2, 3, 4]);
    expect(read([1, 2, 4, 5])).toMatchObject({ items: [1, 2, 4, 5], from: 2, gone: [3, 4] });
    expect(read([1, 2, 4, 5])).toMatchObject({ from: 4, gone: [] });
  });

  it('is followed by whoever is not given each of its growths', () => {
    fc.assert(
      fc.property(changes, fc.infiniteStream(fc.boolean()), (all, isGiven) => {
        const source = new FollowedList<Item>();
        const list = new MappedList<Item, Item>();
        const followed = new FollowedList<Item>();
        let items: Item[] = [];
        for (const change of all) {
          items = changed(items, change);
          const growth = list.read(source.read(whole(items)), (item) => item);
          if (isGiven.next().value) expect(followed.read(growth).items).toEqual(items);
        }
      }),
    );
  });
});
