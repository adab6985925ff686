import { loadHosts } from '../../src/platform/kept-hosts.ts';

/** `read-worker.ts` as it is built: an entry of its own, for it to share chunks with the panel. */
const READ_WORKER = '/assets/read-worker.js';

/** Starts the worker that reads files; it takes a `ReadOrder`. */
export function startReader(): Worker {
  return new Worker(READ_WORKER, { type: 'module' });
}

/** The user's own hosts as they were kept; files are opened without them where they cannot be asked for. */
export function keptHosts(): Promise<unknown> {
  return loadHosts().catch(() => undefined);
}
