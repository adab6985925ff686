import type { UrlParts } from '../service/http.ts';
import { fingerprint } from '../token/fingerprint.ts';
import { type LogEntry, tokenOf } from '../verdict/entry.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { FilterContext } from './filter-context.ts';

const URL_PARTS = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)([^?#]*)/i;

function urlOf(entry: LogEntry): string {
  const { url } = entry.kind === 'marker' ? entry.document : entry.facts;
  return url;
}

/** Host and path of a row's URL in lower case. */
export function lowerUrlParts(entry: LogEntry): UrlParts {
  const url = urlOf(entry);
  const [, host = '', path = url] = URL_PARTS.exec(url) ?? [];
  return { host: host.toLowerCase(), path: path.toLowerCase() };
}

export function verdictOf(entry: LogEntry): Verdict | null {
  return entry.kind === 'marker' ? null : entry.verdict;
}

function words(...parts: (string | number | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(' ').toLowerCase();
}

function factText(entry: LogEntry, context: FilterContext): string {
  if (entry.kind === 'marker') return words('page', urlOf(entry));
  const token = tokenOf(entry);
  const mark = token !== null && (context.recordOf(token)?.fingerprint ?? fingerprint(token));
  if (entry.kind === 'socket') return words('socket', entry.facts.url, mark);
  const { method, url, status, state, by } = entry.facts;
  return words(method, url, status ?? state, mark, by !== 'app' && `by ${by}`);
}

function verdictText(verdict: Verdict): string {
  const { validity, outcome, flags, refusal, error } = verdict;
  return words(validity, outcome, ...flags, refusal?.cause, refusal?.certainty, error?.code);
}

/** Whether text in lower case stands in what a row says of itself: facts or verdict. */
export function says(entry: LogEntry, text: string, context: FilterContext): boolean {
  if (factText(entry, context).includes(text)) return true;
  return entry.kind !== 'marker' && verdictText(entry.verdict).includes(text);
}
