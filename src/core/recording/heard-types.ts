/**
 * What can carry a token in a header is asked of `webRequest`, by its own words (Chromium's and
 * Firefox's): each kind of request it listens to makes every page slower. Of scripts, styles,
 * images, fonts and media DevTools tells while it is open.
 */
export const HEARD_BY_WEB: readonly string[] = [
  'main_frame',
  'sub_frame',
  'xmlhttprequest',
  'websocket',
  'ping',
  'beacon',
  'other',
];

/** All others by the words of DevTools (`_resourceType` in a HAR); `webRequest` has the same. */
const UNHEARD: readonly (string | null)[] = [
  'script',
  'stylesheet',
  'image',
  'font',
  'media',
  'texttrack',
  'cspviolationreport',
];

/** Whether `webRequest` tells of it too; where nothing says what it was, it may. */
export function isHeardByWeb({ resourceType }: { resourceType: string | null }): boolean {
  return !UNHEARD.includes(resourceType);
}
