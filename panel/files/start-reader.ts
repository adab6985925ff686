/**
 * Starts the worker that reads files (`read-worker.ts`). It is built as a page's script is, and so
 * shares with the panel what both are made of; `vite.config.ts` gives it this name.
 */
export function startReader(): Worker {
  return new Worker('/assets/read-worker.js', { type: 'module' });
}
