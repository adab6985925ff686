import { PAGE_PATTERN } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';

/** What pages that begin are told: a fault of storage is held; somebody watches. */
const SCRIPTS = { held: 'fault-held', watched: 'watched' } as const;

/**
 * Tells each page that begins, before its scripts, what it can be told by no message so early. What
 * is registered so is forgotten with the browser, however it ends.
 */
export async function markPages(mark: keyof typeof SCRIPTS, isOn: boolean): Promise<void> {
  const id = SCRIPTS[mark];
  const ids = [id];
  const { length } = await browser.scripting.getRegisteredContentScripts({ ids });
  if (isOn && length === 0)
    await browser.scripting.registerContentScripts([
      {
        id,
        js: [`${id}.js`],
        matches: [PAGE_PATTERN],
        runAt: 'document_start',
        persistAcrossSessions: false,
      },
    ]);
  if (!isOn && length > 0) await browser.scripting.unregisterContentScripts({ ids });
}
