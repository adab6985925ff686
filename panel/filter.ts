import { fingerprint } from '../src/core/fingerprint.ts';
import type { LogEntry } from '../src/core/log.ts';
import type { RequestFacts } from '../src/core/request.ts';

export interface Filter {
  text: string;
  flaggedOnly: boolean;
}

interface Term {
  word: string;
  negated: boolean;
}

function parseTerms(text: string): Term[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((part) =>
      part.length > 1 && part.startsWith('-')
        ? { word: part.slice(1), negated: true }
        : { word: part, negated: false },
    )
    .filter(({ word }) => word !== '' && word !== '-');
}

/** Facts are never changed, so neither is the text that is searched in them. */
const searchable = new WeakMap<RequestFacts, string>();

function textOf(entry: LogEntry): string {
  if (entry.kind === 'marker') return `page ${entry.document.url}`.toLowerCase();
  const { validity, outcome, flags } = entry.verdict;
  if (entry.kind === 'socket') {
    const { url, token } = entry.use;
    const words = ['socket', url, validity, outcome, ...flags, token && fingerprint(token)];
    return words.join(' ').toLowerCase();
  }
  const { request, verdict } = entry;
  const known = searchable.get(request);
  if (known !== undefined) return known;
  const { method, url, status, credential, by } = request;
  const text = [
    method,
    url,
    status ?? request.state,
    validity,
    outcome,
    ...flags,
    verdict.refusal?.cause,
    verdict.error?.code,
    credential.kind === 'token' && fingerprint(credential.token),
    by === 'debugger' && 'by debugger',
  ]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
  searchable.set(request, text);
  return text;
}

function isFlagged(entry: LogEntry): boolean {
  return entry.kind === 'marker' ? entry.signedOutAfter !== null : entry.verdict.flags.length > 0;
}

/**
 * The entries that a filter lets through: every word must occur in method, URL, status, flags,
 * cause, validity or fingerprint, no `-word` may.
 */
export function applyFilter(entries: readonly LogEntry[], filter: Filter): readonly LogEntry[] {
  const terms = parseTerms(filter.text);
  if (terms.length === 0 && !filter.flaggedOnly) return entries;
  return entries.filter((entry) => {
    if (filter.flaggedOnly && !isFlagged(entry)) return false;
    if (terms.length === 0) return true;
    const text = textOf(entry);
    return terms.every(({ word, negated }) => text.includes(word) !== negated);
  });
}
