import { effect, type ReadonlySignal, signal } from '@preact/signals';

/**
 * A signal's value: at every change, or, where `restMs` of it is more than 0, once in so many ms; until `end`.
 */
export function calmed<Value>(
  source: ReadonlySignal<Value>,
  restMs: (value: Value) => number,
  end: AbortSignal,
): ReadonlySignal<Value> {
  const seen = signal(source.peek());
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = () => {
    timer = null;
    seen.value = source.peek();
  };
  const stop = effect(() => {
    const rest = restMs(source.value);
    if (rest === 0) look();
    else timer ??= setTimeout(look, rest);
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
