import type english from '../../public/_locales/en/messages.json';

export type Locale = 'en' | 'id';

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
export type WordValue = string | number | null | readonly string[] | Said;
export type WordValues = Readonly<Record<string, WordValue>>;

/** Something to be said in the reader's language. */
export interface Said {
  key: WordKey;
  values: WordValues;
}

/** Says things to people in their language and time zone. */
export interface Language {
  readonly locale: Locale;
  /** `count` among the values chooses the plural form. */
  say(key: WordKey, values?: WordValues): string;
  tell(said: Said): string;
}

export function said(key: WordKey, values: WordValues = {}): Said {
  return { key, values };
}

/** The key of the text for one of our stable words: `wordKey('cause', 'clock-skew')`. */
export function wordKey<Prefix extends string, Id extends string>(prefix: Prefix, id: Id) {
  return `${prefix}_${id.replaceAll('-', '_')}` as `${Prefix}_${Underscored<Id>}`;
}
