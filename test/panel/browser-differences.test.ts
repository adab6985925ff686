import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { BROWSER_DIFFERENCES, COLUMNS } from '../../panel/dialogs/browser-differences.ts';
import { say } from '../../panel/words/language.ts';
import { wordKey } from '../../src/core/language/language.ts';

it('the README says of browsers what the panel says', () => {
  const heading = COLUMNS.map((column) => say(wordKey('browser', column)));
  const rows = BROWSER_DIFFERENCES.map((row) => COLUMNS.map((column) => say(row[column])));
  const wanted = [heading, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const lines = readFileSync('README.md', 'utf8')
    .split('\n')
    .map((line) => line.replace(/\s+\|/g, ' |'));
  const first = lines.indexOf(wanted[0] ?? '');
  expect(first).toBeGreaterThan(0);
  const after = lines.slice(first + 2, lines.indexOf('', first));
  expect(after).toEqual(wanted.slice(1));
});
