import { said, wordKey } from '../../src/core/language/language.ts';
import type { MarkerEntry } from '../../src/core/verdict/log.ts';
import { say, tell } from './language.ts';
import { shownUrl } from './shown-url.ts';

/** What a page change tells; `word` is the code of the refusal that came before it. */
export function markerSentence(
  { document, signedOutAfter }: MarkerEntry,
  word: string | null,
): string {
  const key = wordKey('marker', document.from);
  const page = said(key, { path: shownUrl(document.url).path });
  if (!signedOutAfter) return tell(page);
  const { method, url, status } = signedOutAfter;
  const answer = word ?? status ?? said('marker_refusal');
  return say('marker_signed_out', { method, path: shownUrl(url).path, answer, page });
}
