import { nextFrame } from './next-frame.ts';

/** A wait shorter than this (ms) is that for the next frame. */
const FRAME_MS = 16;

/**
 * Gives a function that has the work done soon: once per frame at most, and after long work not
 * before as much time has passed again, so that others have at least half of it.
 */
export function paced(work: () => void, end: AbortSignal): () => void {
  let cancel: (() => void) | null = null;
  let restsUntil = 0;
  const run = () => {
    cancel = null;
    const beganAt = performance.now();
    work();
    const endedAt = performance.now();
    restsUntil = endedAt + (endedAt - beganAt);
  };
  end.addEventListener('abort', () => cancel?.(), { once: true });
  return () => {
    if (cancel || end.aborted) return;
    const wait = restsUntil - performance.now();
    if (wait <= FRAME_MS) {
      cancel = nextFrame(run);
      return;
    }
    const timer = setTimeout(() => {
      cancel = nextFrame(run);
    }, wait);
    cancel = () => clearTimeout(timer);
  };
}
