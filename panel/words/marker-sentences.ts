import { said, wordKey } from '../../src/core/language/language.ts';
import type { MarkerEntry } from '../../src/core/verdict/entry.ts';
import { say, tell } from './language.ts';
import { shownUrl } from './shown-url.ts';

/** What a page change tells; `word` is the code of the refusal that came before it. */
export function markerSentence({ document, signedOut }: MarkerEntry, word: string | null): string {
  const key = wordKey('marker', document.from);
  const page = said(key, { path: shownUrl(document.url).path });
  if (!signedOut) return tell(page);
  if (signedOut.by === 'emptied-storage') return say('marker_emptied_storage', { page });
  const { method, url, status } = signedOut.request;
  const path = shownUrl(url).path;
  if (signedOut.by === 'logout') return say('marker_logged_out', { method, path, page });
  const answer = word ?? status ?? said('marker_refusal');
  return say('marker_signed_out', { method, path, answer, page });
}
