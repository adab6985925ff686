import { expect, it } from 'vitest';
import { inTime } from '../../src/relay/in-time.ts';

const UNTIL = Date.UTC(2026, 9, 20, 5, 0, 20);

it.each([
  ['at once', -20_000, 1],
  ['at the last moment', 0, 1],
  ['by a page that was paused until nobody expects it', 1, 0],
])('what is asked of a page is done %s or not at all', async (_when, afterMs, times) => {
  let done = 0;
  const outcome = await inTime({ until: UNTIL, nowMs: UNTIL + afterMs }, async () => {
    done += 1;
    return 'done';
  });
  expect(done).toBe(times);
  if (times === 0) expect(outcome).toEqual({ kind: 'failed', reason: 'woke-late', status: null });
  else expect(outcome).toBe('done');
});
