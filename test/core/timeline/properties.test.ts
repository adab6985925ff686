import { describe, expect, it } from 'vitest';
import { columnsOf, hitAt, layoutOf, linearScale } from '../../../panel/timeline/layout.ts';
import { readJobs } from '../../../src/core/jobs/jobs.ts';
import { pack } from '../../../src/core/timeline/pack.ts';
import {
  type Mark,
  readTimeline,
  SHAPES,
  type Timeline,
  type TimelineRow,
} from '../../../src/core/timeline/timeline.ts';
import { bounded, rangeOf, showing, zoomed } from '../../../src/core/timeline/view.ts';
import { type Analysis, analyse } from '../../../src/core/verdict/analysis.ts';
import type { CredentialRecord } from '../../../src/core/verdict/credentials.ts';
import { allScenarios, record } from '../../scenarios/judge.ts';
import { play } from '../../scenarios/play.ts';
import { fc } from '../../seeded.ts';

const WIDTH = 900;
const GUTTER = 120;

interface Played {
  label: string;
  analysis: Analysis;
  timeline: Timeline;
}

/** Every story that is told elsewhere, as a picture. */
const PLAYED: Played[] = allScenarios().map((scenario) => {
  const { arrivals } = play(scenario);
  const analysis = analyse(record(arrivals.map(({ observation }) => observation)));
  return {
    label: scenario.label,
    analysis,
    timeline: readTimeline(analysis, readJobs(analysis), null),
  };
});
const picture = fc.constantFrom(...PLAYED.filter(({ timeline }) => timeline.marks.length > 0));

/** Sendings of a token with the time that was left then. */
function sendingsOf({
  requests,
  sockets,
}: Analysis): Map<CredentialRecord, [at: number, left: number][]> {
  const all = new Map<CredentialRecord, [number, number][]>();
  for (const { at, sending } of [...requests, ...sockets]) {
    const { record: token, judged } = sending;
    if (!token || at === null || judged.secondsLeft === null) continue;
    all.set(token, [...(all.get(token) ?? []), [at, judged.secondsLeft]]);
  }
  return all;
}

describe('the picture of every scenario', () => {
  it('has each request of the API once, on the bar of its token', () => {
    for (const { analysis, timeline, label } of PLAYED) {
      const drawn = timeline.marks.map(({ id }) => id).sort();
      const told = analysis.requests
        .filter(({ facts: { route, method, startedAt } }) => {
          const isApi = route.kind !== 'page' && route.kind !== 'socket' && method !== 'OPTIONS';
          return isApi && startedAt !== null;
        })
        .map(({ facts: request }) => request.id);
      expect(drawn, label).toEqual(expect.arrayContaining(told));
      expect(new Set(drawn).size, label).toBe(drawn.length);
      const brought = new Set(
        analysis.chains.credentials.issuances.map(({ request }) => request.id),
      );
      const sent = new Map(analysis.requests.map(({ sending }) => [sending.id, sending.record]));
      for (const { token, row, id, at } of timeline.marks) {
        const { spans, marks, isShared } = timeline.rows[row] as TimelineRow;
        expect(
          marks.filter((mark) => mark.id === id),
          label,
        ).toHaveLength(1);
        if (timeline.lanes[timeline.rows[row]?.lane ?? -1]?.kind === 'sockets') continue;
        if (token) expect(spans, label).toContain(token);
        const foreign = spans.filter((span) => span.from < at && at < span.to && span !== token);
        if (!isShared) expect(foreign, label).toEqual([]);
        const isRefresh = timeline.links.some(({ mark }) => mark.id === id);
        const record = sent.get(id);
        if (record && !isRefresh && !brought.has(id)) expect(token?.id, label).toBe(record.id);
      }
    }
  });

  it('agrees with every verdict on which side of the expiry it was sent', () => {
    for (const { analysis, timeline, label } of PLAYED) {
      const spans = timeline.rows.flatMap((row) => row.spans);
      for (const [{ id }, sendings] of sendingsOf(analysis)) {
        const span = spans.find((each) => each.kind === 'token' && each.id === id);
        const end = span?.kind === 'token' ? span.expiresAt : null;
        const inTime = sendings.filter(([, left]) => left > 0).map(([at]) => at);
        const late = sendings.filter(([, left]) => left <= 0).map(([at]) => at);
        // Where the clock was set in between, no single line can agree with both sides.
        if (end === null || Math.max(...inTime) >= Math.min(...late)) continue;
        for (const at of inTime) expect(at, label).toBeLessThan(end);
        for (const at of late) expect(at, label).toBeGreaterThanOrEqual(end);
      }
    }
  });

  it('leaves nothing outside of what is shown at first', () => {
    for (const { timeline, label } of PLAYED) {
      const range = rangeOf({ kind: 'requests' }, timeline, 0);
      const whole = rangeOf({ kind: 'lifetimes' }, timeline, 0);
      for (const { at } of timeline.marks) {
        expect(at, label).toBeGreaterThan(range?.from ?? Infinity);
        expect(at, label).toBeLessThan(range?.to ?? -Infinity);
      }
      for (const { from, to } of timeline.rows.flatMap((row) => row.spans)) {
        expect(from, label).toBeGreaterThan(whole?.from ?? Infinity);
        expect(to, label).toBeLessThan(whole?.to ?? -Infinity);
      }
    }
  });

  it('is hit at each mark, and where several lie in one place the worst is', () => {
    fc.assert(
      fc.property(picture, ({ timeline }) => {
        const range = rangeOf({ kind: 'requests' }, timeline, 0);
        if (!range) return;
        const scale = linearScale(range, GUTTER, WIDTH);
        const layout = layoutOf(timeline);
        for (const mark of timeline.marks) {
          const y = layout.places[mark.row]?.middle ?? -1;
          const hit = hitAt(timeline, layout, scale, { x: scale.x(mark.at), y, nowMs: 0 });
          const found = hit?.kind === 'mark' ? hit.mark : null;
          expect(found?.row).toBe(mark.row);
          expect(SHAPES.indexOf(found?.shape ?? 'accepted')).toBeGreaterThanOrEqual(
            SHAPES.indexOf(mark.shape),
          );
        }
      }),
    );
  });

  it('draws every shape wherever there is one, however dense', () => {
    fc.assert(
      fc.property(picture, fc.integer({ min: 1, max: 200 }), ({ timeline }, width) => {
        const range = rangeOf({ kind: 'lifetimes' }, timeline, 0);
        if (!range) return;
        const scale = linearScale(range, 0, width);
        for (const { marks } of timeline.rows) {
          const columns = columnsOf(marks, scale, 0, width);
          for (const { shape, at } of marks)
            expect(columns.get(shape)).toContain(Math.round(scale.x(at)));
          for (const drawn of columns.values()) expect(drawn.length).toBeLessThanOrEqual(width + 1);
        }
      }),
    );
  });
});

