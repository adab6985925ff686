import type { Scripting } from 'webextension-polyfill';
import { PAGE_PATTERN } from '../../futureguide.ts';
import { browser } from '../../platform/browser.ts';

const SCRIPT: Scripting.RegisteredContentScript = {
  id: 'fault-held',
  js: ['fault-held.js'],
  matches: [PAGE_PATTERN],
  runAt: 'document_start',
  persistAcrossSessions: false,
};

/**
 * Tells each page that begins, before its scripts, whether a fault of storage is held. No message
 * comes so early; and what is registered so is forgotten with the browser, however it ends.
 */
export async function markPages(isHeld: boolean): Promise<void> {
  const ids = [SCRIPT.id];
  const { length } = await browser.scripting.getRegisteredContentScripts({ ids });
  if (isHeld && length === 0) await browser.scripting.registerContentScripts([SCRIPT]);
  if (!isHeld && length > 0) await browser.scripting.unregisterContentScripts({ ids });
}
