import { describe, expect, it } from 'vitest';
import { linearScale } from '../../panel/timeline/layout.ts';
import { paintNow } from '../../panel/timeline/paint-axis.ts';
import { canvasOf, writeTokenName } from '../../panel/timeline/paint-spans.ts';
import type { Palette } from '../../panel/timeline/palette.ts';
import { AXIS_HEIGHT, gutterOf, isOutdated, type Picture } from '../../panel/timeline/picture.ts';
import type { ClockReading } from '../../src/core/clock/server-clock.ts';
import type { TokenSpan } from '../../src/core/timeline/spans.ts';
import { NOON_MS } from '../core/recording/legs.ts';

const WIDTH = 1008;
const LEFT = gutterOf(WIDTH);
const MINUTE_MS = 60_000;
/** px above the lower edge of the axis in which its times have no letters */
const BELOW_TIMES = 5;

const picture: Picture = {
  timeline: { lanes: [], rows: [], marks: [], links: [], inUse: null, clock: null },
  layout: { places: [], height: 0 },
  range: { from: NOON_MS, to: NOON_MS + MINUTE_MS },
  width: WIDTH,
  height: 100,
  scrollTop: 0,
  expiringMs: 300_000,
  asOf: NOON_MS,
  isUtc: true,
  palette: { background: 'white' } as Palette,
  selected: null,
};
const { ms } = linearScale(picture.range, LEFT, WIDTH - 8);

/** A canvas whose letters are 6 px wide: what is written on it, and how high it is painted on. */
function canvas() {
  const written: string[] = [];
  const tops: number[] = [];
  const hatches: true[] = [];
  const ctx = {
    fillStyle: '',
    beginPath() {},
    clip() {},
    fill() {},
    rect() {},
    restore() {},
    save() {},
    stroke: () => hatches.push(true),
    measureText: (text: string) => ({ width: text.length * 6 }),
    fillText: (text: string) => text !== '' && written.push(text),
    fillRect: (_x: number, y: number) => tops.push(y),
    moveTo: (_x: number, y: number) => tops.push(y),
    lineTo: (_x: number, y: number) => tops.push(y),
  } as unknown as CanvasRenderingContext2D;
  return { written, tops, hatches, ctx };
}

describe('the line for now', () => {
  it('cuts no time of the axis', () => {
    const { ctx, tops } = canvas();
    paintNow(canvasOf(ctx, picture), NOON_MS + MINUTE_MS / 2);
    expect(Math.min(...tops)).toBeGreaterThanOrEqual(AXIS_HEIGHT - BELOW_TIMES);
  });

  it('has no hatch about it that would fill the picture', () => {
    const shownFor = (uncertaintyMs: number) => {
      const { ctx, hatches } = canvas();
      const clock = { offsetMs: 0, lowMs: -uncertaintyMs, highMs: uncertaintyMs, uncertaintyMs };
      const timeline = { ...picture.timeline, clock: clock as ClockReading };
      paintNow(canvasOf(ctx, { ...picture, timeline }), NOON_MS + MINUTE_MS / 2);
      return hatches.length;
    };
    expect(shownFor(3_000)).toBe(1);
    expect(shownFor(20_000)).toBe(0);
  });

  it('is not there where now is not', () => {
    const { ctx, tops } = canvas();
    paintNow(canvasOf(ctx, picture), NOON_MS + 2 * MINUTE_MS);
    expect(tops).toEqual([]);
  });
});

/** A token that lives between these. */
function life(from: number, to: number): TokenSpan {
  return {
    kind: 'token',
    id: 'c1',
    fingerprint: '54af929b',
    user: null,
    issuedAt: from,
    expiresAt: to,
    claimed: { issuedAt: from, expiresAt: to },
    lastSentAt: null,
    ended: null,
    clock: null,
    from,
    to,
  };
}

describe('a picture', () => {
  it('is written anew once a token has expired, and not again', () => {
    const spans = [life(NOON_MS, NOON_MS + MINUTE_MS)];
    const rows = [{ lane: 0, spans, isShared: false, marks: [] }];
    const drawn = { ...picture, timeline: { ...picture.timeline, rows } };
    expect(isOutdated(drawn, NOON_MS + MINUTE_MS - 1)).toBe(false);
    expect(isOutdated(drawn, NOON_MS + MINUTE_MS)).toBe(true);
    const anew = { ...drawn, asOf: NOON_MS + MINUTE_MS };
    expect(isOutdated(anew, NOON_MS + 2 * MINUTE_MS)).toBe(false);
  });
});

/** The name above a bar between these px, before another that begins there. */
function nameOver(fromPx: number, toPx: number, next: number | null, ended = false): string[] {
  const { ctx, written } = canvas();
  const [from, to] = [ms(fromPx), ms(toPx)];
  const span: TokenSpan = { ...life(from, to), ended: ended ? { by: 'refused', at: to } : null };
  writeTokenName(canvasOf(ctx, picture), span, 40, next === null ? null : ms(next));
  return written;
}

describe('the name of a token', () => {
  it('is whole over a short bar that nothing follows', () => {
    expect(nameOver(300, 306, null)).toEqual(['54af929b']);
  });

  it('is cut where the next bar begins', () => {
    expect(nameOver(300, 306, 340)).toEqual([expect.stringMatching(/^54.*…$/)]);
  });

  it('stands alone where what more there is to say has no room', () => {
    expect(nameOver(300, 306, null, true)).toEqual([expect.stringMatching(/refused from/)]);
    expect(nameOver(300, 306, 380, true)).toEqual(['54af929b']);
  });

  it('is not written over a bar that lies before what is shown', () => {
    expect(nameOver(LEFT - 60, LEFT - 20, null)).toEqual([]);
  });
});
