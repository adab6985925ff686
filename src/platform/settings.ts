import { browser } from './browser.ts';

/** Where the settings lie in `storage.local`; they hold nothing secret. */
const KEY = 'settings';

/** What was kept, whatever it is by now; undefined where nothing was. */
export async function loadSettings(): Promise<unknown> {
  const kept = await browser.storage.local.get(KEY);
  return kept[KEY];
}

export async function keepSettings(settings: object): Promise<void> {
  await browser.storage.local.set({ [KEY]: settings });
}
