import { browser } from '../../platform/browser.ts';

/** Orange, as DevTools marks what is overridden. */
const COLOR = '#c2410c';

/** Marks the toolbar button while any fault is on. */
export async function showBadge(faults: number): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: COLOR });
  await browser.action.setBadgeText({ text: faults === 0 ? '' : String(faults) });
}