const EMPTY: Timeline = { lanes: [], rows: [], marks: [], links: [], inUse: null, clock: null };
const markAt = (at: number): Mark => ({ id: `r${at}`, at, shape: 'accepted', token: null, row: 0 });

describe('the view', () => {
  const interval = fc
    .record({ from: fc.integer({ min: -1e9, max: 1e9 }), length: fc.integer({ min: 1, max: 1e9 }) })
    .map(({ from, length }) => ({ from, to: from + length }));

  it('keeps the instant in place about which it zooms', () => {
    fc.assert(
      fc.property(interval, fc.double({ min: 0, max: 1, noNaN: true }), (range, share) => {
        const about = range.from + share * (range.to - range.from);
        const { x } = linearScale(range, 0, WIDTH);
        const after = linearScale(zoomed(range, about, 0.5), 0, WIDTH);
        expect(after.x(about)).toBeCloseTo(x(about), 3);
      }),
    );
  });

  it('moves just so far that an instant is in it', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: -2e9, max: 2e9 }), (range, ms) => {
        const moved = showing(range, ms);
        expect(moved.from).toBeLessThanOrEqual(ms);
        expect(moved.to).toBeGreaterThanOrEqual(ms);
        expect(moved.to - moved.from).toBeCloseTo(range.to - range.from, 3);
      }),
    );
  });

  it('never leaves the whole lives, whatever is asked for', () => {
    fc.assert(
      fc.property(picture, interval, ({ timeline }, wanted) => {
        const whole = rangeOf({ kind: 'lifetimes' }, timeline, 0);
        const shifted = {
          from: wanted.from + (whole?.from ?? 0),
          to: wanted.to + (whole?.from ?? 0),
        };
        const range = rangeOf(bounded(shifted, timeline, 0), timeline, 0);
        expect(range?.from).toBeGreaterThanOrEqual((whole?.from ?? 0) - 1);
        expect(range?.to).toBeLessThanOrEqual((whole?.to ?? 0) + 1);
      }),
    );
  });

  it('of a growing recording stays as it is for a while', () => {
    const growing = (seconds: number) => ({
      ...EMPTY,
      marks: [markAt(0), markAt(seconds * 1_000)],
    });
    const ends = Array.from(
      { length: 120 },
      (_, second) => rangeOf({ kind: 'requests' }, growing(60 + second), 0)?.to,
    );
    expect(new Set(ends).size).toBeLessThan(60);
  });

  it('is what happened and a tenth more', () => {
    for (const seconds of [1, 3, 10, 47, 3_600, 8 * 3_600]) {
      const marks = [markAt(0), markAt(seconds * 1_000)];
      const range = rangeOf({ kind: 'requests' }, { ...EMPTY, marks }, 0);
      expect(range?.to).toBeGreaterThan(seconds * 1_000);
      expect(range?.to).toBeLessThan(seconds * 1_000 * 1.25);
    }
  });
});

describe('packing', () => {
  const intervals = fc.array(
    fc.record({ from: fc.nat(1_000), length: fc.nat(200) }).map(({ from, length }) => ({
      from,
      to: from + length,
    })),
  );

  it('lays nothing over another, loses nothing, and hides none that is wanted, and of the others none that ends last', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: 1, max: 6 }), fc.nat(3), (items, maxRows, count) => {
        const wanted = items.slice(0, Math.min(count, maxRows));
        const { rows, hidden } = pack(items, maxRows, (item) => item, wanted);
        expect(new Set([...rows.flat(), ...hidden])).toEqual(new Set(items));
        expect(rows.length).toBeLessThanOrEqual(maxRows);
        for (const row of rows)
          for (const [index, { from }] of row.entries())
            expect(row[index - 1]?.to ?? from).toBeLessThanOrEqual(from);
        const last = items
          .filter((item) => !wanted.includes(item))
          .sort((a, b) => b.to - a.to || b.from - a.from)
          .slice(0, maxRows - wanted.length);
        for (const item of [...wanted, ...last]) expect(rows.flat()).toContain(item);
      }),
    );
  });
});
