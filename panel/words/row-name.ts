import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { shownUrl } from './shown-url.ts';
import { FRACTION_FROM, localTime, preciseTime } from './times.ts';

/** A row in words: what it was and when. */
export interface RowName {
  full: string;
  /** long ids cut, as `a77e9231…` */
  short: string;
  time: string;
  /** with ms */
  exact: string;
}

const UUID_IN_TEXT = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** What a row is called where something leads to it; null for what has no detail. */
export function rowName(entry: LogEntry | undefined, nowMs: number): RowName | null {
  if (!entry || entry.kind === 'marker') return null;
  const full =
    entry.kind === 'socket'
      ? 'socket.io authenticate'
      : `${entry.facts.method} ${shownUrl(entry.facts.url).path}`;
  const time = entry.at === null ? '' : localTime(entry.at, nowMs);
  const fraction = entry.at === null ? '' : preciseTime(entry.at).slice(FRACTION_FROM);
  return { full, short: full.replace(UUID_IN_TEXT, '$1…'), time, exact: time + fraction };
}
