import type { Badge } from '../core/session/badge.ts';
import { browser } from '../platform/browser.ts';

/** Orange, as DevTools marks what is overridden. */
const FAULT_COLOR = '#c2410c';
const COLORS: Record<Badge['tone'], string> = { warn: '#8a5000', bad: '#b3261e' };

/** Marks the toolbar button of every tab while any fault is on. */
export async function showFaultMark(faults: number): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: FAULT_COLOR });
  await browser.action.setBadgeText({ text: faults === 0 ? '' : String(faults) });
}

/** Marks the button of one tab; without a badge it shows what it shows of every tab. */
export async function showTabMark(tabId: number, badge: Badge | null): Promise<void> {
  try {
    if (badge) await browser.action.setBadgeBackgroundColor({ tabId, color: COLORS[badge.tone] });
    await browser.action.setBadgeText({ tabId, text: badge?.text ?? null });
  } catch {
    // The tab is gone, and its mark with it.
  }
}
