import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Mark, Timeline } from '../../src/core/timeline/timeline.ts';
import { readTimeline } from '../../src/core/timeline/timeline.ts';
import { rangeOf, type View } from '../../src/core/timeline/view.ts';
import { clockInUse } from '../../src/core/verdict/clock-in-use.ts';
import { paced } from '../model/pace.ts';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { language } from '../words/language.ts';
import { layoutOf } from './layout.ts';
import { paintAbove, paintBelow, paintPresent } from './paint.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';
import { AXIS_HEIGHT, isOutdated, type Picture, placing } from './picture.ts';

/** What has no picture is told anew only so often (ms). */
const TELL_EVERY_MS = 1_000;

/** The drawn timeline and what the user makes of it. */
export interface Stage {
  view: Signal<View>;
  /** px that the rows are scrolled */
  scrollTop: Signal<number>;
  /** as last drawn; null before that, and where there is nothing to draw */
  picture: ReadonlySignal<Picture | null>;
  /** as last told to those who cannot see it */
  told: ReadonlySignal<Timeline | null>;
  /** draws on this canvas, as large as it is, until `end` */
  start(canvas: HTMLCanvasElement, end: AbortSignal): void;
}

/** Reads the timeline of a snapshot once. */
function timelineReader(model: PanelModel): () => Timeline {
  let last: { of: readonly unknown[]; timeline: Timeline } | null = null;
  return () => {
    const { analysis }: Snapshot = model.calm.peek();
    const opened = model.openedEntry.peek()?.sending.record ?? null;
    const of = [analysis, model.jobs.peek(), opened] as const;
    if (last?.of.every((value, index) => value === of[index])) return last.timeline;
    // The model's own clock changes with every answer, however seldom the whole is looked at.
    const timeline = readTimeline(analysis, model.jobs.peek(), clockInUse(analysis), opened);
    last = { of, timeline };
    return timeline;
  };
}

function findMark({ marks }: Timeline, id: string | undefined): Mark | null {
  return (id !== undefined && marks.find((mark) => mark.id === id)) || null;
}

/** Gives a canvas as many pixels as the screen has under it. */
function prepared(
  canvas: HTMLCanvasElement,
  { width, height }: Size,
): CanvasRenderingContext2D | null {
  const ctx = canvas.getContext('2d');
  const [columns, rows] = [width, height].map((px) => Math.round(px * devicePixelRatio));
  if (columns !== undefined && canvas.width !== columns) canvas.width = columns;
  if (rows !== undefined && canvas.height !== rows) canvas.height = rows;
  ctx?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  return ctx;
}

/** Lays one canvas over another, pixel upon pixel. */
function overlay(ctx: CanvasRenderingContext2D, layer: HTMLCanvasElement): void {
  ctx.drawImage(layer, 0, 0, layer.width / devicePixelRatio, layer.height / devicePixelRatio);
}

interface Size {
  width: number;
  height: number;
}

/** Draws the model's timeline whenever it looks different, once a frame at most. */
export function createStage(model: PanelModel, view: Signal<View>): Stage {
  const read = timelineReader(model);
  const scrollTop = signal(0);
  const picture = signal<Picture | null>(null);
  const told = signal<Timeline | null>(null);
  let toldAt = Number.NEGATIVE_INFINITY;

  const pictured = (size: Size, palette: Palette): Picture | null => {
    const timeline = read();
    const asOf = model.now.peek();
    const range = rangeOf(view.peek(), timeline, asOf);
    const { expiringSeconds } = model.settings.peek();
    return (
      range && {
        timeline,
        layout: layoutOf(timeline),
        range,
        ...size,
        palette,
        scrollTop: scrollTop.peek(),
        expiringMs: expiringSeconds * 1000,
        asOf,
        isUtc: language.peek().timeZone === 'UTC',
        selected: findMark(timeline, model.openedEntry.peek()?.id),
      }
    );
  };

  const tell = () => {
    const timeline = picture.peek()?.timeline ?? null;
    if (told.peek() === timeline || performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    told.value = timeline;
  };

  const start = (canvas: HTMLCanvasElement, end: AbortSignal) => {
    const size = signal<Size>({ width: canvas.clientWidth, height: canvas.clientHeight });
    const palette = signal(readPalette(document.body));
    const below = document.createElement('canvas');
    const above = document.createElement('canvas');
    let isOld = true;
    let nowAt: number | null = null;

    const layOut = () => {
      isOld = false;
      const next = pictured(size.peek(), palette.peek());
      picture.value = next;
      const lower = prepared(below, size.peek());
      const upper = prepared(above, size.peek());
      if (!next || !lower || !upper) return;
      paintBelow(lower, next);
      upper.clearRect(0, 0, next.width, next.height);
      paintAbove(upper, next);
    };
    const draw = () => {
      if (document.hidden || size.peek().width === 0) return;
      const ctx = prepared(canvas, size.peek());
      // The screen under it may have become another.
      if (isOld || below.width !== canvas.width) layOut();
      const laidOut = picture.peek();
      if (ctx && laidOut) {
        const nowMs = model.now.peek();
        overlay(ctx, below);
        paintPresent(ctx, laidOut, nowMs);
        overlay(ctx, above);
        nowAt = placing(laidOut)(nowMs);
      }
      tell();
    };
    const drawSoon = paced(draw, end);
    const observer = new ResizeObserver(() => {
      size.value = { width: canvas.clientWidth, height: canvas.clientHeight };
    });
    observer.observe(canvas);
    onThemeChange(() => {
      palette.value = readPalette(document.body);
    }, end);
    document.addEventListener('visibilitychange', drawSoon, { signal: end });
    const stopDrawing = effect(() => {
      for (const input of [model.calm, model.jobs, model.settings, model.openedEntry]) input.value;
      for (const input of [view, scrollTop, size, palette, language]) input.value;
      isOld = true;
      drawSoon();
    });
    const stopTicking = effect(() => {
      const nowMs = model.now.value;
      const laidOut = picture.peek();
      const range = laidOut && rangeOf(view.peek(), laidOut.timeline, nowMs);
      if (range && (range.to !== laidOut.range.to || isOutdated(laidOut, nowMs))) isOld = true;
      if (isOld || (laidOut && placing(laidOut)(nowMs) !== nowAt)) drawSoon();
      else tell();
    });
    const stop = () => {
      stopDrawing();
      stopTicking();
      observer.disconnect();
    };
    end.addEventListener('abort', stop, { once: true });
  };
  return { view, scrollTop, picture, told, start };
}

/** px that the whole picture is high, as last drawn. */
export function wholeHeight(picture: Picture | null): number {
  return AXIS_HEIGHT + (picture?.layout.height ?? 0);
}
