import { type AddedHost, pagePattern } from '../core/service/added-hosts.ts';
import { PAGE_PATTERN } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';

/** What pages that begin are told: a fault of storage is held; somebody watches. */
const SCRIPTS = { held: 'fault-held', watched: 'watched' } as const;

/**
 * Tells each page that begins, before its scripts, what it can be told by no message so early; again
 * once hosts were added or removed. What is registered so is forgotten with the browser, however it ends.
 */
export async function markPages(
  mark: keyof typeof SCRIPTS,
  isOn: boolean,
  added: readonly AddedHost[],
): Promise<void> {
  const id = SCRIPTS[mark];
  const ids = [id];
  const [there] = await browser.scripting.getRegisteredContentScripts({ ids });
  if (!isOn) {
    if (there) await browser.scripting.unregisterContentScripts({ ids });
    return;
  }
  const matches = [...new Set([PAGE_PATTERN, ...added.map((host) => pagePattern(host, false))])];
  const inOrder = (patterns: readonly string[]) => [...patterns].sort().join();
  if (there && inOrder(there.matches ?? []) === inOrder(matches)) return;
  if (there) await browser.scripting.updateContentScripts([{ id, matches }]);
  else
    await browser.scripting.registerContentScripts([
      {
        id,
        js: [`${id}.js`],
        matches,
        runAt: 'document_start',
        persistAcrossSessions: false,
      },
    ]);
}
