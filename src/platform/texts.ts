import { BETWEEN_TEXTS, unpackedKeys } from './text-keys.ts';

export type Texts = Record<string, { message: string }>;
/** The texts of a language in the order of their keys; an empty one where it has none. */
type Packed = string;

/** What the popup says: all of it in one small file, which the browser fetches beside its scripts. */
const POPUP = '/texts/popup.json';
/** All else, as `vite.config.ts` packs it: the keys once, and a file for each language. */
const KEYS = '/texts/keys.json';

async function read<T>(path: string): Promise<T> {
  const file = await fetch(path);
  return file.json();
}

function unpacked(keys: string, packed: Packed): Texts {
  const texts = packed.split(BETWEEN_TEXTS);
  return Object.fromEntries(
    unpackedKeys(keys).flatMap((key, index) => {
      const message = texts[index];
      return message ? [[key, { message }]] : [];
    }),
  );
}

/** What the popup says, in each language, from the extension's own files. */
export async function fetchPopupTexts<Locale extends string>(): Promise<Record<Locale, Texts>> {
  const { keys, texts } = await read<{ keys: string; texts: Record<string, Packed> }>(POPUP);
  const all = Object.entries(texts).map(([locale, packed]) => [locale, unpacked(keys, packed)]);
  return Object.fromEntries(all) as Record<Locale, Texts>;
}

/** The texts of a language, from the extension's own files. */
export async function fetchTexts(locale: string): Promise<Texts> {
  const [popup, keys, texts] = await Promise.all([
    fetchPopupTexts<string>(),
    read<string>(KEYS),
    read<Packed>(`/texts/${locale}.json`),
  ]);
  return { ...popup[locale], ...unpacked(keys, texts) };
}
