import { expect, it } from 'vitest';
import { ReadingProgress } from '../../src/cli/reading-progress.ts';

const MEGABYTE = 2 ** 20;

function told(bytes: number | null, isErrorTerminal: boolean): string {
  let err = '';
  const io = {
    isErrorTerminal,
    err: (text: string) => {
      err += text;
    },
  };
  const progress = new ReadingProgress('a/big\u202e.har', bytes, io);
  for (let read = 0; read < 128; read += 1) progress.add(MEGABYTE);
  progress.end();
  return err;
}

it('A terminal is told how much of a large file was read, and its line is free again', () => {
  const err = told(128 * MEGABYTE, true);
  expect(err).toMatch(/^\rReading big\S+\.har: 0 %\r/);
  expect(err).not.toContain('\u202e');
  expect(err.match(/%/g)).toHaveLength(101);
  expect(err.endsWith(': 100 %\r\u001b[K')).toBe(true);
});

it('Nothing is said of a small file, of one of unknown size, or where nobody looks', () => {
  expect([told(MEGABYTE, true), told(null, true), told(128 * MEGABYTE, false)]).toEqual([
    '',
    '',
    '',
  ]);
});
