import { browser } from '../platform/browser.ts';

/** Tells of each tab that is gone: it was closed, or another took its place, as after a discard. */
export function watchClosedTabs(onGone: (tabId: number) => void): void {
  browser.tabs.onRemoved.addListener((tabId) => onGone(tabId));
  browser.tabs.onReplaced.addListener((_, tabId) => onGone(tabId));
}
