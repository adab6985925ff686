import { namedCookies } from '../core/faults/cookie-text.ts';
import type { PageStorage, StorageRules } from '../core/service/token-storage.ts';

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
  for (const key of rules.keys) {
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
