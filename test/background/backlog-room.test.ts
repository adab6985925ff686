import { describe, expect, it } from 'vitest';
import { Backlog, type Bucket } from '../../src/background/backlog.ts';
import type { Observation } from '../../src/core/recording/observation.ts';
import { NOON_MS, refusal, web } from '../core/recording/legs.ts';
import { FakeSessionArea, QUOTA_BYTES } from './session-area.ts';

const TAB: Bucket = 'tab-1';
const NOISY: Bucket = 'tab-2';

async function backlogOn(area: FakeSessionArea): Promise<Backlog> {
  const backlog = new Backlog(area, { now: () => NOON_MS, onChange: () => undefined });
  await backlog.load();
  return backlog;
}

const ids = (backlog: Backlog, bucket = TAB) =>
  backlog.after(bucket, 0).map(({ observation }) => observation.id);

/** As a browser really sends them: twenty headers each way. */
const withHeaders = (at: number) => {
  const headers = Array.from({ length: 20 }, (_, k) => ({
    name: `x-header-${k}`,
    value: `value ${at} ${'v'.repeat(40)}`,
  }));
  return web({ at, status: 200 }, { requestHeaders: headers, responseHeaders: headers });
};

const fault: Observation = {
  kind: 'fault',
  id: 'fault-1',
  name: 'expire',
  from: NOON_MS,
  until: null,
  url: null,
  token: null,
};

describe('the room of the backlog', () => {
  it('is counted in bytes as the browser counts, so that what is new is always stored', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    for (let k = 0; k < 2_500; k += 1) {
      for (const bucket of [TAB, NOISY]) backlog.put(bucket, withHeaders(k));
      if (k % 100 === 0) await backlog.saved();
    }
    const fresh = Array.from({ length: 10 }, (_, k) => withHeaders(10_000 + k));
    for (const leg of fresh) backlog.put(TAB, leg);
    await backlog.saved();
    expect(area.bytes).toBeLessThan(QUOTA_BYTES);
    const next = await backlogOn(area);
    expect(ids(next).slice(-10)).toEqual(fresh.map(({ id }) => id));
  });

  it('counts what is not of ASCII by its bytes', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    for (let k = 0; k < 300; k += 1)
      backlog.put(TAB, refusal({ at: k, body: 'é中'.repeat(20_000) }));
    await backlog.saved();
    const [last] = ids(backlog).slice(-1);
    expect(ids(await backlogOn(area)).at(-1)).toBe(last);
    expect(area.bytes).toBeLessThan(QUOTA_BYTES);
  });

  it('is taken from the tab that uses most of it', async () => {
    const backlog = await backlogOn(new FakeSessionArea());
    const quiet = Array.from({ length: 400 }, (_, k) => withHeaders(k));
    for (const leg of quiet) backlog.put(TAB, leg);
    for (let k = 0; k < 300; k += 1)
      backlog.put(NOISY, refusal({ at: k, body: 'x'.repeat(64 * 1024) }));
    expect(ids(backlog)).toEqual(quiet.map(({ id }) => id));
    expect(ids(backlog, NOISY).length).toBeLessThan(300);
    expect(backlog.isFull(TAB)).toBe(false);
  });

  it('is not taken from what the browser saw by what the page tells', async () => {
    const backlog = await backlogOn(new FakeSessionArea());
    const seen = Array.from({ length: 400 }, (_, k) => withHeaders(k));
    for (const leg of seen) backlog.put(TAB, leg);
    for (let k = 0; k < 300; k += 1)
      backlog.put(TAB, refusal({ at: k, body: 'x'.repeat(64 * 1024) }));
    for (let k = 0; k < 4_000; k += 1) backlog.put(TAB, refusal({ at: k, body: '' }));
    const kept = new Set(ids(backlog));
    expect(seen.filter(({ id }) => kept.has(id))).toHaveLength(400);
    expect(backlog.lost(TAB, 0)).toBe(0);
  });

  it('is never asked of a fault that is on', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    backlog.put(TAB, fault);
    for (let k = 0; k < 3_100; k += 1) backlog.put(TAB, web({ at: k }));
    await backlog.saved();
    expect(ids(await backlogOn(area))).toContain(fault.id);
  });

  it('has a share left for whoever else stores there', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    for (let k = 0; k < 3_000; k += 1)
      backlog.put(TAB, refusal({ at: k, body: 'x'.repeat(6_000) }));
    await backlog.saved();
    // Room that is made once a write was refused is no share of anybody's.
    expect(area.refused).toBe(0);
    await area.set({ faults: 'f'.repeat(500_000) });
  });

  it('loses nothing to a write that the browser refuses', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    area.refusals = 1;
    const legs = Array.from({ length: 50 }, (_, k) => web({ at: k }));
    for (const leg of legs) backlog.put(TAB, leg);
    await backlog.saved();
    const kept = ids(await backlogOn(area));
    expect(kept).toEqual(ids(backlog));
    expect(kept.length + backlog.lost(TAB, 0)).toBe(50);
    expect(kept.at(-1)).toBe(legs.at(-1)?.id);
  });

  it('says how many rows a DevTools has missed that was away meanwhile', async () => {
    const backlog = await backlogOn(new FakeSessionArea());
    for (let k = 0; k < 3_000; k += 1) backlog.put(TAB, web({ at: k }));
    const seen = backlog.after(TAB, 0).at(-1)?.seq ?? 0;
    for (let k = 3_000; k < 6_100; k += 1) backlog.put(TAB, web({ at: k }));
    expect(backlog.lost(TAB, 0)).toBe(3_100);
    expect(backlog.lost(TAB, seen)).toBe(100);
  });

  it('is not taken by a row that no store could hold', async () => {
    const area = new FakeSessionArea();
    const told: string[] = [];
    const backlog = new Backlog(area, {
      now: () => NOON_MS,
      onChange: (_bucket, { observation }) => told.push(observation.id),
    });
    await backlog.load();
    const huge = refusal({ body: 'x'.repeat(11_000_000) });
    const leg = web({ at: 1 });
    backlog.put(TAB, leg);
    backlog.put(TAB, huge);
    await backlog.saved();
    expect(told).toEqual([leg.id, huge.id]);
    expect(ids(await backlogOn(area))).toEqual([leg.id]);
  });
});
