import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useMemo, useRef } from 'preact/hooks';
import type { View } from '../../src/core/timeline/view.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Splitter } from '../parts/Splitter.tsx';
import { say } from '../words/language.ts';
import { AXIS_HEIGHT } from './picture.ts';
import { createPointing, type Pointing } from './pointing.ts';
import { createStage, wholeHeight } from './stage.ts';
import { TimelineText } from './TimelineText.tsx';
import { TimelineTools } from './TimelineTools.tsx';
import { PointedTooltip } from './TimelineTooltip.tsx';
import { Walker } from './Walker.tsx';

/** px; higher than this by itself it takes too much from the grid */
const DEFAULT_HEIGHT = 172;
const MIN_HEIGHT = AXIS_HEIGHT + 20;

interface Props {
  model: PanelModel;
  view: Signal<View>;
  fold: ComponentChildren;
}

function BandOverlay({ pointing }: { pointing: Pointing }) {
  const band = pointing.band.value;
  if (!band) return null;
  return (
    <div
      class="timeline-band"
      style={{ left: `${band.from}px`, width: `${band.to - band.from}px` }}
    />
  );
}

/** The unfolded timeline: its tools, the drawing, and all that goes with it. */
export function TimelineStage({ model, view, fold }: Props) {
  const stage = useMemo(() => createStage(model, view), [model, view]);
  const pointing = useMemo(() => createPointing(model, stage), [model, stage]);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const dragged = useSignal<number | null>(null);
  useEffect(() => {
    const end = new AbortController();
    if (canvas.current) {
      stage.start(canvas.current, end.signal);
      pointing.start(canvas.current, end.signal);
    }
    return () => end.abort();
  }, [stage, pointing]);

  const whole = wholeHeight(stage.picture.value);
  const { sizes } = model.settings.value;
  const clamp = (px: number) => Math.max(MIN_HEIGHT, Math.min(whole, px));
  const height = clamp(dragged.value ?? sizes.timeline ?? DEFAULT_HEIGHT);
  const keep = (px: number) => model.change({ sizes: { ...sizes, timeline: Math.round(px) } });
  const onDrag = (at: number) => {
    const { top } = scroller.current?.getBoundingClientRect() ?? {};
    if (top !== undefined) dragged.value = clamp(at - top);
  };
  const onDrop = () => {
    const px = dragged.peek();
    if (px !== null) keep(px);
    dragged.value = null;
  };
  const onReset = () => {
    const { timeline: _, ...others } = sizes;
    model.change({ sizes: others });
  };
  return (
    <>
      <div class="timeline-bar">
        {fold}
        <span class="spring" />
        <TimelineTools model={model} stage={stage} />
      </div>
      <div
        id={id}
        class="timeline-scroll"
        ref={scroller}
        style={{ height: `${height}px` }}
        onScroll={({ currentTarget }) => {
          stage.scrollTop.value = currentTarget.scrollTop;
        }}
      >
        <div style={{ height: `${whole}px` }}>
          <div class="timeline-stage" style={{ height: `${height}px` }}>
            <canvas ref={canvas}>
              <TimelineText stage={stage} model={model} />
            </canvas>
            <BandOverlay pointing={pointing} />
            <Walker model={model} stage={stage} scroller={scroller} />
          </div>
        </div>
      </div>
      <PointedTooltip model={model} stage={stage} pointing={pointing} />
      <Splitter
        label={say('timeline_height')}
        axis="y"
        isBefore
        controls={id}
        range={{ now: height, min: MIN_HEIGHT, max: whole }}
        onDrag={onDrag}
        onDrop={onDrop}
        onStep={keep}
        onReset={onReset}
      />
    </>
  );
}
