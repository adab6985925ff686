import { HOST_PATTERNS } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';

/** Whether the browser lets the extension see the service's hosts. */
export function hasAccess(): Promise<boolean> {
  return browser.permissions.contains({ origins: HOST_PATTERNS });
}
