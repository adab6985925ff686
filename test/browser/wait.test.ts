import { expect, test } from 'vitest';
import { waitFor } from './wait.ts';

test('gives back the first truthy value', async () => {
  let looks = 0;
  expect(await waitFor('three looks', () => (++looks === 3 ? 'third' : null))).toBe('third');
});

test('an error on the way means "not yet"', async () => {
  let looks = 0;
  const fn = () => {
    if (++looks < 3) throw new Error('too early');
    return true;
  };
  expect(await waitFor('no error', fn)).toBe(true);
});

test.each<[string, () => unknown, string]>([
  ['the last value', () => 0, 'Waited 60 ms for a row; last value: 0'],
  ['undefined', () => undefined, 'last value: undefined'],
  ['the last error', () => Promise.reject(new Error('gone')), 'last error: gone'],
  ['silence', () => new Promise(() => {}), 'it never answered'],
])('on timeout it names %s', async (_name, fn, message) => {
  await expect(waitFor('a row', fn, { timeoutMs: 60 })).rejects.toThrow(message);
});
