import type english from '../../../public/_locales/en/messages.json';

/** The languages that are spoken; English has every text. */
export const LOCALES = ['en', 'id'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language of a code; English where that is spoken by nobody here. */
export function localeOf(code: unknown): Locale {
  return LOCALES.find((locale) => locale === code) ?? 'en';
}

type Stored = keyof typeof english;
type Whole<Key> = Key extends `${string}_one`
  ? never
  : Key extends `${infer Base}_other`
    ? Base
    : Key;
type Underscored<Id extends string> = Id extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : Id;

/** Names a text. One with a number in it has a form for each plural (`…_one`, `…_other`). */
export type WordKey = Whole<Stored>;

/** A value in a text; several are listed, a `Said` is said in the same language. */
export type WordValue = string | number | null | Said | readonly (string | Said)[];
export type WordValues = Readonly<Record<string, WordValue>>;

/** Something to be said in the reader's language. */
export interface Said {
  key: WordKey;
  values: WordValues;
}

/**
 * How a value stands in a text: `{at:clock}`.
 * `plain` text, a number as the language writes it, or a list; `percent` a rate between 0 and 1;
 * `duration` s, `4 min 12 s`; `span` the same, below 10 s to the tenth, `0.4 s`;
 * `offset` s between two clocks, `39.9 s`;
 * an instant in ms or ISO 8601 as `clock` (with `UTC` where the zone is that), `seconds` (without), `minutes`, `precise` (with ms),
 * `date` (with the day), or the `day` alone, as `monthday` without its year;
 * `sentence` a clause with a capital; `sentences` several, one after another;
 * `name` the id of a token, request or socket, said as the reader knows it. Nothing else of a text is
 * ever taken for an id: the service's own words may hold an `r2`.
 */
export type WordFormat =
  | 'plain'
  | 'percent'
  | 'duration'
  | 'span'
  | 'offset'
  | 'clock'
  | 'seconds'
  | 'minutes'
  | 'precise'
  | 'date'
  | 'day'
  | 'monthday'
  | 'sentence'
  | 'sentences'
  | 'name';

/** Says things to people in their language and time zone. */
export interface Language {
  readonly locale: Locale;
  /** IANA name; without one, that of this computer */
  readonly timeZone: string | undefined;
  /** `count` among the values chooses the plural form. */
  say(key: WordKey, values?: WordValues): string;
  tell(said: Said): string;
  /** A value by itself, as it would stand in a text. */
  format(value: WordValue, format: WordFormat): string;
  /** What the reader calls the token, request or socket of an id. */
  nameOf(id: string): string;
  /** The same language for a reader who has other names for tokens, requests and sockets. */
  withNames(nameOf: (id: string) => string): Language;
}

export function said(key: WordKey, values: WordValues = {}): Said {
  return { key, values };
}

/** Whole sentences, one after another; what is null is left out. */
export function sentences(...all: readonly (Said | null)[]): Said {
  return said('sentences', { all: all.filter((one) => one !== null) });
}

/** The key of the text for one of our stable words: `wordKey('cause', 'clock-skew')`. */
export function wordKey<Prefix extends string, Id extends string>(prefix: Prefix, id: Id) {
  return `${prefix}_${id.replaceAll('-', '_')}` as `${Prefix}_${Underscored<Id>}`;
}
