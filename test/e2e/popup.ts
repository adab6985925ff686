import type { Page } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';
import type { World } from './world.ts';

/** As wide as the popup makes itself. */
export const POPUP_SIZE = { width: 360, height: 600 };

/** The browser's id of the tab that shows an address. */
export async function tabOf({ chrome }: World, url: string): Promise<number> {
  return waitFor(`the tab of ${url}`, async () =>
    (await chrome.worker()).evaluate(async (wanted) => {
      const tabs = await globalThis.chrome.tabs.query({});
      return tabs.find((tab) => tab.url?.startsWith(wanted))?.id;
    }, url),
  );
}

/** Opens the popup's page about a tab; null: about the one that it lies in. */
export async function openPopup({ chrome }: World, tabId: number | null): Promise<Page> {
  const popup = await chrome.browser.newPage();
  await popup.setViewport(POPUP_SIZE);
  const about = tabId === null ? '' : `?tab=${tabId}`;
  await popup.goto(`chrome-extension://${chrome.extensionId}/src/popup/popup.html${about}`);
  await popup.waitForSelector('main');
  return popup;
}

export function popupText(popup: Page): Promise<string> {
  return popup.evaluate(() => document.body.innerText);
}

/** Waits until the popup says something of that kind, and returns all that it says. */
export function waitForPopup(popup: Page, words: RegExp): Promise<string> {
  return waitFor(`the popup to say ${words}`, async () => {
    const text = await popupText(popup);
    if (!words.test(text)) throw new Error(`it says: ${text}`);
    return text;
  });
}

/** Clicks a button of the popup by its accessible name. */
export async function clickPopup(popup: Page, name: string): Promise<void> {
  const button = await waitFor(`the button “${name}”`, () =>
    popup.$(`::-p-aria([name="${name}"][role="button"])`),
  );
  await button.evaluate((element) => (element as unknown as HTMLElement).click());
}
