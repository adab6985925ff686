import type { AddedHost } from '../core/service/added-hosts.ts';
import { PAGE_PATTERN } from '../futureguide.ts';
import { browser } from '../platform/browser.ts';
import { pagePatterns } from './page-patterns.ts';

/** Tells pages that begin, before their scripts, that somebody watches; again once hosts were added or removed. */
export function markWatched(isWatched: boolean, added: readonly AddedHost[]): Promise<void> {
  const ofAdded = pagePatterns(added.map(({ origin }) => origin));
  return markPages('watched', isWatched ? [PAGE_PATTERN, ...ofAdded] : []);
}

/** Tells pages of these origins, before their scripts, that a fault of their storage is held. */
export function markHeld(origins: readonly string[]): Promise<void> {
  return markPages('fault-held', pagePatterns(origins));
}

/**
 * Marks pages by a script of that name, for they can be told by no message so early. What is
 * registered so is forgotten with the browser, however it ends.
 */
async function markPages(id: 'watched' | 'fault-held', matches: string[]): Promise<void> {
  const ids = [id];
  const [there] = await browser.scripting.getRegisteredContentScripts({ ids });
  if (matches.length === 0) {
    if (there) await browser.scripting.unregisterContentScripts({ ids });
    return;
  }
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
