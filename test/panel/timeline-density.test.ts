import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paintMarks } from '../../panel/timeline/paint-marks.ts';
import type { Palette } from '../../panel/timeline/palette.ts';
import type { Mark, Shape } from '../../src/core/timeline/timeline.ts';

const WIDTH = 600;
const PALETTE = { good: 'green', bad: 'red', warn: 'amber', subtle: 'grey', now: 'blue' };

/** What is drawn on a canvas: columns of a density, dots and crosses. */
function painted(marks: readonly Mark[], spanMs: number) {
  const columns: { x: number; height: number }[] = [];
  let dots = 0;
  let strokes = 0;
  class Path {
    moveTo() {}
    lineTo() {
      strokes += 1;
    }
    rect() {}
    closePath() {}
    arc() {
      dots += 1;
    }
  }
  vi.stubGlobal('Path2D', Path);
  const ctx = {
    fill() {},
    stroke() {},
    fillRect: (x: number, _y: number, _width: number, height: number) =>
      columns.push({ x, height }),
  };
  paintMarks(
    ctx as unknown as CanvasRenderingContext2D,
    { lane: 0, spans: [], isShared: false, marks: [...marks] },
    10,
    {
      scale: { x: (ms) => (ms / spanMs) * WIDTH, ms: (x) => (x / WIDTH) * spanMs },
      left: 0,
      right: WIDTH,
      palette: PALETTE as Palette,
    },
  );
  return { columns, dots, crosses: strokes / 2 };
}

const mark = (at: number, shape: Shape): Mark => {
  return { id: `r${at}`, at, shape, token: null, row: 0 };
};

/** So many polls over a time, every so-manieth refused. */
function polls(count: number, spanMs: number, refusedEvery: number): Mark[] {
  return Array.from({ length: count }, (_, index) =>
    mark((index * spanMs) / count, index % refusedEvery === 0 ? 'rejected' : 'accepted'),
  );
}

describe('many requests in the timeline', () => {
  beforeEach(() => vi.unstubAllGlobals());
  afterEach(() => vi.unstubAllGlobals());

  it('are dots while each has room', () => {
    const { columns, dots } = painted(polls(60, 60_000, 1_000), 60_000);
    expect(columns).toEqual([]);
    expect(dots).toBe(59);
  });

  it.each([
    ['an hour with 360 polls', 360, 3_600_000],
    ['eight hours with 10 000 requests', 10_000, 8 * 3_600_000],
  ])('%s: are columns of how many, and every refusal is still seen over them', (_, count, span) => {
    const { columns, dots, crosses } = painted(polls(count, span, 40), span);
    expect(dots).toBe(0);
    expect(columns.length).toBeGreaterThan(100);
    expect(columns.length).toBeLessThanOrEqual(WIDTH);
    expect(crosses).toBe(count / 40);
  });

  it('are highest where most were sent', () => {
    const quiet = polls(300, 300_000, 1_000);
    const burst = Array.from({ length: 200 }, (_, index) => mark(300_000 + index, 'accepted'));
    const { columns } = painted([...quiet, ...burst], 600_000);
    const highest = columns.toSorted((a, b) => b.height - a.height)[0];
    expect(highest?.x).toBe(WIDTH / 2);
  });
});
