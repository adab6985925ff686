import { fc } from '../seeded.ts';

/** No input grows beyond this: what the page or a file may hold at one place, in characters. */
const MAX_CHARACTERS = 64 * 1024;
/** What parsers trip over: ends of strings, escapes, separators, deep nesting, odd numbers. */
const ODD_PIECES = [
  '',
  '"',
  '\\',
  '\\u0000',
  '\u0000',
  '\u202e',
  '\ud800',
  '\u001e',
  '[',
  '{"a":',
  ']',
  '}',
  ',',
  '.',
  '=',
  '%',
  '%ff',
  '..',
  'null',
  'NaN',
  '1e999',
  '-0',
  '9007199254740993',
  '"__proto__":',
  '"constructor":',
  'Bearer ',
  'eyJ',
  ' ',
  '\n',
  '42["',
  '(',
  '-',
  ':',
];

type Mutation = (text: string) => string;

const at = (text: string, share: number) => Math.floor(share * text.length);

const cut = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(
    ([from, to]): Mutation =>
      (text) =>
        text.slice(0, at(text, from)) + text.slice(at(text, to)),
  );

const insert = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...ODD_PIECES))
  .map(
    ([where, piece]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) + piece + text.slice(at(text, where)),
  );

const noise = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.string({ unit: 'binary', maxLength: 12 }))
  .map(
    ([where, piece]): Mutation =>
      (text) =>
        text.slice(0, at(text, where)) + piece + text.slice(at(text, where) + piece.length),
  );

/** A piece over and over, where it stood: patterns that look back take long with those. */
const repeat = fc
  .tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 12 }),
    fc.constantFrom(2, 10, 1_000, 30_000),
  )
  .map(
    ([where, length, times]): Mutation =>
      (text) => {
        const from = at(text, where);
        const piece = text.slice(from, from + length + 1);
        return text.slice(0, from) + piece.repeat(times) + text.slice(from);
      },
  );

/** A sample, as it is or with up to four things done to it. */
export function mutated(samples: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...samples),
      fc.array(fc.oneof(cut, insert, noise, repeat), { maxLength: 4 }),
    )
    .map(([sample, mutations]) =>
      mutations
        .reduce((text, mutate) => mutate(text).slice(0, MAX_CHARACTERS), sample)
        .slice(0, MAX_CHARACTERS),
    );
}

/** A sample changed, any text, or any JSON. */
export function hostile(samples: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: mutated(samples) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 1, arbitrary: fc.json() },
  );
}
