/** Does a piece of our own work inside the page's call; whatever happens, the page goes on. */
export function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
