import type { Tabs } from 'webextension-polyfill';
import { browser } from './browser.ts';

/** Whether two tabs of one origin have the same storage: one is as private as the other. */
export function hasSameStorage(one: Tabs.Tab, other: Tabs.Tab): boolean {
  return one.incognito === other.incognito && one.cookieStoreId === other.cookieStoreId;
}

/** The tabs whose page is of an origin. Firefox knows no match pattern with a port. */
export async function tabsOfOrigin(origin: string): Promise<Tabs.Tab[]> {
  const { protocol, hostname } = new URL(origin);
  const tabs = await browser.tabs.query({ url: `${protocol}//${hostname}/*` });
  return tabs.filter(({ url = '' }) => URL.canParse(url) && new URL(url).origin === origin);
}
