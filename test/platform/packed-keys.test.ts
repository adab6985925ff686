import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packKeys, unpackKeys } from '../../src/platform/packed-keys.ts';

it('keeps every key of the texts', () => {
  const texts: object = JSON.parse(readFileSync('public/_locales/en/messages.json', 'utf8'));
  const keys = Object.keys(texts).sort();
  expect(unpackKeys(packKeys(keys))).toEqual(keys);
});

it('keeps keys that go on with a number, or go on from a whole key', () => {
  const keys = ['a', 'a_1', 'a_12_b', 'a_b', 'b'];
  expect(packKeys(keys)).toBe('aa\nb1\nb12_b\nbb\nab');
  expect(unpackKeys(packKeys(keys))).toEqual(keys);
});
