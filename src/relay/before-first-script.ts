/** When every script of ours has run, and none of the page: its parser has made the first element. */
export function beforeFirstScript(call: () => void): void {
  if (document.readyState !== 'loading') {
    call();
    return;
  }
  const observer = new MutationObserver(() => {
    observer.disconnect();
    call();
  });
  observer.observe(document, { childList: true, subtree: true });
}
