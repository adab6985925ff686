import type { FilterTerm } from './parse.ts';

const lower = (text: string) => text.toLowerCase();

/** Whether two terms ask the same, however they are written. */
export function isSameTerm(a: FilterTerm, b: FilterTerm): boolean {
  return (
    a.negated === b.negated &&
    lower(a.key ?? '') === lower(b.key ?? '') &&
    a.values.length === b.values.length &&
    a.values.every((value, index) => lower(value) === lower(b.values[index] ?? ''))
  );
}

/** Whether the filter asks for this term by itself. */
export function hasTerm(terms: readonly FilterTerm[], term: FilterTerm): boolean {
  return terms.some((each) => isSameTerm(each, term));
}
