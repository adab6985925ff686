import { type ReadonlySignal, signal } from '@preact/signals';

/** Late enough that the clock has surely turned over. */
const AFTER_THE_SECOND_MS = 5;

export interface WallClock {
  /** ms by this computer */
  now: ReadonlySignal<number>;
  /** reads it anew, for something has happened that it must not lag behind */
  tick(): void;
}

/** The time at which a recording ended: nothing ticks in a file. */
export function stoppedClock(ms: number): WallClock {
  return { now: signal(ms), tick() {} };
}

/**
 * The time as a signal, read anew on waking and whenever a clock that is so many ms ahead turns to
 * a full second: that is when a countdown by that clock changes.
 */
export function wallClock(aheadMs: () => number, end: AbortSignal): WallClock {
  const now = signal(Date.now());
  let timer: ReturnType<typeof setTimeout>;
  const tick = () => {
    clearTimeout(timer);
    now.value = Date.now();
    if (end.aborted) return;
    const intoTheSecond = (((now.value + aheadMs()) % 1000) + 1000) % 1000;
    timer = setTimeout(tick, 1000 - intoTheSecond + AFTER_THE_SECOND_MS);
  };
  tick();
  document.addEventListener('visibilitychange', tick, { signal: end });
  end.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return { now, tick };
}
