import { expect, it } from 'vitest';
import { type Arrangement, GridRows } from '../../panel/grid/rows.ts';
import { scrollTopFor } from '../../panel/grid/virtual-rows.ts';
import { whole } from '../../src/core/recording/growing-lists.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { har } from '../core/recording/legs.ts';

const AS_THEY_CAME: Arrangement = { sort: null, isGrouped: false, open: new Set(), letGo: 0 };

/** Shows one row, and only refers to its entry. */
function showOne(rows: GridRows): WeakRef<object> {
  const recording = new Recording(futureGuide);
  recording.add(har({ at: 0, status: 200 }));
  const [entry] = readLog(analyse(recording));
  if (!entry) throw new Error('no entry');
  expect(rows.read(whole([entry]), AS_THEY_CAME).items).toHaveLength(1);
  return new WeakRef(entry);
}

it.each([false, true])(
  'The grid keeps nothing of rows that are gone (grouped: %o)',
  async (isGrouped) => {
    const rows = new GridRows();
    const shown = showOne(rows);
    expect(rows.read(whole([]), { ...AS_THEY_CAME, isGrouped }).items).toEqual([]);
    await collectGarbage();
    expect(shown.deref()).toBeUndefined();
    expect(rows.read(whole([]), AS_THEY_CAME).items).toEqual([]);
  },
);

it('a row that is gone to is never put below the header, however low the list is', () => {
  const row = 10;
  expect(scrollTopFor({ scrollTop: 0, clientHeight: 300 }, row)).toBe(0);
  expect(scrollTopFor({ scrollTop: 0, clientHeight: 90 }, row)).toBe(168);
  expect(scrollTopFor({ scrollTop: 400, clientHeight: 90 }, row)).toBe(210);
  expect(scrollTopFor({ scrollTop: 0, clientHeight: 30 }, row)).toBe(210);
});
