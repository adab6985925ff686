import { pagePattern } from '../core/service/added-hosts.ts';
import { browser } from '../platform/browser.ts';

/** Firefox takes a pattern with a port and finds no page by it; this way to know it is Firefox's alone. */
function findsByPort(): boolean {
  return !('getBrowserInfo' in browser.runtime);
}

/** Match patterns of the pages of these origins; where a pattern may have no port, of all ports. */
export function pagePatterns(origins: readonly string[]): string[] {
  const withPort = findsByPort();
  return [...new Set(origins.map((origin) => pagePattern(origin, withPort)))];
}
