/** A hidden panel draws no frames, but what it says must still be true when it is looked at. */
const FRAME_FALLBACK_MS = 60;

/** Calls once with the next frame, or shortly after where there are no frames; gives its cancel. */
export function nextFrame(callback: () => void): () => void {
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = () => {
    cancel();
    callback();
  };
  const frame = requestAnimationFrame(run);
  const timer = setTimeout(run, FRAME_FALLBACK_MS);
  return cancel;
}
