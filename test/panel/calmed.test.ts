import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { calmed } from '../../panel/model/calmed.ts';

const REST_MS = 1_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('follows what is small at once, and what is large once in its rest, to the last', () => {
  const end = new AbortController();
  const rows = signal(1);
  const seen = calmed(rows, (count) => (count < 10 ? 0 : REST_MS), end.signal);
  rows.value = 2;
  expect(seen.value).toBe(2);
  rows.value = 20;
  rows.value = 30;
  vi.advanceTimersByTime(REST_MS - 1);
  expect(seen.value).toBe(2);
  vi.advanceTimersByTime(1);
  expect(seen.value).toBe(30);
  end.abort();
  rows.value = 40;
  vi.advanceTimersByTime(REST_MS);
  expect(seen.value).toBe(30);
});
