/** One vote is taken over so many answers: enough to narrow whole seconds to tens of ms, … */
const WINDOW_SAMPLES = 64;
/** … or, where answers are rare, over those of this time, … */
const WINDOW_MS = 10 * 60_000;
/** … but never over fewer than this, so that a few lies are always outvoted. */
const MIN_WINDOW_SAMPLES = 16;

/**
 * Cuts what is in order of time (ms) into windows over which a clock may be taken as one; the last
 * takes in what is too little for its own. Windows that are full stay as they are when more comes.
 */
export function windowsOf<T extends { at: number }>(samples: readonly T[]): T[][] {
  const windows: T[][] = [];
  let current: T[] = [];
  for (const sample of samples) {
    const span = sample.at - (current[0]?.at ?? sample.at);
    if (current.length >= (span > WINDOW_MS ? MIN_WINDOW_SAMPLES : WINDOW_SAMPLES)) {
      windows.push(current);
      current = [];
    }
    current.push(sample);
  }
  const last = windows.at(-1);
  if (last && current.length < MIN_WINDOW_SAMPLES) last.push(...current);
  else windows.push(current);
  return windows;
}
