import type { WordKey } from '../language/language.ts';
import { asideOf, type LogEntry } from '../verdict/entry.ts';
import type { FilterContext } from './filter-context.ts';
import { FILTER_KEYS, type FilterKey, keyNamed } from './keys.ts';
import { rowTest } from './match.ts';
import { type FilterTerm, parseFilter } from './parse.ts';
import { printValue, readTerms, type TermToken, type TextSpan } from './syntax.ts';

/** Something that may be put where the caret is. */
export interface Proposal {
  /** what is put there */
  text: string;
  meaning: WordKey | null;
  /** how many rows show once it is put there, but those that count nowhere; null where it asks nothing yet */
  rows: number | null;
}

/** Proposals, and the stretch of text that each would replace. */
export interface Completion extends TextSpan {
  proposals: readonly Proposal[];
}

/** The rows that the text is asked of: their words are proposed. */
export interface FilterRows {
  entries: readonly LogEntry[];
  context: FilterContext;
}

const MAX_PROPOSALS = 50;
/** Fewer letters begin too many words. */
const SEARCHES_WORDS_FROM = 2;

/** A word that may be put there. */
type Word = Omit<Proposal, 'rows'>;

/** Those that begin so, then those that hold it elsewhere. */
function fitting(all: readonly Word[], typed: string): Word[] {
  const lower = typed.toLowerCase();
  const placed = all.map((each) => ({ each, at: each.text.toLowerCase().indexOf(lower) }));
  const begun = placed.filter(({ at }) => at === 0);
  return [...begun, ...placed.filter(({ at }) => at > 0)].map(({ each }) => each);
}

/** Those most rows have come first. */
function recordedWords(key: FilterKey, { entries, context }: FilterRows): Word[] {
  const counts = new Map<string, number>();
  for (const entry of entries)
    for (const text of key.recorded?.(entry, context) ?? [])
      counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([text]) => ({ text, meaning: null }));
}

/** The rows that count and that the rest of the text lets through. */
function rowsBeside(text: string, term: TermToken, { entries, context }: FilterRows): FilterRows {
  const others = parseFilter(text).terms.filter(({ from }) => from !== term.from);
  const test = rowTest(others, context);
  const counts = (entry: LogEntry) => entry.kind === 'marker' || !asideOf(entry);
  return { entries: entries.filter((entry) => counts(entry) && test(entry)), context };
}

const KEYS: readonly Proposal[] = FILTER_KEYS.map(({ name, meaning }) => {
  return { text: `${name}:`, meaning, rows: null };
});
const WORDS = FILTER_KEYS.flatMap(({ name, words }) =>
  words.map((word) => ({ ...word, rows: null, text: `${name}:${word.text}`, word: word.text })),
);

function ofStart(typed: string): Proposal[] {
  const keys = KEYS.filter(({ text }) => text.startsWith(typed.toLowerCase()));
  if (typed.length < SEARCHES_WORDS_FROM) return keys;
  const part = typed.toLowerCase();
  const words = WORDS.filter(({ word }) => word.startsWith(part) || word.includes(`-${part}`));
  return [...keys, ...words.map(({ word, ...proposal }) => proposal)];
}

/** One row of each kind that a key tells apart, and how many there are of it. */
function kindsOf({ asked }: FilterKey, { entries, context }: FilterRows) {
  if (!asked) return entries.map((entry) => ({ entry, count: 1 }));
  const kinds = new Map<string, { entry: LogEntry; count: number }>();
  for (const entry of entries) {
    const name = asked(entry, context).join('\n');
    const kind = kinds.get(name) ?? { entry, count: 0 };
    kind.count += 1;
    kinds.set(name, kind);
  }
  return [...kinds.values()];
}

function completeValue(
  text: string,
  caret: number,
  term: TermToken,
  all: FilterRows,
): Completion | null {
  const { key, values, negated } = term;
  const value = values.find(({ from, to }) => caret >= from && caret <= to);
  const known = key && keyNamed(key.name);
  if (!known || !value) return null;
  const rows = rowsBeside(text, term, all);
  const typed = text.slice(value.from, caret).replace(/^"/, '');
  const others = values.flatMap((each) => (each === value || each.text === '' ? [] : each.text));
  const isThere = new Set(others.map((each) => each.toLowerCase()));
  const kinds = kindsOf(known, rows);
  const count = (word: string) => {
    const asked: FilterTerm = { negated, key: known.name, values: [...others, word] };
    const test = rowTest([asked], rows.context);
    return kinds.reduce((sum, kind) => sum + (test(kind.entry) ? kind.count : 0), 0);
  };
  const proposals = fitting([...known.words, ...recordedWords(known, rows)], typed)
    .filter((each) => !isThere.has(each.text.toLowerCase()))
    .slice(0, MAX_PROPOSALS)
    .map((each) => ({ ...each, text: printValue(each.text), rows: count(each.text) }));
  return { from: value.from, to: value.to, proposals };
}

/** What may be put at the caret; null where nothing is proposed or all is written already. */
export function completionAt(text: string, caret: number, rows: FilterRows): Completion | null {
  const term = readTerms(text).findLast(({ from, to }) => caret >= from && caret <= to);
  const found = completionIn(text, caret, term, rows);
  if (!found) return null;
  const written = text.slice(found.from, found.to).toLowerCase();
  const proposals = found.proposals.slice(0, MAX_PROPOSALS);
  const isWritten = proposals.length === 1 && proposals[0]?.text.toLowerCase() === written;
  return proposals.length === 0 || isWritten ? null : { ...found, proposals };
}

function completionIn(
  text: string,
  caret: number,
  term: TermToken | undefined,
  rows: FilterRows,
): Completion | null {
  if (!term) return { from: caret, to: caret, proposals: ofStart('') };
  const { key, to, values } = term;
  if (key) return completeValue(text, caret, term, rows);
  const from = term.from + (term.negated ? 1 : 0);
  const isTyped = caret === to && caret >= from && text[from] !== '"';
  return isTyped ? { from, to, proposals: ofStart(values[0]?.text ?? '') } : null;
}

/** What to write in the place of a completion's stretch, to put a proposal there. */
export function writing(text: string, { to }: TextSpan, proposal: Proposal): string {
  const next = text[to];
  // What followed a closing quote at once must not become part of the word.
  const isApart = next === undefined || next === ',' || /\s/.test(next);
  return isApart ? proposal.text : `${proposal.text} `;
}
