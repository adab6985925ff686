import type { Scripting } from 'webextension-polyfill';
import type { AddedHost } from '../core/service/added-hosts.ts';
import { browser } from '../platform/browser.ts';
import { pagePatterns } from './page-patterns.ts';

const ID_PREFIX = 'added-hosts-';

type Registered = Scripting.RegisteredContentScript;

/** Firefox gives the manifest's files as whole addresses, and takes only paths. */
function packagedPath(file: string): string {
  return new URL(file, browser.runtime.getURL('/')).pathname.slice(1);
}

/** The scripts that the manifest puts into the service's own pages, for these pages. */
function scriptsFor(matches: string[]): Registered[] {
  const { content_scripts: scripts = [] } = browser.runtime.getManifest();
  return scripts.map(({ js = [], world = 'ISOLATED' }, index) => ({
    id: `${ID_PREFIX}${index}`,
    js: js.map(packagedPath),
    matches,
    runAt: 'document_start',
    world,
  }));
}

/**
 * Has the browser put our scripts into the pages of added hosts from their next document on; what it
 * keeps from before is taken away. Where a pattern may have no port, they end by themselves on others.
 */
export async function registerHostScripts(hosts: readonly AddedHost[]): Promise<void> {
  const matches = pagePatterns(hosts.map(({ origin }) => origin));
  const wanted = hosts.length === 0 ? [] : scriptsFor(matches);
  const all = await browser.scripting.getRegisteredContentScripts();
  const there = all.filter(({ id }) => id.startsWith(ID_PREFIX));
  const describe = (scripts: readonly Registered[]) =>
    scripts
      .map(({ id, js, matches: of }) => `${id} ${js} ${of}`)
      .sort()
      .join();
  if (describe(there) === describe(wanted)) return;
  if (there.length > 0)
    await browser.scripting.unregisterContentScripts({ ids: there.map(({ id }) => id) });
  if (wanted.length > 0) await browser.scripting.registerContentScripts(wanted);
}
