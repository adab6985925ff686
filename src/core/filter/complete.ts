import type { WordKey } from '../language/language.ts';
import type { LogEntry } from '../verdict/entry.ts';
import type { FilterContext } from './filter-context.ts';
import { FILTER_KEYS, type FilterKey, keyNamed } from './keys.ts';
import { printValue, readTerms, type TermToken, type TextSpan } from './syntax.ts';

/** Something that may be put where the caret is. */
export interface Proposal {
  /** what is put there */
  text: string;
  meaning: WordKey | null;
  /** how many rows of the recording have it, where that was counted */
  rows: number | null;
}

/** Proposals, and the stretch of text that each would replace. */
export interface Completion extends TextSpan {
  proposals: readonly Proposal[];
}

/** The rows whose words are proposed. */
export interface FilterRows {
  entries: readonly LogEntry[];
  context: FilterContext;
  /** what was counted in them, by the name of a key: each is counted once, when it is first typed */
  counted: Map<string, readonly Proposal[]>;
}

const MAX_PROPOSALS = 50;
/** Fewer letters begin too many words. */
const SEARCHES_WORDS_FROM = 2;

/** Those that begin so, then those that hold it elsewhere. */
function fitting(all: readonly Proposal[], typed: string): Proposal[] {
  const lower = typed.toLowerCase();
  const placed = all.map((each) => ({ each, at: each.text.toLowerCase().indexOf(lower) }));
  const begun = placed.filter(({ at }) => at === 0);
  return [...begun, ...placed.filter(({ at }) => at > 0)].map(({ each }) => each);
}

function knownWords(key: FilterKey, { entries, context }: FilterRows): Proposal[] {
  return key.words.map(({ text, meaning }) => {
    const ask = key.read(text);
    const test = typeof ask === 'function' ? ask(context) : () => false;
    return { text, meaning, rows: entries.filter(test).length };
  });
}

function recordedWords(key: FilterKey, { entries, context }: FilterRows): Proposal[] {
  const counts = new Map<string, number>();
  for (const entry of entries)
    for (const text of key.recorded?.(entry, context) ?? [])
      counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([text, rows]) => ({ text, meaning: null, rows }));
}

function wordsOf(key: FilterKey, rows: FilterRows): readonly Proposal[] {
  const words = rows.counted.get(key.name) ?? [
    ...knownWords(key, rows),
    ...recordedWords(key, rows),
  ];
  rows.counted.set(key.name, words);
  return words;
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

function completeValue(
  text: string,
  caret: number,
  { key, values }: TermToken,
  rows: FilterRows,
): Completion | null {
  const value = values.find(({ from, to }) => caret >= from && caret <= to);
  const known = key && keyNamed(key.name);
  if (!known || !value) return null;
  const typed = text.slice(value.from, caret).replace(/^"/, '');
  const others = values.filter((each) => each !== value).map((each) => each.text.toLowerCase());
  const proposals = fitting(wordsOf(known, rows), typed)
    .filter((each) => !others.includes(each.text.toLowerCase()))
    .map((each) => ({ ...each, text: printValue(each.text) }));
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
