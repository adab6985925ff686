import type { OpenedTogether } from '../../src/core/report/opened-file.ts';
import { loadHosts } from '../../src/platform/kept-hosts.ts';
import type { ReadAnswer, ReadOrder } from './read-worker.ts';

/** What is opened: a HAR, `report.json`, or the page of a report. */
export const ACCEPTED = '.har,.json,.html';

/** All files together; what is kept of them must find room in the panel. */
export const MAX_FILE_BYTES = 2 ** 31;

/** `read-worker.ts` as it is built: an entry of its own, for it to share chunks with the panel. */
const READ_WORKER = '/read-worker.js';

interface ReadFiles {
  /** null: they cannot be read */
  opened: OpenedTogether | null;
  /** the user's own hosts as they were kept; without them where they cannot be asked for */
  added: unknown;
}

/** Reads files in a worker, at most until `end`. */
export async function readFiles(
  files: readonly File[],
  hosts: readonly string[],
  end?: AbortSignal,
  onRead?: (bytes: number) => void,
): Promise<ReadFiles> {
  const added = await loadHosts().catch(() => undefined);
  const worker = new Worker(READ_WORKER, { type: 'module' });
  const opened = await new Promise<OpenedTogether | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
      if (data.kind === 'opened') resolve(data.opened);
      else onRead?.(data.bytes);
    };
    worker.onerror = () => resolve(null);
    if (end?.aborted) resolve(null);
    else end?.addEventListener('abort', () => resolve(null), { once: true });
    worker.postMessage({ files, hosts, added } satisfies ReadOrder);
  }).finally(() => worker.terminate());
  return { opened, added };
}
