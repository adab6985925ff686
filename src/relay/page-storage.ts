import { type PageStorage, type StorageRules, storageKeys } from '../core/token-storage.ts';

/** The values of the named cookies as `document.cookie` lists them; of namesakes the first. */
export function namedCookies(text: string, names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const pair of text.split(';')) {
    const [name = '', ...value] = pair.split('=');
    const key = name.trim();
    if (names.includes(key) && !(key in found)) found[key] = value.join('=').trim();
  }
  return found;
}

function readOr<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    // A page may be denied its storage: blocked site data, a sandbox.
    return otherwise;
  }
}

/** Reads the keys and cookies that bear on tokens, and nothing else. */
export function readPageStorage(rules: StorageRules): PageStorage {
  const entries: Record<string, string> = {};
  for (const key of storageKeys(rules)) {
    const value = readOr(() => localStorage.getItem(key), null);
    if (value !== null) entries[key] = value;
  }
  return {
    entries,
    cookies: namedCookies(
      readOr(() => document.cookie, ''),
      rules.cookies,
    ),
  };
}

/** Only what is small enough to be told. */
export function withinLimit(
  values: Record<string, string>,
  maxCharacters: number,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value.length <= maxCharacters),
  );
}
