import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { SHAPES, type Shape } from '../../src/core/timeline/timeline.ts';
import type { PanelModel } from '../model/panel-model.ts';
import { Icon } from '../parts/Icon.tsx';
import { say } from '../words/language.ts';
import { paintShape } from './paint-marks.ts';
import { readPalette } from './palette.ts';
import { legendOfSpans, shapeWord } from './timeline-words.ts';

/** px that it needs to be read whole */
const ROOM = 320;
/** px of the square a sample is drawn in */
const SAMPLE = 16;

/** Drawn by the hand that draws the picture. */
function Sample({ shape }: { shape: Shape }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!ctx) return;
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    paintShape(ctx, shape, [{ x: SAMPLE / 2, y: SAMPLE / 2 }], readPalette(document.body));
  }, [shape]);
  return <canvas ref={canvas} width={2 * SAMPLE} height={2 * SAMPLE} class="sample" />;
}

/** A popover is laid out over everything: right under the picture, as far as it has room there. */
function placeBelow(popover: HTMLElement, button: HTMLElement): void {
  const bottom = button.closest('section')?.getBoundingClientRect().bottom ?? 0;
  popover.style.top = `max(0px, min(${bottom}px, 100vh - ${ROOM}px))`;
}

/** What the marks and lines mean, behind a button. */
export function Legend({ model }: { model: PanelModel }) {
  const isOpen = useSignal(false);
  const label = say('timeline_legend');
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="tool"
        popovertarget={id}
        aria-label={label}
        title={label}
      >
        <Icon name="question" />
      </button>
      <div
        id={id}
        class="timeline-legend"
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={({ currentTarget, newState }) => {
          isOpen.value = newState === 'open';
          if (button.current) placeBelow(currentTarget, button.current);
        }}
      >
        {isOpen.value && <LegendLines expiringSeconds={model.settings.value.expiringSeconds} />}
      </div>
    </>
  );
}

function LegendLines({ expiringSeconds }: { expiringSeconds: number }) {
  return (
    <>
      <ul>
        {SHAPES.map((shape) => (
          <li key={shape}>
            <Sample shape={shape} />
            {shapeWord(shape)}
          </li>
        ))}
      </ul>
      {legendOfSpans(expiringSeconds).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p class="subtle">{say('timeline_keys')}</p>
    </>
  );
}
