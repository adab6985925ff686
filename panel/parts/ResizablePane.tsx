import './panes.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SettingsStore } from '../settings.ts';
import { type Axis, Splitter } from './Splitter.tsx';

interface Props {
  /** among `settings.sizes`; without a size there, the style sheet decides */
  name: string;
  store: SettingsStore;
  axis: Axis;
  /** of the splitter */
  label: string;
  /** px */
  min: number;
  /** px that stay for what stands before it */
  rest: number;
  children: ComponentChildren;
}

/** The last pane of a row or column, with a splitter before it; its size is remembered. */
export function ResizablePane({ name, store, axis, label, min, rest, children }: Props) {
  const pane = useRef<HTMLDivElement>(null);
  const measured = useSignal({ now: min, max: min });
  const dragged = useSignal<number | null>(null);
  const { sizes } = store.settings.value;
  const size = dragged.value ?? sizes[name];
  const extent = axis === 'x' ? 'width' : 'height';

  useLayoutEffect(() => {
    const element = pane.current;
    const whole = element?.parentElement;
    if (!element || !whole) return;
    const measure = () => {
      const max = Math.max(min, whole.getBoundingClientRect()[extent] - rest);
      measured.value = { now: element.getBoundingClientRect()[extent], max };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    observer.observe(whole);
    return () => observer.disconnect();
  }, [extent, min, rest]);

  const keep = (px: number) => store.change({ sizes: { ...sizes, [name]: Math.round(px) } });
  const onDrag = (at: number) => {
    const box = pane.current?.getBoundingClientRect();
    if (!box) return;
    const wanted = (axis === 'x' ? box.right : box.bottom) - at;
    dragged.value = Math.min(measured.peek().max, Math.max(min, wanted));
  };
  const onDrop = () => {
    if (dragged.peek() !== null) keep(dragged.peek() ?? min);
    dragged.value = null;
  };
  const onReset = () => {
    const { [name]: _, ...others } = sizes;
    store.change({ sizes: others });
  };
  return (
    <>
      <Splitter
        label={label}
        axis={axis}
        controls={`pane-${name}`}
        range={{ ...measured.value, min }}
        onDrag={onDrag}
        onDrop={onDrop}
        onStep={keep}
        onReset={onReset}
      />
      <div
        ref={pane}
        id={`pane-${name}`}
        class={`pane ${name}-pane ${axis}`}
        style={{
          [`min-${extent}`]: `${min}px`,
          [`max-${extent}`]: `max(${min}px, 100% - ${rest}px)`,
          ...(size !== undefined && { 'flex-basis': `${size}px` }),
        }}
      >
        {children}
      </div>
    </>
  );
}
