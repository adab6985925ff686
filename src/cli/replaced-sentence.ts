import { counted } from '../core/language/english.ts';
import type { OutletCounts } from '../core/redaction/outlet.ts';
import type { ReadFile } from './read-files.ts';

function listed(parts: readonly (string | null)[]): string {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? 'nothing' : said.join(', ');
}

/** What was replaced in a file and what was left out of it; counts are of all files so far. */
export function replacedSentence(
  { path, legs, entries }: ReadFile,
  after: OutletCounts,
  before: OutletCounts,
): string {
  const since = (kind: keyof OutletCounts, one: string, more?: string) => {
    const count = after[kind] - before[kind];
    return count === 0 ? null : counted(count, one, more);
  };
  const replaced = listed([
    since('signature', 'signature of a token', 'signatures of tokens'),
    since('secret', 'secret'),
    since('person', 'thing about people', 'things about people'),
  ]);
  const others = entries - legs.length;
  const left = listed([
    since('field', 'unknown field'),
    since('body', 'body that is not understood', 'bodies that are not understood'),
    others === 0 ? null : counted(others, 'entry to other hosts', 'entries to other hosts'),
  ]);
  return `${path}: ${counted(legs.length, 'request')}. Replaced: ${replaced}. Left out: ${left}.`;
}
