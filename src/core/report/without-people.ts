import { Pseudonyms } from '../redaction/pseudonyms.ts';
import type { Report } from './report-schema.ts';

/** What a program reads, and what no person can stand in. */
const OF_PROGRAMS =
  /^(id|kind|alg|method|validity|outcome|cause|certainty|flags|by|told|via|severity|credential|request|requests|twin|replacedBy|result|code|\w+At)$/;
/** A shorter id, or a number that a count may be, is looked for as a whole text alone. */
const IN_TEXTS = /^(?=.*\D).{3,}$|^\d{6,}$/;

function changed(
  value: unknown,
  change: (text: string, name: string) => string,
  name = '',
): unknown {
  if (typeof value === 'string') return change(value, name);
  if (Array.isArray(value)) return value.map((item) => changed(item, change, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      changed(inner, change, name === 'values' ? name : key),
    ]),
  );
}

/** What a person is known by: an address, the `sub` of a token, names. */
export type PersonNames = readonly string[];

/** The number of everything that a person is known by: that of the address, where there is one. */
function numbersOf(report: Report, known: readonly PersonNames[], people: Pseudonyms) {
  const numbers = new Map<string, string>();
  const told = report.credentials.map(({ email, subject }) => [email ?? '', subject ?? '']);
  const isAddress = (text: string) => text.includes('@');
  const all: PersonNames[] = [...told, ...known].map((person) =>
    person.filter((text) => text !== ''),
  );
  for (const person of all.toSorted(
    (a, b) => Number(b.some(isAddress)) - Number(a.some(isAddress)),
  )) {
    const met = person
      .map((text) => numbers.get(text.toLowerCase()))
      .find((it) => it !== undefined);
    const address = person.find(isAddress);
    const first = address ?? person[0];
    if (first === undefined) continue;
    const number = (address === undefined ? met : undefined) ?? people.of(first).replace(/@.*/, '');
    for (const text of person)
      if (!isAddress(text) && !numbers.has(text.toLowerCase()))
        numbers.set(text.toLowerCase(), number);
  }
  return numbers;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * The same report with numbers for people: the same person has the same number everywhere in it,
 * whether an address, the `sub` of a token or a name stands there.
 * @param known what else is known of the people in it than the report says
 */
export function withoutPeople(report: Report, known: readonly PersonNames[] = []): Report {
  const people = new Pseudonyms();
  const numbers = numbersOf(report, known, people);
  const words = [...numbers.keys()]
    .filter((word) => IN_TEXTS.test(word))
    .toSorted((a, b) => b.length - a.length)
    .flatMap((word) => [escaped(word), escaped(encodeURIComponent(word.replace(/\p{Cs}/gu, '')))]);
  const anyWord =
    words.length === 0
      ? null
      : new RegExp(`(?<![\\p{L}\\w.@-])(?:${words.join('|')})(?![\\p{L}\\w@-]|\\.\\w)`, 'giu');
  const numberOf = (word: string) => numbers.get(word.toLowerCase());
  const numbered = (text: string) =>
    numberOf(text) ??
    (anyWord === null
      ? text
      : text.replace(
          anyWord,
          (word) => numberOf(word) ?? numberOf(decodeURIComponent(word)) ?? word,
        ));
  const hidden = changed(report, (text, name) => {
    if (OF_PROGRAMS.test(name)) return people.hide(text);
    if (name === 'email') return people.of(text);
    return people.hide(numbered(name === 'url' ? people.inUrl(text) : text));
  }) as Report;
  const { kind, names } = hidden.source;
  return { ...hidden, source: names ? { kind, names } : { kind } };
}
