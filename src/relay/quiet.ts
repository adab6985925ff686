/** A page may never have loaded, or never be idle; then it is soon enough, ms. */
const LOADED_WITHIN_MS = 10_000;
const IDLE_WITHIN_MS = 2_000;

/** Calls back when the page has loaded and has nothing to do, so that it does not pay for us. */
export function whenQuiet(call: () => void, signal: AbortSignal): void {
  const settled = new AbortController();
  signal.addEventListener('abort', () => settled.abort());
  const onLoaded = () => {
    if (settled.signal.aborted) return;
    settled.abort();
    clearTimeout(timer);
    requestIdleCallback(() => signal.aborted || call(), { timeout: IDLE_WITHIN_MS });
  };
  const timer = setTimeout(onLoaded, LOADED_WITHIN_MS);
  if (document.readyState === 'complete') onLoaded();
  else window.addEventListener('load', onLoaded, { signal: settled.signal });
}
