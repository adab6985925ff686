import { describe, expect, it } from 'vitest';
import { Backlog, type Bucket } from '../../src/background/backlog.ts';
import { NOON_MS, refusal, web } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const TAB: Bucket = 'tab-1';
const HOUR_MS = 3_600_000;
const storage = (at: number) => ({
  kind: 'storage' as const,
  id: `storage-${at}`,
  at: NOON_MS + at,
  origin: 'https://futureguide.id',
  entries: {},
  cookies: {},
});

/** A browser whose clock can be set; its background is stopped and started by `restart`. */
function browser() {
  const area = new FakeSessionArea();
  let now = NOON_MS;
  return {
    set: (ms: number) => {
      now = NOON_MS + ms;
    },
    start: async () => {
      const backlog = new Backlog(area, { now: () => now, onChange: () => undefined });
      await backlog.load();
      return backlog;
    },
  };
}

const ids = (backlog: Backlog, after = 0) =>
  backlog.after(TAB, after).map(({ observation }) => observation.id);
const newest = (backlog: Backlog) => backlog.after(TAB, 0).at(-1)?.seq ?? 0;

describe('Clear in the backlog', () => {
  it('forgets all that is there for good, but for the newest state of storage', async () => {
    const { set, start } = browser();
    const backlog = await start();
    const late = web({ at: 0 });
    const future = web({ at: 70 * 365 * 24 * HOUR_MS, status: 200 });
    for (const one of [late, storage(1), storage(2), future]) backlog.put(TAB, one);
    set(5);
    backlog.clear(TAB, newest(backlog));
    await backlog.saved();
    const next = await start();
    next.put(TAB, { ...late, status: 200, endedAt: NOON_MS + 9 });
    next.put(TAB, refusal({ at: 0 }));
    const fresh = web({ at: 9 });
    next.put(TAB, fresh);
    expect(ids(next)).toEqual(['storage-2', fresh.id]);
  });

  it('goes by the order in which things came', async () => {
    const { start } = browser();
    const backlog = await start();
    const [known, unknown] = [web({ at: 0 }), web({ at: 1 })];
    backlog.put(TAB, known);
    const seen = newest(backlog);
    // Of this one DevTools did not know yet when the user cleared.
    backlog.put(TAB, unknown);
    backlog.put(TAB, { ...known, status: 200, endedAt: NOON_MS + 9 });
    backlog.clear(TAB, seen);
    expect(ids(backlog)).toEqual([unknown.id]);
  });

  it('hides nothing new after the clock was set back', async () => {
    const { set, start } = browser();
    const backlog = await start();
    backlog.put(TAB, web({ at: 0, status: 200 }));
    backlog.clear(TAB, newest(backlog));
    await backlog.saved();
    set(-HOUR_MS);
    const next = await start();
    const fresh = [web({ at: 5 - HOUR_MS }), refusal({ at: 6 - HOUR_MS })];
    for (const leg of fresh) next.put(TAB, leg);
    expect(ids(next)).toEqual(fresh.map(({ id }) => id));
  });

  it('gives out no number again, though the clock was set back and nothing is left', async () => {
    const { set, start } = browser();
    const first = await start();
    first.put(TAB, web({ at: 0, status: 200 }));
    const seen = newest(first);
    first.clear(TAB, seen);
    await first.saved();
    set(-HOUR_MS);
    const second = await start();
    const fresh = web({ at: -HOUR_MS });
    second.put(TAB, fresh);
    expect(ids(second, seen)).toEqual([fresh.id]);
  });
});
