import { type Signal, signal } from '@preact/signals';
import { bounded, zoomed } from '../../src/core/timeline/view.ts';
import { openRow, type PanelModel } from '../model/panel-model.ts';
import { drawOut } from './draw-out.ts';
import { type Hit, hitAt, laneAt } from './layout.ts';
import { AXIS_HEIGHT, gutterOf, type Picture, scaleOf } from './picture.ts';
import type { Stage } from './stage.ts';

/** So many px of a wheel zoom by e. */
const WHEEL_PX_PER_E = 300;
const MAIN_BUTTON = 0;

/** What the pointer points at, and where it is in the panel (px). */
export interface Pointed {
  hit: Hit;
  x: number;
  y: number;
}

/** A part of the width, in px. */
export interface Band {
  from: number;
  to: number;
}

export interface Pointing {
  pointed: Signal<Pointed | null>;
  /** the part that is being drawn out */
  band: Signal<Band | null>;
  /** listens on this canvas until `end` */
  start(canvas: HTMLCanvasElement, end: AbortSignal): void;
}

/** The row in the grid that tells of something in the picture. */
function rowToldBy(hit: Hit): string | null {
  if (hit.kind === 'mark') return hit.mark.id;
  if (hit.kind === 'lane') return null;
  const { span } = hit;
  if (span.kind === 'job') return span.row;
  return span.kind === 'socket' ? (span.parts.at(-1)?.id ?? null) : null;
}

function hitUnder(
  picture: Picture | null,
  { offsetX, offsetY }: MouseEvent,
  nowMs: number,
): Hit | null {
  if (!picture || offsetY < AXIS_HEIGHT) return null;
  const y = offsetY - AXIS_HEIGHT + picture.scrollTop;
  const { timeline, layout } = picture;
  if (offsetX < gutterOf(picture.width)) return laneAt(timeline, layout, y);
  return hitAt(timeline, layout, scaleOf(picture), { x: offsetX, y, nowMs });
}

/** With Ctrl or ⌘ it zooms, sideways it moves; else it is left to scroll. */
function onWheel(event: WheelEvent, { view, picture }: Stage): void {
  const drawn = picture.peek();
  if (!drawn) return;
  const { ms } = scaleOf(drawn);
  const isZoom = event.ctrlKey || event.metaKey;
  const sideways = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX;
  if (!isZoom && Math.abs(sideways) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return;
  event.preventDefault();
  const { range, timeline, asOf } = drawn;
  const by = ms(sideways) - ms(0);
  const wanted = isZoom
    ? zoomed(range, ms(event.offsetX), Math.exp(event.deltaY / WHEEL_PX_PER_E))
    : { from: range.from + by, to: range.to + by };
  view.value = bounded(wanted, timeline, asOf);
}

/** Pointing, clicking, drawing out a part, and the wheel. */
export function createPointing(model: PanelModel, stage: Stage): Pointing {
  const pointed = signal<Pointed | null>(null);
  const band = signal<Band | null>(null);
  const zoomTo = ({ from, to }: Band) => {
    const picture = stage.picture.peek();
    if (!picture) return;
    const { ms } = scaleOf(picture);
    stage.view.value = bounded({ from: ms(from), to: ms(to) }, picture.timeline, picture.asOf);
  };
  const onDown = (event: PointerEvent, end: AbortSignal) => {
    const picture = stage.picture.peek();
    if (event.button !== MAIN_BUTTON || !picture) return;
    const hit = hitUnder(picture, event, model.now.peek());
    drawOut(event, {
      left: gutterOf(picture.width),
      right: picture.width,
      end,
      drawn: (part) => {
        band.value = part;
        pointed.value = null;
      },
      done: (part) => {
        band.value = null;
        if (part) zoomTo(part);
        const row = !part && hit ? rowToldBy(hit) : null;
        if (row !== null) openRow(model, row);
      },
      cancelled: () => {
        band.value = null;
      },
    });
  };
  const start = (canvas: HTMLCanvasElement, end: AbortSignal) => {
    const signal = { signal: end };
    const onMove = (event: PointerEvent) => {
      const hit = band.peek() ? null : hitUnder(stage.picture.peek(), event, model.now.peek());
      pointed.value = hit && { hit, x: event.clientX, y: event.clientY };
      canvas.style.cursor = hit && rowToldBy(hit) !== null ? 'pointer' : '';
    };
    const onLeave = () => {
      pointed.value = null;
    };
    const onDoubleClick = () => {
      stage.view.value = { kind: 'requests' };
    };
    canvas.addEventListener('pointermove', onMove, signal);
    canvas.addEventListener('pointerleave', onLeave, signal);
    canvas.addEventListener('pointerdown', (event) => onDown(event, end), signal);
    canvas.addEventListener('dblclick', onDoubleClick, signal);
    canvas.addEventListener('wheel', (event) => onWheel(event, stage), {
      ...signal,
      passive: false,
    });
  };
  return { pointed, band, start };
}
