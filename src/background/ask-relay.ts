import type { RelayRequest } from '../messages.ts';
import { browser } from '../platform/browser.ts';

/** Asks the relay of a tab's page; null where none answers. */
export async function askRelay(tabId: number, request: RelayRequest): Promise<unknown> {
  try {
    return (await browser.tabs.sendMessage(tabId, request, { frameId: 0 })) ?? null;
  } catch {
    return null;
  }
}
