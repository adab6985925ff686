import { browser } from './browser.ts';

/** What was last known of the session in a tab, kept as long as nothing has happened there since. */
export interface KeptFacts {
  /** of the page that it is known of */
  origin: string;
  facts: unknown;
}

const keyOf = (tabId: number) => `facts ${tabId}`;

/** Null where something may have happened in the tab since. */
export async function loadFacts(tabId: number): Promise<KeptFacts | null> {
  const key = keyOf(tabId);
  const { [key]: kept } = await browser.storage.session.get(key);
  return (kept as KeptFacts | undefined) ?? null;
}

/** They lie in memory alone, as all that is known of a tab. */
export function keepFacts(tabId: number, kept: KeptFacts): Promise<void> {
  return browser.storage.session.set({ [keyOf(tabId)]: kept });
}

export function dropFacts(tabIds: readonly number[]): Promise<void> {
  return browser.storage.session.remove(tabIds.map(keyOf));
}
