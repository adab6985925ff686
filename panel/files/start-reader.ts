/** `read-worker.ts` as it is built: an entry of its own, for it to share chunks with the panel. */
const READ_WORKER = '/assets/read-worker.js';

/** Starts the worker that reads files; it takes a `ReadOrder`. */
export function startReader(): Worker {
  return new Worker(READ_WORKER, { type: 'module' });
}
