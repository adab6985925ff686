import './typing.css';
import { completionAt, writing } from '../../src/core/filter/complete.ts';
import { withoutTerm, withTerm } from '../../src/core/filter/edit-terms.ts';
import type { FilterContext } from '../../src/core/filter/filter-context.ts';
import type { RowTest } from '../../src/core/filter/key-kinds.ts';
import { rowTest } from '../../src/core/filter/match.ts';
import { type FilterTerm, type ParsedFilter, parseFilter } from '../../src/core/filter/parse.ts';
import { CHIPS, type Chip, isOn } from './chips.ts';

/** The text after a click on a chip. Of kinds of rows the new one takes the place of another. */
function toggled(text: string, chip: Chip): string {
  if (isOn(chip, parseFilter(text).terms)) return withoutTerm(text, chip.term);
  const others = CHIPS.filter(({ isKind }) => chip.isKind && isKind);
  return withTerm(without(text, others), chip.term);
}

/** The text with all chips off. */
function without(text: string, chips: readonly Chip[]): string {
  return chips.reduce((rest, { term }) => withoutTerm(rest, term), text);
}

/** Reads and changes the text of a filter; fetched once there is one. */
export interface FilterLanguage {
  parse(text: string): ParsedFilter;
  testOf(terms: readonly FilterTerm[], context: FilterContext): RowTest;
  toggled(text: string, chip: Chip): string;
  without(text: string, chips: readonly Chip[]): string;
  completionAt: typeof completionAt;
  writing: typeof writing;
}

export const filterLanguage: FilterLanguage = {
  parse: parseFilter,
  testOf: rowTest,
  toggled,
  without,
  completionAt,
  writing,
};
