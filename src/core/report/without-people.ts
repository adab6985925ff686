import { Pseudonyms } from '../redaction/pseudonyms.ts';
import type { Report } from './report-schema.ts';

function changed(
  value: unknown,
  change: (text: string, name: string) => string,
  name = '',
): unknown {
  if (typeof value === 'string') return change(value, name);
  if (Array.isArray(value)) return value.map((item) => changed(item, change, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, changed(inner, change, key)]),
  );
}

/**
 * The same report with numbers for people: the same person has the same number everywhere in it.
 * What tells a token's owner apart, its `sub`, stays.
 */
export function withoutPeople(report: Report): Report {
  const people = new Pseudonyms();
  const hidden = changed(report, (text, name) => {
    if (name === 'email') return people.of(text);
    return people.hide(name === 'url' ? people.inUrl(text) : text);
  }) as Report;
  const { kind, names } = hidden.source;
  return { ...hidden, source: names ? { kind, names } : { kind } };
}
