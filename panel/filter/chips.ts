import type { FilterRows } from '../../src/core/filter/complete.ts';
import { hasTerm, withoutTerm, withTerm } from '../../src/core/filter/edit-terms.ts';
import { rowTest } from '../../src/core/filter/match.ts';
import { type FilterTerm, parseFilter } from '../../src/core/filter/parse.ts';
import type { WordKey } from '../../src/core/language/language.ts';
import { isCall } from '../model/calls.ts';

/** One of the usual filters: a term that a click puts into the text or takes out of it, or a setting. */
export interface Chip {
  term: FilterTerm;
  label: WordKey;
  /** of the text that says what it shows */
  meaning: WordKey;
  /** no row is of two kinds */
  isKind: boolean;
}

function chip(key: string, value: string, label: WordKey, meaning: WordKey, isKind = false): Chip {
  return { term: { negated: false, key, values: [value] }, label, meaning, isKind };
}

/** On from the start and remembered, so it is a setting and not in the text; page changes pass it. */
export const API_CHIP = chip('is', 'api', 'filter_chip_api', 'filter_is_api');

export const CHIPS: readonly Chip[] = [
  API_CHIP,
  chip('is', 'flagged', 'filter_chip_flagged', 'filter_is_flagged'),
  chip('is', 'sent-expired', 'filter_chip_sent_expired', 'filter_is_sent_expired'),
  chip('is', 'invalid-token', 'filter_chip_invalid_token', 'filter_is_invalid_token'),
  chip('is', 'refresh', 'filter_chip_refresh', 'filter_is_refresh', true),
  chip('is', 'socket', 'filter_chip_socket', 'filter_is_socket', true),
  chip('by', 'debugger', 'filter_chip_debugger', 'filter_is_debugger'),
];

export function isOn({ term }: Chip, terms: readonly FilterTerm[]): boolean {
  return hasTerm(terms, term);
}

/** The text after a click on a chip. Of kinds of rows the new one takes the place of another. */
export function toggled(text: string, chip: Chip): string {
  if (isOn(chip, parseFilter(text).terms)) return withoutTerm(text, chip.term);
  const others = CHIPS.filter(({ isKind }) => chip.isKind && isKind);
  return withTerm(without(text, others), chip.term);
}

/** The text with all chips off. */
export function without(text: string, chips: readonly Chip[]): string {
  return chips.reduce((rest, { term }) => withoutTerm(rest, term), text);
}

/** How many requests and sockets each chip would show by itself. */
export function countChips({ entries, scene }: FilterRows): Map<Chip, number> {
  const calls = entries.filter(isCall);
  return new Map(
    CHIPS.map((each) => [each, calls.filter(rowTest([each.term], scene)).length] as const),
  );
}
