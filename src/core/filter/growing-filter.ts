import {
  FilteredList,
  type Followable,
  FollowedList,
  firstPlaceOf,
  followable,
} from '../recording/growing-lists.ts';
import type { LogEntry } from '../verdict/entry.ts';
import type { FilterContext } from './filter-context.ts';
import type { RowTest } from './key-kinds.ts';

/** What is asked of a row, given what surrounds it. */
export type TestIn = (context: FilterContext) => RowTest;

/** A context that notes whether it was looked at. */
function watched(context: FilterContext): { context: FilterContext; wasAsked: boolean } {
  const seen = { context, wasAsked: false };
  const asked = () => {
    seen.wasAsked = true;
    return context;
  };
  seen.context = {
    get startsAt() {
      return asked().startsAt;
    },
    get endsAt() {
      return asked().endsAt;
    },
    get utc() {
      return asked().utc;
    },
    recordOf: (token) => asked().recordOf(token),
    jobsOf: (id) => asked().jobsOf(id),
    isFaulted: (id) => asked().isFaulted(id),
  };
  return seen;
}

/**
 * Filters rows again and again as they come: tested anew are those that are new, and those whose test
 * looked at more than the row itself.
 */
export class GrowingFilter {
  readonly #rows = new FollowedList<LogEntry>();
  readonly #passing = new FilteredList<LogEntry>();
  /** rows whose test looked at more than themselves, and what it said */
  #inScene = new Map<LogEntry, boolean>();
  #testIn: TestIn | null = null;
  #isOfScene = false;

  /** @param testIn the same function as before where the same is asked */
  read(rows: Followable<LogEntry>, context: FilterContext, testIn: TestIn): Followable<LogEntry> {
    const around = watched(context);
    const test = testIn(around.context);
    const isNew = this.#testIn !== testIn || this.#isOfScene || around.wasAsked;
    this.#testIn = testIn;
    this.#isOfScene = around.wasAsked;
    if (isNew) this.#inScene = new Map();
    const passes = (row: LogEntry) => {
      around.wasAsked = false;
      const isPassing = test(row);
      if (around.wasAsked) this.#inScene.set(row, isPassing);
      return isPassing;
    };
    const growth = this.#rows.read(rows);
    for (const row of growth.gone) this.#inScene.delete(row);
    const changed = new Set<LogEntry>();
    for (const [row, wasPassing] of this.#inScene) if (test(row) !== wasPassing) changed.add(row);
    const changedFrom = isNew ? 0 : firstPlaceOf(rows.items, changed);
    return followable(this.#passing.read(growth, passes, changedFrom));
  }
}
