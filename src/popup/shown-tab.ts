import { browser } from '../platform/browser.ts';

export interface ShownTab {
  id: number;
  /** empty where the page may not be seen: then the browser does not tell it */
  url: string;
}

/** The tab that the popup is about: the active one, or one that its address names (`?tab=12`). */
export async function shownTab(): Promise<ShownTab> {
  const named = new URLSearchParams(location.search).get('tab');
  const [tab] =
    named === null
      ? await browser.tabs.query({ active: true, currentWindow: true })
      : [await browser.tabs.get(Number(named)).catch(() => null)];
  return { id: tab?.id ?? Number(named ?? -1), url: tab?.url ?? '' };
}
