import { unpackedKeys } from './text-keys.ts';

/** As `vite.config.ts` packs them: the keys once, and for each language its texts in their order. */
const KEYS = '/texts/keys.json';

async function read<T>(path: string): Promise<T> {
  const file = await fetch(path);
  return file.json();
}

/** The texts of a language, from the extension's own files. */
export async function fetchTexts(locale: string): Promise<Record<string, { message: string }>> {
  const [packed, texts] = await Promise.all([
    read<string[]>(KEYS),
    read<(string | null)[]>(`/texts/${locale}.json`),
  ]);
  return Object.fromEntries(
    unpackedKeys(packed).flatMap((key, index) => {
      const message = texts[index];
      return typeof message === 'string' ? [[key, { message }]] : [];
    }),
  );
}
