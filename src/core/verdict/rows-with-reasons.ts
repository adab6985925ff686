import { FilteredList, firstPlaceOf, type Growth, MappedList } from '../recording/growing-lists.ts';
import type { CallEntry } from './entry.ts';
import { type RefusalScene, Refusals } from './refusals.ts';

const isRefused = ({ sending }: CallEntry) => sending.judged.outcome === 'rejected';

/** What is shown beside what counts: nothing is made of it. */
function setAside<Row extends CallEntry>(row: Row, isMadeUp: boolean): Row {
  const { verdict } = row;
  const told = { validity: 'unknown', outcome: 'unknown', secondsLeft: null } as const;
  return { ...row, verdict: { ...verdict, ...(isMadeUp ? told : {}), flags: [], refusal: null } };
}

/** What counts, and what is shown beside it. */
export interface Counting<Row> {
  counts(row: Row): boolean;
  /** whether only the page told of it */
  isMadeUp(row: Row): boolean;
}

/** Rows with the reasons of their refusals, read again and again as rows come. */
export class RowsWithReasons<Row extends CallEntry> {
  readonly #refusals = new Refusals();
  readonly #counting: Counting<Row>;
  readonly #refused = new FilteredList<Row>();
  readonly #withReason = new WeakMap<Row, Row>();
  readonly #all = new MappedList<Row, Row>();
  readonly #counted = new FilteredList<Row>();

  constructor(counting: Counting<Row>) {
    this.#counting = counting;
  }

  /** @param bare rows as they are by themselves */
  read(bare: Growth<Row>, scene: RefusalScene): { all: Growth<Row>; counted: Growth<Row> } {
    const { counts, isMadeUp } = this.#counting;
    const changed = new Set<Row>();
    const refused = this.#refused.read(bare, (row) => isRefused(row) && counts(row));
    for (const row of refused.items) {
      const refusal = this.#refusals.of(row.sending, scene);
      if (this.#withReason.get(row)?.verdict.refusal === refusal) continue;
      this.#withReason.set(row, { ...row, verdict: { ...row.sending.judged, refusal } });
      changed.add(row);
    }
    const finished = (row: Row) =>
      counts(row) ? (this.#withReason.get(row) ?? row) : setAside(row, isMadeUp(row));
    const all = this.#all.read(bare, finished, firstPlaceOf(bare.items, changed));
    return { all, counted: this.#counted.read(all, counts) };
  }
}
