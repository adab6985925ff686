import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Mark, Timeline } from '../../src/core/timeline/timeline.ts';
import { readTimeline } from '../../src/core/timeline/timeline.ts';
import { rangeOf, type View } from '../../src/core/timeline/view.ts';
import { clockInUse } from '../../src/core/verdict/clock-in-use.ts';
import { paced } from '../model/pace.ts';
import type { PanelModel, Snapshot } from '../model/panel-model.ts';
import { language } from '../words/language.ts';
import { layoutOf } from './layout.ts';
import { paint } from './paint.ts';
import { onThemeChange, type Palette, readPalette } from './palette.ts';
import { AXIS_HEIGHT, type Picture, scaleOf } from './picture.ts';

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
    const nowMs = model.now.peek();
    const range = rangeOf(view.peek(), timeline);
    const { expiringSeconds } = model.settings.peek();
    return (
      range && {
        timeline,
        layout: layoutOf(timeline),
        range,
        ...size,
        palette,
        nowMs,
        scrollTop: scrollTop.peek(),
        expiringMs: expiringSeconds * 1000,
        isUtc: language.peek().timeZone === 'UTC',
        selected: findMark(timeline, model.openedEntry.peek()?.id),
      }
    );
  };

  const looksOld = (nowMs: number): boolean => {
    const drawn = picture.peek();
    if (!drawn) return true;
    const range = rangeOf(view.peek(), drawn.timeline);
    const { x } = scaleOf(drawn);
    const hasMoved = Math.round(x(nowMs)) !== Math.round(x(drawn.nowMs));
    return range?.from !== drawn.range.from || range.to !== drawn.range.to || hasMoved;
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
    const draw = () => {
      if (document.hidden || size.peek().width === 0) return;
      const next = pictured(size.peek(), palette.peek());
      const ctx = next && prepared(canvas, next);
      if (ctx) paint(ctx, next);
      picture.value = next;
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
      drawSoon();
    });
    const stopTicking = effect(() => {
      if (looksOld(model.now.value)) drawSoon();
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
