import type { Page } from '@playwright/test';
import { namedCookies } from '../core/faults/cookie-text.ts';
import type { StorageEdit } from '../core/faults/storage-edits.ts';
import type { PageStorage, StorageRules } from '../core/service/token-storage.ts';

/** What a page keeps of its session. */
export async function readPageStorage(page: Page, rules: StorageRules): Promise<PageStorage> {
  const { entries, cookie } = await page.evaluate((keys) => {
    const found: Record<string, string> = {};
    for (const key of keys) {
      const value = localStorage.getItem(key);
      if (value !== null) found[key] = value;
    }
    return { entries: found, cookie: document.cookie };
  }, rules.keys);
  return { entries, cookies: namedCookies(cookie, rules.cookies) };
}

async function writeCookies(
  page: Page,
  edits: readonly StorageEdit[],
  side: 'before' | 'after',
): Promise<void> {
  const context = page.context();
  for (const { key: name, [side]: value } of edits) {
    const known = (await context.cookies(page.url())).find((cookie) => cookie.name === name);
    if (value === null) await context.clearCookies({ name });
    else await context.addCookies([known ? { ...known, value } : { name, value, url: page.url() }]);
  }
}

/** Writes one side of edits, and tells the app of each key as another tab's writing would. */
export async function writePageStorage(
  page: Page,
  edits: readonly StorageEdit[],
  side: 'before' | 'after',
): Promise<void> {
  await writeCookies(
    page,
    edits.filter(({ area }) => area === 'cookie'),
    side,
  );
  const writes = edits.flatMap(({ area, key, [side]: value }) =>
    area === 'localStorage' ? { key, value } : [],
  );
  await page.evaluate((all) => {
    for (const { key, value } of all) {
      const oldValue = localStorage.getItem(key);
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      const change = { key, oldValue, newValue: value, storageArea: localStorage };
      window.dispatchEvent(new StorageEvent('storage', { ...change, url: location.href }));
    }
  }, writes);
}
