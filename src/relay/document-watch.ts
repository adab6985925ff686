/**
 * Calls back now and whenever the document has another root, or the root other children:
 * `document.open` takes away every element and every listener, of ours too (HTML §8.4.1).
 */
export function watchDocument(call: () => void, signal: AbortSignal): void {
  const observe = () => {
    observer.observe(document, { childList: true });
    if (document.documentElement) observer.observe(document.documentElement, { childList: true });
    call();
  };
  const observer = new MutationObserver(observe);
  signal.addEventListener('abort', () => observer.disconnect());
  observe();
}
