import { describe, expect, it } from 'vitest';
import { findJsonBreak } from '../../../src/core/har/json-break.ts';
import { fc } from '../../seeded.ts';

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('where a text stops being JSON', () => {
  it.each<[string, object]>([
    ['{"a": NaN}', { line: 1, column: 7, word: 'NaN', isCutOff: false }],
    ['{\n  "time": -Infinity\n}', { line: 2, column: 11, word: '-Infinity' }],
    ['[1,\r\n undefined]', { line: 2, column: 2, word: 'undefined' }],
    ['{"a": None}', { line: 1, column: 7, word: 'None' }],
    ['{"log": {"entries": [{', { line: 1, column: 23, isCutOff: true, word: null }],
    ['{"a": "in the mid', { line: 1, column: 18, isCutOff: true }],
    ['{"a": "\\u00', { line: 1, column: 12, isCutOff: true }],
    ['{"a": tru', { line: 1, column: 7, isCutOff: true }],
    ['{"a": -', { line: 1, column: 7, isCutOff: true }],
    ['{"a": 1.', { line: 1, column: 8, isCutOff: true }],
    ['{"a": 1,\n', { line: 2, column: 1, isCutOff: true }],
    ['{"a": 1}}', { line: 1, column: 9, isCutOff: false, word: null }],
    ['{"a": 1,}', { line: 1, column: 9, isCutOff: false }],
    ["{'a': 1}", { line: 1, column: 2, isCutOff: false }],
    ['{"a": "line\nbreak"}', { line: 1, column: 12, isCutOff: false }],
    ['[1 2]', { line: 1, column: 4 }],
    ['[}', { line: 1, column: 2 }],
    ['<html>', { line: 1, column: 1, isCutOff: false }],
    ['\uFEFF[01]', { line: 1, column: 4 }],
  ])('%j', (text, at) => {
    expect(isJson(text.replace('\uFEFF', ''))).toBe(false);
    expect(findJsonBreak(text)).toMatchObject(at);
  });

  it('is nowhere in JSON, and somewhere in all else', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(findJsonBreak(text)).toBeNull();
      }),
    );
    const anyText = fc.array(
      fc.constantFrom(...'{}[]:,"\\ \n-+.eE0123456789tfnul', 'true', 'null', 'NaN', '"a"', '\\u00'),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = parts.join('');
        expect(findJsonBreak(text) === null).toBe(isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is called a cut wherever JSON is cut within its brackets', () => {
    const text = JSON.stringify({ log: { entries: [{ a: 'x\n"', b: -1.5e7, c: [true, null] }] } });
    for (let end = 1; end < text.length; end += 1)
      expect(findJsonBreak(text.slice(0, end)), text.slice(0, end)).toMatchObject({
        isCutOff: true,
      });
  });

  it('is found in depths and lengths of any size', () => {
    expect(findJsonBreak('['.repeat(300_000))).toMatchObject({ isCutOff: true });
    expect(findJsonBreak(`["${'\\"a'.repeat(300_000)}`)).toMatchObject({ isCutOff: true });
  });
});
