import { describe, expect, it } from 'vitest';
import { type Grouped, groupRepeated } from '../../panel/grid/groups.ts';
import { Recording } from '../../src/core/recording/recording.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import type { LogEntry } from '../../src/core/verdict/entry.ts';
import { readLog } from '../../src/core/verdict/log.ts';
import { futureGuide } from '../../src/futureguide.ts';
import { har, NOON_MS, REFUSED } from '../core/recording/legs.ts';
import { fc } from '../seeded.ts';

interface Sent {
  path: string;
  isRefused: boolean;
}

const API = 'https://api.futureguide.id';
const POLL = '/api/assessment/status/job-1';

function logOf(sent: readonly Sent[]): readonly LogEntry[] {
  const recording = new Recording(futureGuide);
  for (const [index, { path, isRefused }] of sent.entries())
    recording.add(
      har({
        at: index * 5_000,
        url: `${API}${path}`,
        status: isRefused ? 401 : 200,
        ...(isRefused && { body: REFUSED }),
      }),
    );
  return readLog(analyse(recording));
}

const polls = (count: number): Sent[] =>
  Array.from({ length: count }, () => ({ path: POLL, isRefused: false }));

const open = (log: readonly LogEntry[]) =>
  new Set(
    groupRepeated(log, new Set()).flatMap((row) => (row.kind === 'group' ? row.group.route : [])),
  );

const told = (rows: readonly Grouped[]) =>
  rows.map((row) => (row.kind === 'group' ? `group of ${row.group.requests.length}` : 'row'));

const anyLog = fc
  .array(
    fc.record({
      path: fc.constantFrom(
        POLL,
        `${POLL}?lang=id`,
        '/api/assessment/status/job-2',
        '/api/auth/profile',
      ),
      isRefused: fc.boolean(),
    }),
    { maxLength: 40 },
  )
  .map(logOf);

describe('repeated requests', () => {
  it('are one row from three on, where the first of them was', () => {
    const other = { path: '/api/auth/profile', isRefused: false };
    const log = logOf([other, ...polls(2), other, ...polls(1)]);
    expect(told(groupRepeated(log, new Set()))).toEqual(['row', 'group of 3', 'row']);
  });

  it('stay as they are while there are only two of a route', () => {
    expect(told(groupRepeated(logOf(polls(2)), new Set()))).toEqual(['row', 'row']);
  });

  it('tell how many, from when to when, and the worst of their verdicts', () => {
    const [row] = groupRepeated(logOf([...polls(3), { path: POLL, isRefused: true }]), new Set());
    expect(row).toMatchObject({
      kind: 'group',
      isOpen: false,
      group: { flagged: 1, firstAt: NOON_MS, lastAt: NOON_MS + 15_000 },
    });
    expect(row?.kind === 'group' && row.group.worst.verdict.outcome).toBe('rejected');
  });

  it('are the same route whatever the query says', () => {
    const log = logOf([...polls(2), { path: `${POLL}?lang=id`, isRefused: false }]);
    expect(told(groupRepeated(log, new Set()))).toEqual(['group of 3']);
  });

  it('follow their heading while it is open', () => {
    const log = logOf(polls(3));
    expect(told(groupRepeated(log, open(log)))).toEqual(['group of 3', 'row', 'row', 'row']);
  });

  it('stand below their heading though they are flagged, as nothing beside what it counts', () => {
    const refused = { path: POLL, isRefused: true };
    const log = logOf([
      refused,
      ...polls(2),
      { path: '/api/auth/profile', isRefused: true },
      refused,
    ]);
    const inside = groupRepeated(log, new Set()).map((row) => row.kind === 'entry' && row.inside);
    expect(inside).toEqual([false, false, false, true]);
  });

  it('hide nothing flagged, and keep the order of what they leave', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const shown = groupRepeated(log, new Set()).flatMap((row) =>
          row.kind === 'entry' ? row.entry : [],
        );
        const flagged = log.filter(
          (entry) => entry.kind === 'request' && entry.verdict.flags.length > 0,
        );
        expect(flagged.filter((entry) => !shown.includes(entry))).toEqual([]);
        expect(log.filter((entry) => shown.includes(entry))).toEqual(shown);
      }),
    );
  });

  it('lose nothing and tell nothing twice, open or closed', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const opened = groupRepeated(log, open(log)).flatMap((row) =>
          row.kind === 'entry' ? row.entry.id : [],
        );
        expect(opened.toSorted()).toEqual(log.map(({ id }) => id).toSorted());
        const closed = groupRepeated(log, new Set()).flatMap((row) => {
          if (row.kind === 'entry') return row.entry.id;
          const folded = row.group.requests.filter(({ verdict }) => verdict.flags.length === 0);
          return folded.map(({ id }) => id);
        });
        expect(closed.toSorted()).toEqual(log.map(({ id }) => id).toSorted());
      }),
    );
  });
});
