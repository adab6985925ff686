import { describe, expect, it } from 'vitest';
import { FILTER_KEYS } from '../../../src/core/filter/keys.ts';
import {
  type FilterTerm,
  MAX_FILTER_CHARACTERS,
  parseFilter,
  printTerm,
} from '../../../src/core/filter/parse.ts';
import { TERM_SIGNS } from '../../../src/core/filter/term-signs.ts';
import { englishUtc } from '../../../src/core/language/english.ts';
import { fc } from '../../seeded.ts';
import { entries, matching } from './rows.ts';

const printFilter = (terms: readonly FilterTerm[]) => terms.map(printTerm).join(' ');

const KEYS_OF_TEXT = ['path', 'host', 'user', 'job', 'code'];
const SPANS = ['<300', '>=1h', '-5..60', '>500ms'];
const VALUES: Record<string, readonly string[]> = {
  status: ['401', '4xx', '400-499', '>=500', 'none'],
  left: SPANS,
  took: SPANS,
  before: ['14:05', '14:05:12', '2026-10-26T14:05:12Z', '-5m'],
};
for (const { name, words } of FILTER_KEYS)
  VALUES[name] ??= words.length > 0 ? words.map(({ text }) => text) : ['x'];

const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const tricky = fc
  .array(fc.constantFrom('"', '\\', ',', ' ', '-', ':', '*', 'is:', 'status', '//', 'a', '4'))
  .map((parts) => parts.join(''));
const someText = fc.oneof(anyText, tricky).filter((text) => text !== '');
const valuesOf = (value: fc.Arbitrary<string>) => fc.array(value, { minLength: 1, maxLength: 3 });

const term: fc.Arbitrary<FilterTerm> = fc.oneof(
  fc.record({
    negated: fc.boolean(),
    key: fc.constant(null),
    values: someText.map((text) => [text]),
  }),
  fc.record({
    negated: fc.boolean(),
    key: fc.constantFrom(...KEYS_OF_TEXT),
    values: valuesOf(someText),
  }),
  fc.constantFrom(...Object.keys(VALUES)).chain((key) =>
    fc.record({
      negated: fc.boolean(),
      key: fc.constant(key),
      values: valuesOf(fc.constantFrom(...(VALUES[key] ?? []))),
    }),
  ),
);
const terms = fc.array(term, { maxLength: 4 });
const anyFilter = fc.oneof(
  terms.map(printFilter),
  tricky,
  fc.string({ unit: 'binary' }),
  fc.array(fc.oneof(tricky, terms.map(printFilter))).map((parts) => parts.join(' ')),
);

const bare = ({ negated, key, values }: FilterTerm): FilterTerm => ({ negated, key, values });

describe('reading a filter', () => {
  it('gives back what was written from it', () => {
    fc.assert(
      fc.property(terms, (written) => {
        const { terms: read, errors } = parseFilter(printFilter(written));
        expect(errors).toEqual([]);
        expect(read.map(bare)).toEqual(written);
      }),
    );
  });

  it('never fails, and each error and term has its place in the text', () => {
    fc.assert(
      fc.property(anyFilter, (text) => {
        const { terms: read, errors } = parseFilter(text);
        for (const { from, to } of [...read, ...errors]) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
        for (const { said } of errors) expect(englishUtc.tell(said)).not.toBe('');
        matching(read);
      }),
    );
  });

  it.each([
    ['status:401 staus:4xx', 'staus', 'There is no key “staus”. Did you mean “status”?'],
    ['-ist:socket', 'ist', 'There is no key “ist”. Did you mean “is”?'],
    ['foo:bar', 'foo', 'There is no key “foo”. Put it in quotes to search for it as text.'],
    [
      'is:socket,sent-expird',
      'sent-expird',
      'There is no “sent-expird”. Did you mean “sent-expired”?',
    ],
    ['cause:rain x', 'rain', '“rain” is not a value of this key.'],
    ['status:4x', '4x', '“4x” is no status. Write 401, 4xx, 400-499, >=500 or none.'],
    ['profile left:300', '300', '“300” is no span of time. Write <300, >=1h or -5..60.'],
    ['took:>soon', '>soon', '“>soon” is no span of time. Write <300, >=1h or -5..60.'],
    ['after:25:00', '25:00', '“25:00” is no time. Write 14:05, 2026-10-26T14:05:12Z or -5m.'],
    ['a "b c', '"b c', 'This quote is not closed.'],
    ['user:"b', '"b', 'This quote is not closed.'],
  ])('%s: points at %s', (text, wrong, sentence) => {
    const found = parseFilter(text).errors.map(({ from, to, said }) => ({
      wrong: text.slice(from, to),
      sentence: englishUtc.tell(said),
    }));
    expect(found).toEqual([{ wrong, sentence }]);
  });

  it.each([
    'https://api.futureguide.id',
    'x1:y',
    '14:05',
    '-',
    '""',
    'status:',
    '"foo:bar"',
    'is:,',
  ])('finds nothing wrong with %s', (text) => expect(parseFilter(text).errors).toEqual([]));

  it('goes on with the words that are right', () => {
    const { terms: read } = parseFilter('staus:1 status:401,4x -is:socket left:1');
    expect(read.map(bare)).toEqual([
      { negated: false, key: 'status', values: ['401'] },
      { negated: true, key: 'is', values: ['socket'] },
    ]);
  });

  it('understands every example of the help, and every word that is proposed', () => {
    const examples = [...FILTER_KEYS, ...TERM_SIGNS].map(({ example }) => example);
    const words = FILTER_KEYS.flatMap(({ name, words: known }) =>
      known.map(({ text }) => `${name}:${text}`),
    );
    for (const text of [...examples, ...words]) expect(parseFilter(text).errors).toEqual([]);
  });
});

describe('a filter means', () => {
  const rows = (text: string) => new Set(matching(parseFilter(text).terms));

  it('by a minus what is left over', () => {
    fc.assert(
      fc.property(term, (one) => {
        const yes = matching([{ ...one, negated: false }]);
        const no = matching([{ ...one, negated: true }]);
        expect(entries.filter((row) => yes.includes(row) || no.includes(row))).toEqual(entries);
        expect(yes.filter((row) => no.includes(row))).toEqual([]);
      }),
    );
  });

  it('by a comma either', () => {
    fc.assert(
      fc.property(term, (one) => {
        const positive = { ...one, negated: false };
        const each = positive.values.flatMap((value) =>
          matching([{ ...positive, values: [value] }]),
        );
        expect(new Set(matching([positive]))).toEqual(new Set(each));
      }),
    );
  });

  it('by a blank both', () => {
    fc.assert(
      fc.property(term, term, (a, b) => {
        const both = rows(printFilter([a, b]));
        const [first, second] = [rows(printFilter([a])), rows(printFilter([b]))];
        expect(both).toEqual(new Set([...first].filter((row) => second.has(row))));
      }),
    );
  });
});

describe('a filter that nobody typed', () => {
  it('is read up to the limit, and says so at the rest', () => {
    const text = 'status:401 '.padEnd(MAX_FILTER_CHARACTERS + 500, 'x');
    const { terms, errors } = parseFilter(text);
    expect(terms[0]).toMatchObject({ key: 'status', values: ['401'] });
    expect(errors).toMatchObject([{ from: MAX_FILTER_CHARACTERS, to: text.length }]);
    expect(errors[0] && englishUtc.tell(errors[0].said)).toBe(
      'Only the first 4,000 characters are read',
    );
  });
});
