import { describe, expect, it } from 'vitest';
import { parseAuthorization } from '../../../src/core/token/authorization.ts';

describe('the Authorization header', () => {
  it.each([
    ['no header', null, { kind: 'absent' }],
    ['an empty header', '  ', { kind: 'absent' }],
    ['another scheme', 'Basic dXNlcjpwYXNz', { kind: 'wrong-scheme', scheme: 'Basic' }],
    ['a token without a scheme', 'eyJh.eyJi.c', { kind: 'wrong-scheme', scheme: null }],
    ['Bearer and nothing', 'Bearer', { kind: 'placeholder', word: '' }],
    ['Bearer and a blank', 'Bearer ', { kind: 'placeholder', word: '' }],
    ['Bearer undefined', 'Bearer undefined', { kind: 'placeholder', word: 'undefined' }],
    ['Bearer false', 'Bearer false', { kind: 'placeholder', word: 'false' }],
    ['an unfilled template', `Bearer \${token}`, { kind: 'placeholder', word: `\${token}` }],
    [
      'an unfilled variable',
      'Bearer {{access_token}}',
      { kind: 'placeholder', word: '{{access_token}}' },
    ],
    ['Bearer null', 'bearer NULL', { kind: 'placeholder', word: 'NULL' }],
    ['a quoted placeholder', 'Bearer "undefined"', { kind: 'placeholder', word: 'undefined' }],
    [
      'a token',
      'Bearer abc',
      { kind: 'token', scheme: 'Bearer', token: 'abc', quoted: false, padded: false },
    ],
    [
      'any case',
      'bEaReR abc',
      { kind: 'token', scheme: 'bEaReR', token: 'abc', quoted: false, padded: false },
    ],
    [
      'quotes',
      'Bearer "abc"',
      { kind: 'token', scheme: 'Bearer', token: 'abc', quoted: true, padded: false },
    ],
    [
      'twice quoted',
      `Bearer '"abc"'`,
      { kind: 'token', scheme: 'Bearer', token: 'abc', quoted: true, padded: false },
    ],
    [
      'blanks inside quotes',
      'Bearer " abc "',
      { kind: 'token', scheme: 'Bearer', token: 'abc', quoted: true, padded: true },
    ],
    [
      'two blanks',
      'Bearer  abc',
      { kind: 'token', scheme: 'Bearer', token: 'abc', quoted: false, padded: true },
    ],
  ])('%s', (_label, header, expected) => {
    expect(parseAuthorization(header)).toEqual(expected);
  });
});
