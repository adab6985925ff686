import { namedCookies } from '../core/faults/cookie-text.ts';
import type { PageStorage, StorageRules } from '../core/service/token-storage.ts';
import type { StorageEnvironment } from './fault-in-storage.ts';

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    // A page may be denied its storage (blocked site data, a sandbox), or it is full.
    return otherwise;
  }
}

/** Reads the keys and cookies that bear on tokens, and nothing else. */
export function readPageStorage(rules: StorageRules): PageStorage {
  const entries: Record<string, string> = {};
  for (const key of rules.keys) {
    const value = attempt(() => localStorage.getItem(key), null);
    if (value !== null) entries[key] = value;
  }
  return {
    entries,
    cookies: namedCookies(
      attempt(() => document.cookie, ''),
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

/** A document gets no event for a write of its own, so the app would go on with what it had. */
export function tellApp(change: {
  key: string;
  oldValue: string | null;
  newValue: string | null;
}): void {
  const { href: url } = location;
  window.dispatchEvent(new StorageEvent('storage', { ...change, url, storageArea: localStorage }));
}

export function setCookie(assignment: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: it must be done before the page goes on
  document.cookie = assignment;
}

/** This document's storage, as faults read and write it. */
export function faultsEnvironment(page: { storage: StorageRules }): StorageEnvironment {
  return {
    get rules() {
      return page.storage;
    },
    readStorage: () => readPageStorage(page.storage),
    getItem: (key) => attempt(() => localStorage.getItem(key), null),
    setItem: (key, value) =>
      attempt(() => {
        if (value === null) localStorage.removeItem(key);
        else localStorage.setItem(key, value);
      }, undefined),
    setCookie,
    tellApp,
    now: () => Date.now(),
  };
}
