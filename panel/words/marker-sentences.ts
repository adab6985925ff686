import type { MarkerEntry } from '../../src/core/log.ts';
import type { RequestFacts } from '../../src/core/request.ts';
import { shownUrl } from '../parts/shown-url.ts';

function pageSentence({ from, url }: MarkerEntry['document']): string {
  const path = shownUrl(url).path;
  switch (from) {
    case 'load':
      return `Page ${path} loaded`;
    case 'back-forward-cache':
      return `Page ${path} shown again from the back/forward cache`;
    case 'prerender':
      return `Page ${path}, loaded in advance, is now shown`;
  }
}

function answered({ method, url, status }: RequestFacts, word: string | null): string {
  return `${method} ${shownUrl(url).path} answered ${word ?? status ?? 'with a refusal'}`;
}

/** What a page change tells; `word` is the code of the refusal that came before it. */
export function markerSentence(
  { document, signedOutAfter }: MarkerEntry,
  word: string | null,
): string {
  const page = pageSentence(document);
  return signedOutAfter
    ? `Signed out by the app after ${answered(signedOutAfter, word)} — ${page}`
    : page;
}
