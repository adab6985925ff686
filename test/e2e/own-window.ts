import type { Frame } from 'puppeteer-core';
import type { World } from './world.ts';

/** Opens our window about a tab, in a tab of its own; `hash` as `#report`. */
export async function openOwnWindow({ chrome }: World, tabId: number, hash = ''): Promise<Frame> {
  const page = await chrome.browser.newPage();
  await page.goto(
    `chrome-extension://${chrome.extensionId}/src/window/window.html?tab=${tabId}${hash}`,
  );
  await page.waitForSelector('[role=grid]');
  return page.mainFrame();
}

/** Drops files anywhere in a panel or window, by their names. */
export async function dropFiles(frame: Frame, files: Record<string, string>): Promise<void> {
  await frame.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(files))
      dataTransfer.items.add(new File([text], name));
    const dropped = { dataTransfer, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new DragEvent('drop', dropped));
  }, files);
}
