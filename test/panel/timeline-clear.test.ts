import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { layoutOf, linearScale } from '../../panel/timeline/layout.ts';
import { paint } from '../../panel/timeline/paint.ts';
import type { Palette } from '../../panel/timeline/palette.ts';
import { AXIS_HEIGHT, gutterOf, type Picture } from '../../panel/timeline/picture.ts';
import { readJobs } from '../../src/core/jobs/jobs.ts';
import { readTimeline, type Timeline } from '../../src/core/timeline/timeline.ts';
import { rangeOf, zoomed } from '../../src/core/timeline/view.ts';
import { analyse } from '../../src/core/verdict/analysis.ts';
import { clockInUse } from '../../src/core/verdict/clock-in-use.ts';
import { allScenarios, record } from '../scenarios/judge.ts';
import { play } from '../scenarios/play.ts';
import { InkedCanvas, InkedPath } from './inked-canvas.ts';

const WIDTHS = [480, 1280];
/** So many px apart the present is tried, and so many times after the last that happened. */
const PRESENT_STEPS = { requests: [1, 6, 40], lifetimes: [1] };
const PALETTE = new Proxy({} as Palette, {
  get: (_, name) => (name === 'background' ? InkedCanvas.BACKGROUND : 'ink'),
});

/** Every story that is told elsewhere. */
const TOLD = allScenarios().map((scenario) => {
  const { arrivals } = play(scenario);
  const analysis = analyse(record(arrivals.map(({ observation }) => observation)));
  return {
    label: scenario.label,
    timeline: readTimeline(analysis, readJobs(analysis), clockInUse(analysis)),
  };
});

beforeAll(() => {
  vi.stubGlobal('Path2D', InkedPath);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

function pictureOf(timeline: Timeline, width: number, range: Picture['range']): Picture {
  const layout = layoutOf(timeline);
  return {
    timeline,
    layout,
    range,
    width,
    height: AXIS_HEIGHT + layout.height,
    scrollTop: 0,
    expiringMs: 300_000,
    asOf: range.to,
    isUtc: true,
    palette: PALETTE,
    selected: timeline.marks.findLast(({ shape }) => shape === 'rejected') ?? null,
  };
}

/** The words that a line, a hatch, a mark or other words reach. */
function touched(picture: Picture, nowMs: number): string[] {
  const canvas = new InkedCanvas(picture.width, picture.height);
  paint(canvas as unknown as CanvasRenderingContext2D, picture, nowMs);
  return canvas.touchedWords();
}

it.each(WIDTHS)('no line, hatch or mark reaches a word of any story, %s px wide', (width) => {
  for (const { label, timeline } of TOLD)
    for (const kind of ['requests', 'lifetimes'] as const) {
      const range = rangeOf({ kind }, timeline, 0);
      if (!range) continue;
      const picture = pictureOf(timeline, width, range);
      const { x, ms } = linearScale(range, gutterOf(width), width - 8);
      const last = x(timeline.marks.at(-1)?.at ?? range.from);
      for (const step of PRESENT_STEPS[kind])
        expect(touched(picture, ms(last + step)), `${label}, ${kind}, ${step} px on`).toEqual([]);
    }
});

it('no time of the axis reaches the next, however far it is zoomed', () => {
  const { timeline } = TOLD.find(({ timeline: { marks } }) => marks.length > 3) ?? {};
  const whole = timeline && rangeOf({ kind: 'lifetimes' }, timeline, 0);
  if (!timeline || !whole) throw new Error('no story has marks');
  for (let factor = 1; factor > 1e-4; factor *= 0.9)
    for (const width of WIDTHS) {
      const range = zoomed(whole, (timeline.marks[0]?.at ?? whole.from) + 1, factor);
      expect(touched(pictureOf(timeline, width, range), 0), `${width} px, ${factor}`).toEqual([]);
    }
});
