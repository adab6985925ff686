import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Mark } from '../../src/core/timeline/timeline.ts';
import { bounded, showing } from '../../src/core/timeline/view.ts';
import { openRow, type PanelModel } from '../model/panel-model.ts';
import { say } from '../words/language.ts';
import { AXIS_HEIGHT, pointOf } from './picture.ts';
import type { Stage } from './stage.ts';
import { TimelineTooltip } from './TimelineTooltip.tsx';
import { markCaption } from './timeline-words.ts';
import { fitOther, zoomBy } from './zoom.ts';

interface Props {
  model: PanelModel;
  stage: Stage;
  scroller: RefObject<HTMLDivElement | null>;
}

const ZOOM_KEYS: Record<string, number> = { '+': 0.5, '=': 0.5, '-': 2, _: 2 };

/** Where the walk stands: at this mark, or at the nearest in time where it is gone. */
function indexOf(marks: readonly Mark[], at: Mark | null): number {
  if (!at) return -1;
  const same = marks.findIndex(({ id }) => id === at.id);
  return same >= 0 ? same : marks.findLastIndex((mark) => mark.at <= at.at);
}

/**
 * Walks from mark to mark with the keys. To those who cannot see it, it is a slider over all that
 * was sent, whose value is said in words.
 */
export function Walker({ model, stage, scroller }: Props) {
  const current = useSignal<Mark | null>(null);
  const hasFocus = useSignal(false);
  const element = useRef<HTMLDivElement>(null);
  const picture = stage.picture.value;
  if (!picture) return null;
  const { timeline, range, layout, asOf } = picture;
  const { marks } = timeline;
  const index = indexOf(marks, current.value);
  const mark = marks[index] ?? null;

  const show = (target: Mark | undefined) => {
    if (!target) return;
    current.value = target;
    if (target.at < range.from || target.at > range.to)
      stage.view.value = bounded(showing(range, target.at), timeline, asOf);
    const place = layout.places[target.row];
    const { current: box } = scroller;
    if (!place || !box) return;
    const room = box.clientHeight - AXIS_HEIGHT;
    if (place.top < box.scrollTop) box.scrollTop = place.top;
    else if (place.top + place.height > box.scrollTop + room)
      box.scrollTop = place.top + place.height - room;
  };
  const act = (key: string): boolean => {
    // Keys may come faster than frames.
    const at = current.peek();
    const from = indexOf(marks, at);
    const zoom = ZOOM_KEYS[key];
    if (zoom !== undefined) zoomBy(stage, zoom, at?.at);
    else if (key === 'ArrowRight' || key === 'ArrowDown') show(marks[from + 1]);
    else if (key === 'ArrowLeft' || key === 'ArrowUp')
      show(marks[from < 0 ? marks.length - 1 : from - 1]);
    else if (key === 'Home') show(marks[0]);
    else if (key === 'End') show(marks.at(-1));
    else if (key === '0') fitOther(stage);
    else if (key === 'Enter' && at) openRow(model, at.id);
    else return false;
    return true;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  const caption =
    mark &&
    markCaption(mark, {
      timeline,
      entry: model.entryOf.value(mark.id),
      nowMs: model.now.peek(),
    });
  const isInView = mark !== null && mark.at >= range.from && mark.at <= range.to;
  const place = isInView ? pointOf(mark, picture) : null;
  const box = element.current?.getBoundingClientRect();
  return (
    <>
      <div
        class="timeline-walker"
        ref={element}
        role="slider"
        tabIndex={0}
        aria-label={say('timeline_walker')}
        aria-valuemin={0}
        aria-valuemax={marks.length}
        aria-valuenow={index + 1}
        aria-valuetext={
          caption ? [caption.title, ...caption.lines].join('; ') : say('timeline_keys')
        }
        onKeyDown={onKeyDown}
        onFocus={() => {
          hasFocus.value = true;
        }}
        onBlur={() => {
          hasFocus.value = false;
        }}
      >
        {hasFocus.value && place && (
          <span class="timeline-ring" style={{ left: `${place.x}px`, top: `${place.y}px` }} />
        )}
      </div>
      {hasFocus.value && place && caption && box && (
        <TimelineTooltip caption={caption} x={box.left + place.x} y={box.top + place.y} />
      )}
    </>
  );
}
