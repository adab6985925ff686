import { type Said, said } from '../language/language.ts';
import type { Problem } from './key-kinds.ts';
import { KEY_NAMES, keyNamed } from './keys.ts';
import { nearestWord } from './nearest-word.ts';
import { printText, printValue, readTerms, type TermToken, type TextSpan } from './syntax.ts';

/** One condition: a row matches if any of the values does, or, negated, none. */
export interface FilterTerm {
  negated: boolean;
  /** null where text is searched */
  key: string | null;
  /** at least one */
  values: readonly string[];
}

/** A word that means nothing; `instead` is what was probably meant in its place. */
export interface FilterError extends TextSpan {
  said: Said;
  instead: string | null;
}

export interface ParsedFilter {
  /** a row must fulfil them all; what is wrong is not among them */
  terms: readonly (FilterTerm & TextSpan)[];
  errors: readonly FilterError[];
}

function unknownKey({ name, ...span }: TextSpan & { name: string }): FilterError {
  const near = nearestWord(name, KEY_NAMES);
  if (near === null)
    return { ...span, said: said('filter_error_key', { key: name }), instead: null };
  return { ...span, said: said('filter_error_key_near', { key: name, near }), instead: near };
}

function problemOf(key: string | null, value: string): Problem | null {
  const read = key === null ? null : keyNamed(key)?.read(value);
  return typeof read === 'object' ? read : null;
}

function readToken({ key, values, negated, from, to }: TermToken, filter: Collected): void {
  if (key && !keyNamed(key.name)) {
    filter.errors.push(unknownKey(key));
    return;
  }
  const good: string[] = [];
  for (const { text, isOpen, ...span } of values) {
    if (isOpen) filter.errors.push({ ...span, said: said('filter_error_quote'), instead: null });
    else if (text !== '') {
      const problem = problemOf(key?.name ?? null, text);
      if (problem) filter.errors.push({ ...span, ...problem });
      else good.push(text);
    }
  }
  if (good.length > 0)
    filter.terms.push({ from, to, negated, key: key?.name ?? null, values: good });
}

interface Collected {
  terms: (FilterTerm & TextSpan)[];
  errors: FilterError[];
}

/** More than anybody types; what follows is not read. */
export const MAX_FILTER_CHARACTERS = 4_000;

/** Reads a filter. What cannot be understood is named with its place, the rest holds all the same. */
export function parseFilter(text: string): ParsedFilter {
  const filter: Collected = { terms: [], errors: [] };
  const read = text.slice(0, MAX_FILTER_CHARACTERS);
  for (const token of readTerms(read)) readToken(token, filter);
  if (read.length < text.length) {
    const tooLong = said('filter_error_long', { limit: MAX_FILTER_CHARACTERS });
    filter.errors.push({ from: read.length, to: text.length, said: tooLong, instead: null });
  }
  return filter;
}

/** A term as it is written. */
export function printTerm({ negated, key, values }: FilterTerm): string {
  const written = key === null ? values.map(printText).join() : `${key}:${values.map(printValue)}`;
  return `${negated ? '-' : ''}${written}`;
}
