import type { ElementHandle, Frame, Page } from 'puppeteer-core';
import { waitFor } from '../browser/wait.ts';

/** Clicks what matches first, once it is there; works in every language, unlike names. */
export async function click(frame: Frame, selector: string): Promise<void> {
  await frame.waitForSelector(selector);
  // Frames of DevTools take no real clicks while the inspected tab is not in front.
  await frame.$eval(selector, (element) => {
    (element.closest<HTMLElement>('button, a, [role=row]') ?? (element as HTMLElement)).click();
  });
}

export async function closeDialog(frame: Frame): Promise<void> {
  await frame.$eval('dialog', (dialog) => dialog.close());
}

export async function closePopovers(frame: Frame): Promise<void> {
  await frame.$$eval(':popover-open', (open) => {
    for (const popover of open) (popover as HTMLElement).hidePopover();
  });
}

/** Writes into the filter as if it had been typed there, and leaves the focus in it. */
export async function writeFilter(frame: Frame, text: string): Promise<void> {
  await frame.$eval(
    '[role=searchbox]',
    (field, words) => {
      const input = field as HTMLInputElement;
      input.focus();
      input.value = words;
      input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    },
    text,
  );
}

/** Empties the filter and leaves it. */
export async function leaveFilter(frame: Frame): Promise<void> {
  await writeFilter(frame, '');
  await frame.$eval('[role=searchbox]', (field) => (field as HTMLElement).blur());
}

export async function paste(frame: Frame, text: string): Promise<void> {
  await frame.evaluate((words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, text);
}

/** Opens the detail of the row that matches, by a selector of its marks. */
export async function openRow(frame: Frame, marks: string): Promise<void> {
  await click(frame, `[role=row]${marks}`);
  await frame.waitForSelector(`[role=row]${marks}[aria-selected=true]`);
  await frame.waitForSelector('[role=region][aria-label], .detail');
}

export async function waitForRequests(frame: Frame, count: number): Promise<void> {
  await waitFor(`${count} requests`, async () => {
    const grid = (await frame.$('[role=grid]')) as ElementHandle<HTMLElement> | null;
    return Number(await grid?.evaluate(({ dataset }) => dataset.requests)) >= count;
  });
}

/** Sends from the page by a script of its own: one that is handed in would be named by where it lies here. */
export async function askAsApp(page: Page, expression: string): Promise<void> {
  await page.evaluate(
    `(${expression}).then(() => null)\n//# sourceURL=https://futureguide.id/app.js`,
  );
}

/** Draws the panel in the few colours of the system, as where high contrast is on; gives back how to end it. */
export async function forceColours(frame: Frame): Promise<() => Promise<void>> {
  const targets = frame.page().browser().targets();
  const session = await targets.find((one) => one.url() === frame.url())?.createCDPSession();
  if (!session) throw new Error('The panel has no target of its own');
  const features = [{ name: 'forced-colors', value: 'active' }];
  await session.send('Emulation.setEmulatedMedia', { features });
  return () => session.detach();
}
