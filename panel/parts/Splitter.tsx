/** Along `x` it moves left and right, along `y` up and down. */
export type Axis = 'x' | 'y';

/** px */
export interface SizeRange {
  now: number;
  min: number;
  max: number;
}

const STEP_PX = 10;
const LONG_STEP_PX = 50;

interface Props {
  label: string;
  axis: Axis;
  /** whether the pane that it sizes lies before it; else after it */
  isBefore?: boolean;
  /** id of that pane */
  controls: string;
  range: SizeRange;
  /** while it is dragged, in client coordinates (px) */
  onDrag: (at: number) => void;
  onDrop: () => void;
  /** to that size (px), by key */
  onStep: (size: number) => void;
  /** back to the size that nobody chose */
  onReset: () => void;
}

/** The size of the pane after a key; null for a key that moves nothing. */
export function sizeAfter(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  { axis, isBefore = false, range }: Pick<Props, 'axis' | 'isBefore' | 'range'>,
): number | null {
  const step = (shiftKey ? LONG_STEP_PX : STEP_PX) * (isBefore ? -1 : 1);
  const [grow, shrink] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const clamp = (size: number) => Math.min(range.max, Math.max(range.min, size));
  switch (key) {
    case grow:
      return clamp(range.now + step);
    case shrink:
      return clamp(range.now - step);
    case 'Home':
      return range.min;
    case 'End':
      return range.max;
    default:
      return null;
  }
}

/** An edge that can be dragged, or moved by arrow keys; a double click puts it back. */
export function Splitter(props: Props) {
  const { label, axis, controls, range, onDrag, onDrop, onStep, onReset } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    const size = sizeAfter(event, props);
    if (size === null) return;
    event.preventDefault();
    event.stopPropagation();
    onStep(size);
  };
  const hold = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onDrag(axis === 'x' ? event.clientX : event.clientY);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved
    <div
      role="separator"
      class={`splitter ${axis}`}
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={Math.round(range.now)}
      aria-valuemin={Math.round(range.min)}
      aria-valuemax={Math.round(range.max)}
      onPointerDown={hold}
      onPointerMove={drag}
      onLostPointerCapture={onDrop}
      onDblClick={onReset}
      onKeyDown={onKeyDown}
    />
  );
}
