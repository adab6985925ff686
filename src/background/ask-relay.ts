import type { AskRelay } from '../messages.ts';
import { browser } from '../platform/browser.ts';

/** Asks the relay of a tab's page; null where none answers. */
export const askRelay: AskRelay = async (tabId, request) => {
  try {
    return (await browser.tabs.sendMessage(tabId, request, { frameId: 0 })) ?? null;
  } catch {
    return null;
  }
};
