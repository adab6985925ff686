import { type Growth, hasGrown } from './growing-lists.ts';

/** How something is made of the items of a list, one after another. */
export interface Folding<Item, State> {
  empty(): State;
  /** what is added to the copy must not be seen in the original */
  copy(state: State): State;
  add(state: State, item: Item): void;
}

interface KeptState<State> {
  /** how many items are in it */
  items: number;
  state: State;
}

/** Between two kept states lie at least so many items. */
const STEP = 64;
/** Further from the end they lie further apart, so many times each. */
const SPARSER = 4;

/** Whether a state after so many items is worth keeping while the list has `length`. */
function isWorthKeeping(items: number, length: number): boolean {
  let step = STEP;
  while (items % (step * SPARSER) === 0 && step < items) step *= SPARSER;
  return items % step === 0 && length - items <= step * SPARSER;
}

/**
 * Makes something of a list again and again as the list grows. It goes on from a state that it kept
 * before the first change: most changes are near the end, and there it keeps most states.
 */
export class Fold<Item, State> {
  readonly #folding: Folding<Item, State>;
  #kept: KeptState<State>[] = [];
  #result: State;

  constructor(folding: Folding<Item, State>) {
    this.#folding = folding;
    this.#result = folding.empty();
  }

  /** The result is the same object as before where nothing is new. */
  read(growth: Growth<Item>): State {
    if (!hasGrown(growth)) return this.#result;
    const { empty, copy, add } = this.#folding;
    const { items, from } = growth;
    const { length } = items;
    this.#kept = this.#kept.filter(
      (kept) => kept.items <= from && isWorthKeeping(kept.items, length),
    );
    const last = this.#kept.at(-1);
    const state = last ? copy(last.state) : empty();
    const begin = last?.items ?? 0;
    for (let index = begin; index < length; index += 1) {
      if (index > begin && index % STEP === 0 && isWorthKeeping(index, length))
        this.#kept.push({ items: index, state: copy(state) });
      add(state, items[index] as Item);
    }
    this.#result = state;
    return state;
  }
}
