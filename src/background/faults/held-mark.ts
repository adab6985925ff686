import { type AddedHost, pagePattern } from '../../core/service/added-hosts.ts';
import { PAGE_PATTERN } from '../../futureguide.ts';
import { browser } from '../../platform/browser.ts';

const SCRIPT = {
  id: 'fault-held',
  js: ['fault-held.js'] as string[],
  runAt: 'document_start',
  persistAcrossSessions: false,
} as const;

/**
 * Tells each page that begins, before its scripts, whether a fault of storage is held. No message
 * comes so early; and what is registered so is forgotten with the browser, however it ends.
 */
export async function markPages(isHeld: boolean, added: readonly AddedHost[]): Promise<void> {
  const ids = [SCRIPT.id];
  const { length } = await browser.scripting.getRegisteredContentScripts({ ids });
  const matches = [PAGE_PATTERN, ...added.map((host) => pagePattern(host, false))];
  if (isHeld && length === 0)
    await browser.scripting.registerContentScripts([{ ...SCRIPT, matches }]);
  if (!isHeld && length > 0) await browser.scripting.unregisterContentScripts({ ids });
}
