import { fingerprint } from '../../src/core/fingerprint.ts';
import type { LogEntry } from '../../src/core/log.ts';
import type { RequestFacts } from '../../src/core/request.ts';
import type { Verdict } from '../../src/core/verdict.ts';

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

function words(...parts: (string | number | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(' ').toLowerCase();
}

function factWords(request: RequestFacts): string {
  const known = searchable.get(request);
  if (known !== undefined) return known;
  const { method, url, status, credential, by, state } = request;
  const mark = credential.kind === 'token' && fingerprint(credential.token);
  const text = words(method, url, status ?? state, mark, by === 'debugger' && 'by debugger');
  searchable.set(request, text);
  return text;
}

function verdictText({ validity, outcome, flags, refusal, error }: Verdict): string {
  return words(validity, outcome, ...flags, refusal?.cause, refusal?.certainty, error?.code);
}

function textOf(entry: LogEntry): string {
  if (entry.kind === 'marker') return words('page', entry.document.url);
  const verdict = verdictText(entry.verdict);
  if (entry.kind === 'request') return `${factWords(entry.request)} ${verdict}`;
  const { url, token } = entry.use;
  return words('socket', url, token && fingerprint(token), verdict);
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
