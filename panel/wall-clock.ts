import { type ReadonlySignal, signal } from '@preact/signals';

/** Late enough that the clock has surely turned over. */
const AFTER_THE_SECOND_MS = 5;

/** The time (ms) as a signal, read anew from the clock at every full second and on waking. */
export function wallClock(end: AbortSignal): ReadonlySignal<number> {
  const now = signal(Date.now());
  let timer: ReturnType<typeof setTimeout>;
  const tick = () => {
    clearTimeout(timer);
    now.value = Date.now();
    timer = setTimeout(tick, 1000 - (now.value % 1000) + AFTER_THE_SECOND_MS);
  };
  tick();
  document.addEventListener('visibilitychange', tick, { signal: end });
  end.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return now;
}
