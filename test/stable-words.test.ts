import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CAUSES,
  FINDINGS,
  FLAGS,
  OUTCOMES,
  VALIDITIES,
} from '../src/core/language/stable-words.ts';

/** The words in the first column of the README's tables, by the head of the column. */
function explained(head: RegExp): string[] {
  const tables = readFileSync('README.md', 'utf8').split(/\n(?!\|)/);
  const rows = tables
    .map((table) => table.trim().split('\n'))
    .filter(([first = '']) => head.test(first))
    .flatMap(([, ...rest]) => rest.map((row) => row.split('|')[1] ?? ''));
  return rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

describe('the README explains', () => {
  it.each([
    ['every validity', VALIDITIES, /^\| The token when it was sent/],
    ['every outcome', OUTCOMES, /^\| What came of it/],
    ['every flag', FLAGS, /^\| Flag/],
    ['every cause', CAUSES, /^\| Why it was refused/],
    ['every finding', FINDINGS, /^\| Findings/],
  ])('%s, and no other', (_, words, head) => {
    expect(explained(head).toSorted()).toEqual(words.toSorted());
  });
});
