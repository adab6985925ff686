import type { FilterRows } from '../../src/core/filter/complete.ts';
import type { FilterTerm } from '../../src/core/filter/parse.ts';
import { hasTerm } from '../../src/core/filter/same-term.ts';
import { by, TRAITS, type Trait } from '../../src/core/filter/traits.ts';
import type { WordKey } from '../../src/core/language/language.ts';
import { isCall } from '../model/count-calls.ts';

/** One of the usual filters: a term that a click puts into the text or takes out of it, or a setting. */
export interface Chip {
  term: FilterTerm;
  /** what the term asks of a row */
  holds: Trait;
  label: WordKey;
  /** of the text that says what it shows */
  meaning: WordKey;
  /** no row is of two kinds */
  isKind: boolean;
}

type Named = Pick<Chip, 'label' | 'meaning'>;

function chip(word: keyof typeof TRAITS, named: Named, isKind = false): Chip {
  const term = { negated: false, key: 'is', values: [word] };
  return { ...named, term, holds: TRAITS[word], isKind };
}

/** On from the start and remembered, so it is a setting and not in the text; page changes pass it. */
export const API_CHIP = chip('api', { label: 'filter_chip_api', meaning: 'filter_is_api' });

export const CHIPS: readonly Chip[] = [
  API_CHIP,
  chip('flagged', { label: 'filter_chip_flagged', meaning: 'filter_is_flagged' }),
  chip('sent-expired', { label: 'filter_chip_sent_expired', meaning: 'filter_is_sent_expired' }),
  chip('invalid-token', { label: 'filter_chip_invalid_token', meaning: 'filter_is_invalid_token' }),
  chip('refresh', { label: 'filter_chip_refresh', meaning: 'filter_is_refresh' }, true),
  chip('socket', { label: 'filter_chip_socket', meaning: 'filter_is_socket' }, true),
  {
    term: { negated: false, key: 'by', values: ['debugger'] },
    holds: (entry) => by(entry) === 'debugger',
    label: 'filter_chip_debugger',
    meaning: 'filter_is_debugger',
    isKind: false,
  },
];

export function isOn({ term }: Chip, terms: readonly FilterTerm[]): boolean {
  return hasTerm(terms, term);
}

/** How many requests and sockets each chip would show by itself. */
export function countChips({
  entries,
  context,
}: Pick<FilterRows, 'entries' | 'context'>): Map<Chip, number> {
  const calls = entries.filter(isCall);
  return new Map(
    CHIPS.map((each) => {
      const holding = calls.filter((entry) => each.holds(entry, context));
      return [each, holding.length] as const;
    }),
  );
}
