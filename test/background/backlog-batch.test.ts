import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backlog, type Bucket } from '../../src/background/backlog.ts';
import { MAX_BATCH_MS, MAX_BATCH_ROWS } from '../../src/background/row-batch.ts';
import { NOON_MS, refusal, web } from '../core/recording/legs.ts';
import { FakeSessionArea } from './session-area.ts';

const TAB: Bucket = 'tab-1';

async function backlogOn(area: FakeSessionArea): Promise<Backlog> {
  const backlog = new Backlog(area, { now: () => NOON_MS, onChange: () => undefined });
  await backlog.load();
  return backlog;
}

/** A request that has begun, and of which its headers are not known yet. */
const begun = (at = 0) => web({ at }, { requestHeaders: null, sentAt: null });

/** What the next worker would find, should this one be killed now. */
async function left(area: FakeSessionArea): Promise<string[]> {
  await vi.advanceTimersByTimeAsync(0);
  return (await backlogOn(area)).after(TAB, 0).map(({ observation }) => observation.id);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what the backlog writes together', () => {
  it('is every step of a request, once, a tenth of a second later', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    const leg = begun();
    backlog.put(TAB, leg);
    await vi.advanceTimersByTimeAsync(MAX_BATCH_MS - 1);
    expect(area.writes).toBe(0);
    backlog.put(TAB, { ...leg, status: 200, endedAt: NOON_MS + 2 });
    await vi.advanceTimersByTimeAsync(1);
    expect(area.writes).toBe(1);
    const [row] = (await backlogOn(area)).after(TAB, 0);
    expect(row?.observation).toMatchObject({ status: 200, endedAt: NOON_MS + 2 });
  });

  it('is how a navigation went well, too: once its headers are kept, nothing of it is in a hurry', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    const page = { resourceType: 'main_frame' };
    const leg = web({}, { ...page, requestHeaders: null, sentAt: null });
    // A page may be prerendered there; of none that is, nothing is written.
    backlog.forget('prerender-1');
    backlog.put(TAB, leg);
    const sent = web({}, page);
    backlog.put(TAB, { ...sent, id: leg.id });
    backlog.put(TAB, { ...sent, id: leg.id, status: 200 });
    backlog.put(TAB, { ...sent, id: leg.id, status: 200, endedAt: NOON_MS + 2 });
    expect(await left(area)).toEqual([leg.id]);
    expect(area.writes).toBe(1);
    await vi.advanceTimersByTimeAsync(MAX_BATCH_MS);
    expect(area.writes).toBe(2);
  });

  it('is no more than fifty rows', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    const legs = Array.from({ length: MAX_BATCH_ROWS }, (_, k) => begun(k));
    for (const leg of legs.slice(1)) backlog.put(TAB, leg);
    expect(await left(area)).toEqual([]);
    for (const leg of legs.slice(0, 1)) backlog.put(TAB, leg);
    expect(await left(area)).toHaveLength(MAX_BATCH_ROWS);
  });

  it.each([
    ['a refusal', web({ status: 401 })],
    ['what a request carries', web()],
    ['a refusal that the page tells', refusal()],
    ['a navigation', web({}, { resourceType: 'main_frame' })],
    [
      'a new page',
      {
        kind: 'document' as const,
        id: 'document-1',
        at: NOON_MS,
        url: '',
        from: 'load' as const,
      },
    ],
  ])('does not keep %s waiting, nor what came before it', async (_, urgent) => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    const before = begun();
    backlog.put(TAB, before);
    expect(await left(area)).toEqual([]);
    backlog.put(TAB, urgent);
    expect(await left(area)).toEqual([before.id, urgent.id]);
  });

  it('is told at once to whoever is there', async () => {
    const told: string[] = [];
    const area = new FakeSessionArea();
    const backlog = new Backlog(area, {
      now: () => NOON_MS,
      onChange: (_bucket, { observation }) => told.push(observation.id),
    });
    await backlog.load();
    const leg = begun();
    backlog.put(TAB, leg);
    expect(told).toEqual([leg.id]);
    expect(area.writes).toBe(0);
  });

  it('takes nothing back that was forgotten or cleared meanwhile', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    backlog.put(TAB, web());
    backlog.forget(TAB);
    backlog.put(TAB, web({ at: 1 }));
    backlog.clear(TAB, backlog.after(TAB, 0).at(-1)?.seq ?? 0);
    const next = web({ at: 2 });
    backlog.put(TAB, next);
    await vi.advanceTimersByTimeAsync(MAX_BATCH_MS);
    expect(await left(area)).toEqual([next.id]);
  });

  it('waits for nobody who asks that it be written', async () => {
    const area = new FakeSessionArea();
    const backlog = await backlogOn(area);
    backlog.put(TAB, web());
    await backlog.saved();
    expect(await left(area)).toHaveLength(1);
  });
});
