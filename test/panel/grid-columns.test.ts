import { describe, expect, it } from 'vitest';
import {
  chosenAmong,
  columnTemplate,
  movedEdge,
  shownColumns,
} from '../../panel/grid/column-layout.ts';
import { COLUMNS } from '../../panel/grid/columns.ts';
import { nextSort, SortedEntries } from '../../panel/grid/sorting.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS, REFUSED } from '../core/recording/legs.ts';
import { fc } from '../seeded.ts';

const ids = (availablePx: number, kept = {}) => shownColumns(kept, availablePx).map(({ id }) => id);

describe('the columns', () => {
  it('are those that tell a refusal, and others on request', () => {
    const shown = ['time', 'method', 'path', 'status', 'token', 'left', 'verdict'];
    expect(ids(1280)).toEqual(shown);
    expect(ids(1280, { user: { isHidden: false }, token: { isHidden: true } })).toEqual([
      ...shown.slice(0, 4),
      'user',
      ...shown.slice(5),
    ]);
  });

  it('tell whose token each row sent where users are mixed up, unless that was put away', () => {
    const shown = (kept = {}) => ids(1280, chosenAmong(kept, true));
    expect(shown()).toEqual([
      'time',
      'method',
      'path',
      'status',
      'user',
      'token',
      'left',
      'verdict',
    ]);
    expect(shown({ user: { isHidden: true } })).toEqual(ids(1280));
    expect(chosenAmong({}, false)).toEqual({});
  });

  it('give way where it is narrow, path and verdict never', () => {
    expect(ids(472)).toEqual(['time', 'path', 'status', 'left', 'verdict']);
    expect(ids(360)).toEqual(['path', 'left', 'verdict']);
    expect(ids(1)).toEqual(['path', 'verdict']);
  });

  it('never need more than there is, down to those two', () => {
    const [path, verdict] = shownColumns({}, 1);
    const least = (path?.minWidth ?? 0) + (verdict?.minWidth ?? 0);
    fc.assert(
      fc.property(fc.integer({ min: least, max: 2_000 }), (px) => {
        const needed = shownColumns({}, px).reduce((sum, { minWidth }) => sum + minWidth, 0);
        expect(needed).toBeLessThanOrEqual(px);
      }),
    );
  });

  it('have the width that was set, while an edge is dragged the one under the pointer', () => {
    const columns = COLUMNS.filter(({ id }) => id === 'time' || id === 'path');
    expect(columnTemplate(columns, {}, {})).toBe(
      'minmax(64px, 114px) minmax(clamp(122px, 100% - 64px, 180px), 260fr)',
    );
    const kept = { time: { width: 120 }, path: { width: 300 } };
    expect(columnTemplate(columns, kept, { time: 130 })).toBe(
      'minmax(64px, 130px) minmax(clamp(122px, 100% - 64px, 180px), 300fr)',
    );
  });

  it('take from the next what they gain, and leave everybody the least they need', () => {
    const columns = shownColumns({}, 1280);
    const widths = Object.fromEntries(columns.map(({ id, width }) => [id, width]));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: columns.length - 2 }),
        fc.integer({ min: -2_000, max: 2_000 }),
        (index, by) => {
          const left = columns[index];
          if (!left) return;
          const moved = { ...widths, ...movedEdge(columns, widths, left, by) };
          const sum = (of: Record<string, number>) =>
            columns.reduce((a, { id }) => a + (of[id] ?? 0), 0);
          expect(sum(moved)).toBe(sum(widths));
          expect(columns.filter(({ id, minWidth }) => (moved[id] ?? 0) < minWidth)).toEqual([]);
        },
      ),
    );
  });
});

describe('sorting', () => {
  const recording = new Recording(futureGuide);
  const API = 'https://api.futureguide.id/api';
  recording.add(har({ at: 0, url: `${API}/auth/profile`, status: 401, body: REFUSED }));
  recording.add(har({ at: 10, url: `${API}/archive/results/1`, status: 404 }));
  recording.add(har({ at: 20, url: `${API}/chatbot/conversations`, status: 200 }));
  const url = 'https://futureguide.id/dashboard';
  recording.add({ kind: 'document', id: 'd1', at: NOON_MS + 5, url, from: 'load' });
  const log = readLog(analyse(recording));
  const by = (column: string, descending: boolean) =>
    new SortedEntries()
      .read(log, { column, descending })
      .map((entry) => (entry.kind === 'request' ? entry.facts.status : 'page'));

  it('goes by what a column shows, with page changes last either way', () => {
    expect(by('status', false)).toEqual([200, 401, 404, 'page']);
    expect(by('status', true)).toEqual([404, 401, 200, 'page']);
    expect(by('path', false)).toEqual([404, 401, 200, 'page']);
    expect(by('time', true)).toEqual([200, 404, 'page', 401]);
  });

  it('by verdict puts the worst last, or first', () => {
    expect(by('verdict', true)[0]).toBe(401);
  });

  it('leaves the log as it is for a column that is no longer there', () => {
    expect(new SortedEntries().read(log, { column: 'gone', descending: true })).toBe(log);
  });

  it('changes with each click: up, down, the log again', () => {
    const up = nextSort(null, 'status');
    expect(up).toEqual({ column: 'status', descending: false });
    const down = nextSort(up, 'status');
    expect(down).toEqual({ column: 'status', descending: true });
    expect(nextSort(down, 'status')).toBeNull();
    expect(nextSort(down, 'time')).toEqual({ column: 'time', descending: false });
  });
});
