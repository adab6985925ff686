import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PanelModel } from '../model/panel-model.ts';
import type { Pointing } from './pointing.ts';
import type { Stage } from './stage.ts';
import { type Caption, hitCaption } from './timeline-words.ts';

/** px from the pointer, and from the edges of the panel */
const OFFSET = 12;
const MARGIN = 4;

interface Props {
  caption: Caption;
  /** where it points, in px of the panel */
  x: number;
  y: number;
}

/** A few lines beside a point, on that side of it where there is room. */
export function TimelineTooltip({ caption: { title, lines }, x, y }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return;
    // In the top layer nothing clips or covers it.
    if (!current.matches(':popover-open')) current.showPopover();
    const { offsetWidth, offsetHeight } = current;
    const right = x + OFFSET;
    const below = y + OFFSET;
    const left = right + offsetWidth + MARGIN > innerWidth ? x - OFFSET - offsetWidth : right;
    const top = below + offsetHeight + MARGIN > innerHeight ? y - OFFSET - offsetHeight : below;
    current.style.left = `${Math.max(MARGIN, left)}px`;
    current.style.top = `${Math.max(MARGIN, top)}px`;
  });
  return (
    <div class="timeline-tooltip" ref={box} popover="manual" aria-hidden="true">
      <strong>{title}</strong>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  );
}

/** What the pointer points at. */
export function PointedTooltip({
  model,
  stage,
  pointing,
}: {
  model: PanelModel;
  stage: Stage;
  pointing: Pointing;
}) {
  const pointed = pointing.pointed.value;
  const picture = stage.picture.value;
  if (!pointed || !picture) return null;
  const { hit, x, y } = pointed;
  const entry = hit.kind === 'mark' ? model.entryOf.value(hit.mark.id) : undefined;
  const known = { timeline: picture.timeline, entry, nowMs: model.now.value };
  return <TimelineTooltip caption={hitCaption(hit, known)} x={x} y={y} />;
}
