import { browser } from '../platform/browser.ts';

/** The tab that the popup is about: the active one, or one that its address names (`?tab=12`). */
export async function shownTab(): Promise<number> {
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null) return Number(named);
  const [active] = await browser.tabs.query({ active: true, currentWindow: true });
  return active?.id ?? -1;
}
