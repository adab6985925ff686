import { describe, expect, it } from 'vitest';
import { Backlog, type Bucket } from '../../src/background/backlog.ts';
import { NOON_MS, web } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const TAB: Bucket = 'tab-1';

async function backlogOn(area: FakeSessionArea, now = () => NOON_MS): Promise<Backlog> {
  const backlog = new Backlog(area, { now, onChange: () => undefined });
  await backlog.load();
  return backlog;
}

const ids = (backlog: Backlog, bucket = TAB, after = 0) =>
  backlog.after(bucket, after).map(({ observation }) => observation.id);

const rowsIn = (area: FakeSessionArea) =>
  [...area.items.keys()].filter((key) => key.startsWith('row ')).length;

describe('the backlog of a tab', () => {
  it('is read back by the next worker', async () => {
    const area = new FakeSessionArea();
    const first = await backlogOn(area);
    const leg = web({ status: 200 });
    first.put(TAB, leg);
    await first.saved();
    expect((await backlogOn(area)).after(TAB, 0).map(({ observation }) => observation)).toEqual([
      leg,
    ]);
  });

  it('hands out only what changed since a number, across workers', async () => {
    const area = new FakeSessionArea();
    const first = await backlogOn(area);
    const [a, b] = [web({ at: 0 }), web({ at: 1 })];
    first.put(TAB, a);
    first.put(TAB, b);
    await first.saved();
    const seen = first.after(TAB, 0).at(-1)?.seq ?? 0;
    const second = await backlogOn(area);
    second.put(TAB, { ...a, status: 200, endedAt: NOON_MS + 9 });
    expect(ids(second, TAB, seen)).toEqual([a.id]);
    expect(ids(second)).toEqual([b.id, a.id]);
  });

  it('gives no number twice when the last rows of a worker were lost', async () => {
    const area = new FakeSessionArea();
    const first = await backlogOn(area);
    first.put(TAB, web());
    const seen = first.after(TAB, 0).at(-1)?.seq ?? 0;
    const second = await backlogOn(new FakeSessionArea(), () => NOON_MS + 1);
    const late = web();
    second.put(TAB, late);
    expect(ids(second, TAB, seen)).toEqual([late.id]);
  });

  it('keeps tabs apart and forgets a closed one', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    backlog.put(TAB, web());
    backlog.put('tab-2', web());
    backlog.forget(TAB);
    await backlog.saved();
    expect(ids(backlog)).toEqual([]);
    expect(ids(backlog, 'tab-2')).toHaveLength(1);
    expect([...area.items.keys()].filter((key) => key.includes('tab-1'))).toEqual([]);
  });

  it('lets the oldest rows go when it is full, and counts them', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    for (let k = 0; k < 3_100; k += 1) backlog.put(TAB, web({ at: k }));
    await backlog.saved();
    const kept = ids(backlog).length;
    expect(backlog.lost(TAB, 0) + kept).toBe(3_100);
    expect(kept).toBeLessThan(3_100);
    expect(rowsIn(area)).toBe(kept);
    expect((await backlogOn(area)).lost(TAB, 0)).toBe(backlog.lost(TAB, 0));
    expect(backlog.isFull(TAB)).toBe(true);
  });

  it('writes a burst in batches', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    for (let k = 0; k < 500; k += 1) backlog.put(TAB, web({ at: k }));
    await backlog.saved();
    expect(area.writes).toBeLessThan(10);
    expect(rowsIn(area)).toBe(500);
  });

  it('shows a prerendered page’s rows once it is activated', async () => {
    const backlog = await backlogOn(new FakeSessionArea());
    const leg = web();
    backlog.put('prerender-1', leg);
    expect(ids(backlog)).toEqual([]);
    backlog.move('prerender-1', TAB);
    expect(ids(backlog)).toEqual([leg.id]);
  });
});
