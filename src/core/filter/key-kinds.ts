import { type Said, said, type WordKey } from '../language/language.ts';
import type { LogEntry } from '../verdict/entry.ts';
import type { FilterContext } from './filter-context.ts';
import { nearestWord } from './nearest-word.ts';
import { readInstant, readSeconds, readStatus } from './ranges.ts';

export type RowTest = (entry: LogEntry) => boolean;

/** What a value asks of a row, once it is known what surrounds the row. */
export type Ask = (context: FilterContext) => RowTest;

/** Why a value means nothing, and what was probably meant. */
export interface Problem {
  said: Said;
  instead: string | null;
}

/** A value that can be proposed. */
export interface KnownWord {
  text: string;
  meaning: WordKey | null;
}

type TextsOf = (entry: LogEntry, context: FilterContext) => readonly string[];

/** What the values of a key are, and what they ask. */
export interface KeyKind {
  read(value: string): Ask | Problem;
  /** values that are always proposed */
  words: readonly KnownWord[];
  /** further values that stand in a row, as they may be shown */
  recorded?: TextsOf;
  /** all that a value asks of a row, where many rows have the same */
  asked?: TextsOf;
}

function plainWords(texts: readonly string[]): KnownWord[] {
  return texts.map((text) => ({ text, meaning: null }));
}

/** One of the words; `holds` says whether it is true of a row. */
export function choice<Word extends string>(
  words: readonly Word[],
  holds: (entry: LogEntry, word: Word, context: FilterContext) => boolean,
  meaningOf: (word: Word) => WordKey | null = () => null,
): KeyKind {
  return {
    words: words.map((text) => ({ text, meaning: meaningOf(text) })),
    read(value) {
      const word = words.find((each) => each === value.toLowerCase());
      if (word !== undefined) return (context) => (entry) => holds(entry, word, context);
      const near = nearestWord(value.toLowerCase(), words);
      if (near === null) return { said: said('filter_error_word', { word: value }), instead: null };
      return { said: said('filter_error_word_near', { word: value, near }), instead: near };
    },
  };
}

const ANYTHING = '*';

/** `*` stands for anything; a pattern with it fits the whole. */
function patternOf(value: string): RegExp {
  const parts = value.split(ANYTHING).map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

interface TextOptions {
  /** the value is the whole text, not a part of it */
  isWhole?: boolean;
  words?: readonly string[];
  /** what may be proposed of a row; without it, the texts themselves */
  recorded?: TextsOf;
}

/** A text, or a pattern of one. */
export function text(
  textsOf: TextsOf,
  { isWhole = false, words = [], recorded }: TextOptions = {},
) {
  return {
    words: plainWords(words),
    recorded: recorded ?? textsOf,
    asked: textsOf,
    read(value): Ask {
      const wanted = value.toLowerCase();
      const pattern = wanted.includes(ANYTHING) ? patternOf(wanted) : null;
      const fits = (each: string) => {
        const lower = each.toLowerCase();
        if (pattern) return pattern.test(lower);
        return isWhole ? lower === wanted : lower.includes(wanted);
      };
      return (context) => (entry) => textsOf(entry, context).some(fits);
    },
  } satisfies KeyKind;
}

function problem(key: 'filter_error_status' | 'filter_error_span' | 'filter_error_time') {
  return (word: string): Problem => ({ said: said(key, { word }), instead: null });
}
const noStatus = problem('filter_error_status');
const noSpan = problem('filter_error_span');
const noTime = problem('filter_error_time');

const NONE = 'none';

/** A status, or `none`. */
export function status(of: (entry: LogEntry) => number | null, words: readonly string[]): KeyKind {
  return {
    words: plainWords([...words, NONE]),
    read(value) {
      const wanted = value.toLowerCase();
      if (wanted === NONE) return () => (entry) => entry.kind !== 'marker' && of(entry) === null;
      const test = readStatus(wanted);
      if (!test) return noStatus(value);
      return () => (entry) => {
        const found = of(entry);
        return found !== null && test(found);
      };
    },
  };
}

/** A span of time in s. */
export function span(of: (entry: LogEntry) => number | null, words: readonly string[]): KeyKind {
  return {
    words: plainWords(words),
    read(value) {
      const test = readSeconds(value.toLowerCase());
      if (!test) return noSpan(value);
      return () => (entry) => {
        const found = of(entry);
        return found !== null && test(found);
      };
    },
  };
}

/** An instant, compared with that of a row. */
export function instant(
  compare: (at: number, limit: number) => boolean,
  words: readonly string[],
): KeyKind {
  return {
    words: plainWords(words),
    read(value) {
      const instantIn = readInstant(value.toLowerCase());
      if (!instantIn) return noTime(value);
      return (context) => {
        const limit = instantIn(context);
        return ({ at }) => at !== null && compare(at, limit);
      };
    },
  };
}
