import { effect, type ReadonlySignal, signal } from '@preact/signals';

/** What is large is looked at anew only so often (ms). */
const SELDOM_MS = 400;

/** A signal's value: at every change while it is small, seldom while it is large; until `end`. */
export function calmed<Value>(
  source: ReadonlySignal<Value>,
  isLarge: (value: Value) => boolean,
  end: AbortSignal,
): ReadonlySignal<Value> {
  const seen = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = () => {
    timer = null;
    seen.value = source.peek();
  };
  const stop = effect(() => {
    if (!isLarge(source.value)) look();
    else timer ??= setTimeout(look, SELDOM_MS);
  });
  end.addEventListener(
    'abort',
    () => {
      stop();
      if (timer) clearTimeout(timer);
    },
    { once: true },
  );
  return seen;
}
