/**
 * Calls back now and whenever the document, its root or its head has other children:
 * `document.open` takes away every element and every listener, of ours too (HTML §8.4.1).
 */
export function watchDocument(call: () => void, signal: AbortSignal): void {
  const observe = () => {
    for (const node of [document, document.documentElement, document.head])
      if (node) observer.observe(node, { childList: true });
    call();
  };
  const observer = new MutationObserver(observe);
  signal.addEventListener('abort', () => observer.disconnect());
  observe();
}
