import type { FilterContext } from './filter-context.ts';
import type { Ask, RowTest } from './key-kinds.ts';
import { keyNamed } from './keys.ts';
import type { FilterTerm } from './parse.ts';
import { says } from './row-facts.ts';

function searches(text: string): Ask {
  const wanted = text.toLowerCase();
  return (context) => (entry) => says(entry, wanted, context);
}

function askOf({ key }: FilterTerm, value: string): Ask | null {
  const read = key === null ? searches(value) : keyNamed(key)?.read(value);
  return typeof read === 'function' ? read : null;
}

/** One test, as most are, is asked directly: rows are many. */
function together(tests: readonly RowTest[], how: 'some' | 'every'): RowTest {
  const [only] = tests;
  return only && tests.length === 1 ? only : (entry) => tests[how]((test) => test(entry));
}

function testOf(term: FilterTerm, context: FilterContext): RowTest {
  const tests = term.values.flatMap((value) => askOf(term, value)?.(context) ?? []);
  const matches = together(tests, 'some');
  return term.negated ? (entry) => !matches(entry) : matches;
}

/** Whether a row fulfils all the terms; made once for many rows. */
export function rowTest(terms: readonly FilterTerm[], context: FilterContext): RowTest {
  return together(
    terms.map((term) => testOf(term, context)),
    'every',
  );
}
